"""What the page says."""

WORDS = {
    "title": "Your data",
    "text": "It is yours: take it along, or end it.",
    "export": "Export my data",
    "export_text": "One JSON file with all your characters and their histories, conversations, personas, scenes, and what is "
    "known about your account. Pictures are named in it, and secrets are not in it.",
    "download": "Download",
    "delete": "Delete my account",
    "delete_text": "Deletes your account and everything in it: characters, pictures, conversations, keys, and the requests in "
    "the log. Conversations that others had with your characters end. Nothing of it comes back.",
    "first": "Export your data first; afterwards there is nothing left to export.",
    "confirm": "Type your handle, @{handle}, to confirm",
    "delete_now": "Delete everything",
    "gone": "Your account is gone, with everything in it.",
}

"""What the page says."""

WORDS = {
    "title": "Your data",
    "text": "It is yours: take it along, or end it.",
    "export": "Export my data",
    "export_text": "One JSON file with all your characters and their histories, conversations, personas, scenes, and what is "
    "known about your account. Pictures are named in it, and secrets are not in it.",
    "download": "Download",
    "archive": "Export everything with pictures",
    "archive_text": "Or a ZIP archive that has the pictures, too, from which another Greenroom makes your account anew. It takes a "
    "moment, and is kept for a day.",
    "archiving": "Your archive is being written. Its download stands here when it is done.",
    "delete": "Delete my account",
    "delete_text": "Deletes your account and everything in it: characters, pictures, conversations, keys, and the requests in "
    "the log. Conversations that others had with your characters end. Nothing of it comes back.",
    "first": "Export your data first; afterwards there is nothing left to export.",
    "confirm": "Type your handle, @{handle}, to confirm",
    "delete_now": "Delete everything",
    "gone": "Your account is gone, with everything in it.",
}

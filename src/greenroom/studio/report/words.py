"""What the page of reports says; reasons are `r_`."""

WORDS = {
    "title": "Report {name}",
    "text": "The operator of this server reads it; whom it is about does not learn who you are.",
    "reason": "What is wrong?",
    "r_illegal": "It is against the law",
    "r_minors": "It sexualises minors",
    "r_hate": "Hate or threats",
    "r_person": "It pretends to be a real person, or exposes one",
    "r_copyright": "It is somebody else’s work",
    "r_spam": "Spam or deceit",
    "r_other": "Something else",
    "more": "Anything that helps to see it",
    "send": "Send the report",
    "sent": "Thank you. The operator will look at it.",
    "report": "Report",
    "block": "Block @{handle}",
    "unblock": "Unblock @{handle}",
    "blocked": "You won’t be shown characters of @{handle} any more.",
    "unblocked": "You are shown characters of @{handle} again.",
    "is_blocked": "You have blocked @{handle}.",
}

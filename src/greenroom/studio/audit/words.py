"""What the audit trail's page says."""

WORDS = {
    "title": "Audit trail",
    "text": "Sign-ins, keys, changes of visibility and operators’ acts, kept for 400 days. Of a deleted account it keeps only "
    "that something was done.",
    "moment": "When (UTC)",
    "act": "What",
    "account": "Account",
    "by": "By",
    "key": "With key",
    "about": "About",
    "nobody": "–",
    "none": "Nothing was done yet.",
    "older": "Older",
}

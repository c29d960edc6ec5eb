"""What an account's public page says."""

WORDS = {
    "characters": "Characters",
    "none": "Nothing on show yet",
    "none_text": "@{handle} has not published a character so far.",
    "appearance": "Change how you appear",
    "since": "here since {month}",
}

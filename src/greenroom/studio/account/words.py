"""What the account's page says."""

WORDS = {
    "title": "Account",
    "welcome": "Choose how your account should appear",
    "welcome_text": "This is what others see beside your characters. You can change it whenever you like.",
    "text": "How your account appears to others, at {address}.",
    "picture": "Picture",
    "picture_hint": "PNG, JPEG, WebP or GIF, at most 8 MiB; a square one is best.",
    "no_picture": "Without a picture",
    "handle": "Handle",
    "handle_hint": "3 to 32 letters, digits or underscores. If you change it, the old one is free for others.",
    "display_name": "Display name",
    "display_name_hint": "Whatever people may call you.",
    "about": "About you",
    "about_hint": "A few words for your public page. Markdown works; pictures don’t.",
    "save": "Save",
    "later": "Not now",
    "saved": "Saved. This is how you appear now.",
    "public_page": "See your public page",
    "taken": "is taken by somebody else",
}

"""What the page of exports says; formats are `as_` and their names, those of APIs excepted."""

WORDS = {
    "title": "{name} as a file",
    "text": "It is yours. Take it along in whatever your other programs read.",
    "download": "Download",
    "as_png": "Picture card",
    "as_png_text": "A PNG that is the character’s picture, with the card inside. What most programs read.",
    "as_chara_card_v3": "Card V3",
    "as_chara_card_v3_text": "JSON, with everything that a card can say.",
    "as_chara_card_v2": "Card V2",
    "as_chara_card_v2_text": "JSON for programs that don’t know V3 yet.",
    "as_charx": "CHARX",
    "as_charx_text": "An archive with the card, its picture and all further files.",
    "as_yaml": "YAML",
    "as_yaml_text": "For reading, and for keeping under version control.",
    "as_original": "The original file",
    "as_original_text": "Byte for byte as it came in.",
    "as_api_text": "A body as that API has it.",
    "no_original": "This character did not come in a file.",
    "ours": "Greenroom",
}

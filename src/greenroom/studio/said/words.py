"""What the page on a character's APIs says."""

WORDS = {
    "title": "{name} in every API",
    "text": "One character, spoken in every API that this server knows. What one can’t say, it never destroys.",
    "table": "What each API says",
    "field": "Field",
    "exact": "exact",
    "mapped": "in its own words",
    "kept": "kept as written",
    "none": "can’t say",
    "lost": "lost there",
    "legend": "exact: as it is · in its own words: said by its own vocabulary · kept as written: what it was told itself · "
    "can’t say: no field for it there; it leaves it alone",
    "only_said": "Only fields that this character has are listed.",
    "nothing": "This character has nothing yet that could be said.",
    "calls": "How to call it",
    "talking": "Talking, as with any OpenAI-compatible model",
    "call_text": "With its real id, and your key in $GREENROOM_KEY.",
    "curl": "curl",
    "python": "Python",
    "javascript": "JavaScript",
    "copy": "Copy",
    "copied": "Copied.",
}

"""Bodies for the tests of this dialect."""

from typing import Any

from tests.served import PICTURE, Caller

MINIMAL: dict[str, Any] = {
    "name": "Nora",
    "definition": "Stay in-character and concise.",
    "greetings": ["Need a job done right?"],
    "avatar": PICTURE,
}
WHOLE: dict[str, Any] = MINIMAL | {
    "subtitle": "Cyberpunk fixer",
    "description": "Sharp, stylish, and always one step ahead.",
    "message_examples": ["{{user}}: Hi.\n{{char}}: No."],
    "visibility": "unlisted",
    "character_collections": ["fixers"],
    "issue_share_id": True,
}


def created(who: Caller, **fields: Any) -> Any:
    """A new character with these fields over the minimal ones, as its create answers it."""
    answer = who.post("/apiCreateCharacter", MINIMAL | fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def updated(who: Caller, character: Any, **fields: Any) -> Any:
    """A character after an update, as that answers it."""
    answer = who.post("/apiUpdateCharacter", {"id": character["id"], **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


def listed(who: Caller) -> Any:
    """All characters of an account."""
    answer = who.get("/apiListCharacters")
    assert answer.status_code == 200, answer.text
    return answer.json()["characters"]

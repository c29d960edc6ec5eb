"""Bodies for the tests of this dialect."""

from typing import Any

from tests.served import Caller

MINIMAL: dict[str, Any] = {
    "name": "Atlas",
    "instructions": "You are Atlas, who explains complex topics clearly.",
}
WHOLE: dict[str, Any] = MINIMAL | {
    "description": "A curious research assistant.",
    "model": "creative",
    "avatar_url": "https://cdn.replr.ai/avatars/atlas.png",
    "is_public": False,
    "category": "assistant",
    "greeting_message": "Hey! I'm Atlas. What are we researching today?",
    "voice_id": "alloy",
}
ITEM = [
    *("id", "name", "description", "model", "avatar_url", "is_public", "category", "message_count"),
    *("created_at", "updated_at"),
]
FOUND = [*ITEM[:8], "creator_id", *ITEM[8:]]
CHARACTER = [
    *("id", "name", "description", "instructions", "model", "avatar_url", "is_public", "category"),
    *("greeting_message", "voice_id", "message_count", "creator_id", "created_at", "updated_at"),
]
"""The fields of answers, in the order of the vendor's examples."""


def created(who: Caller, **fields: Any) -> Any:
    """A new character with these fields over the minimal ones, as its create answers it."""
    answer = who.post("/v1/replrs", MINIMAL | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def updated(who: Caller, character: Any, **fields: Any) -> Any:
    """A character after an update, as that answers it; without the moment, since it may be the same second."""
    answer = who.send("PUT", path_of(character), json=fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def fetched(who: Caller, character: Any) -> Any:
    """A character as it is now."""
    answer = who.get(path_of(character))
    assert answer.status_code == 200, answer.text
    return answer.json()


def listed(who: Caller, query: str = "") -> Any:
    """Characters of an account."""
    return page(who, f"/v1/replrs?{query}")["data"]


def page(who: Caller, path: str) -> Any:
    """A list, whole."""
    answer = who.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def path_of(character: Any) -> str:
    return f"/v1/replrs/{character['id']}"


def revision(who: Caller, character: Any) -> int:
    """How often a character was changed, and once more."""
    return int(who.get(f"/v1/characters/{character['id']}").json()["revision"])


def timeless(character: Any) -> Any:
    """A character without the moment of its last change."""
    return {name: value for name, value in character.items() if name != "updated_at"}

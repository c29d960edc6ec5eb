"""Bodies and requests for the tests of this dialect."""

from typing import Any

from tests.served import Caller

WORLD = "/api/context/characters/game123/world456"
WHOLE: dict[str, Any] = {
    "name": "Aragorn",
    "description": "A brave warrior with a mysterious past.",
    "age": "adult",
    "gender": "Male",
    "role": "protagonist",
    "tone": "mysterious",
    "traits": ["brave"],
    "items": [
        {
            "itemName": "sword",
            "unit": "Piece",
            "value": 100,
            "type": "trade",
            "description": "A sharp sword.",
        }
    ],
    "events": [
        {"eventName": "Attack", "type": "item", "description": "Act of violence against another person."}
    ],
    "quests": [
        {
            "description": "Retrieve the lost artifact.",
            "objective": "Find and return the artifact.",
            "reward": "500 gold coins",
        }
    ],
}
BLANK: dict[str, Any] = {
    **dict.fromkeys(("name", "description", "age", "gender", "role", "tone")),
    "traits": [],
    "items": [],
    "events": [],
    "quests": [],
}
"""What is shown of a character of which nothing was said."""


def said(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def refused(answer: Any) -> tuple[int, str, str]:
    """How a request was refused: status, word, and the field at fault."""
    body = answer.json()
    assert body["message"]
    return answer.status_code, body["error"], body.get("field", "")


def created(who: Caller, body: Any = None, where: str = WORLD) -> Any:
    """A new character as a get shows it."""
    answer = said(who.post(where, {} if body is None else body), 201)
    return got(who, answer["character_id"], where)


def got(who: Caller, name: str, where: str = WORLD) -> Any:
    """A character."""
    answer = said(who.get(f"{where.partition('?')[0]}/{name}"))
    assert answer["character_id"] == answer["character"]["id"]
    return answer["character"]


def patch(who: Caller, character: Any, **fields: Any) -> Any:
    """The answer to an update."""
    return who.send("PATCH", f"{WORLD}/{character['id']}", json=fields)


def patched(who: Caller, character: Any, **fields: Any) -> Any:
    """A character after an update, as a get shows it."""
    said(patch(who, character, **fields))
    return got(who, character["id"])


def listed(who: Caller, where: str = WORLD) -> Any:
    """The characters of a world, none if there is no such world."""
    answer = who.get(where)
    return [] if answer.status_code == 404 else said(answer)["characters"]


def core(who: Caller, at: int = 0) -> Any:
    """The newest character of an account, or one before it, as the server keeps it."""
    return said(who.get("/v1/characters"))["items"][at]["character"]


def revision(who: Caller) -> int:
    """How often the newest character of an account was written."""
    return int(said(who.get("/v1/characters"))["items"][0]["revision"])

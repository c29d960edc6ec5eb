"""What Convai's clients do, in a few words."""

from typing import Any

import httpx2
from tests.served import Caller

RAYMOND = {"charName": "Raymond", "voiceType": "MALE", "backstory": "Raymond runs the night market."}
NOBODY = "01900000-0000-7000-8000-000000000000"


def said(answer: httpx2.Response, status: int = 200) -> Any:
    """What was answered, which must have this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def created(who: Caller, **more: Any) -> str:
    """The id of a new character."""
    identity: str = said(who.post("/character/create", RAYMOND | more), 201)["charID"]
    return identity


def got(who: Caller, identity: str) -> Any:
    return said(who.post("/character/get", {"charID": identity}))


def listed(who: Caller) -> list[Any]:
    characters: list[Any] = said(who.post("/character/list"))["characters"]
    return characters


def update(who: Caller, identity: str, **fields: Any) -> httpx2.Response:
    return who.post("/character/update", {"charID": identity} | fields)


def updated(who: Caller, identity: str, **fields: Any) -> Any:
    """The character after an update."""
    assert said(update(who, identity, **fields)) == {"STATUS": "SUCCESS"}
    return got(who, identity)


def revision(who: Caller, identity: str) -> int:
    number: int = said(who.get(f"/v1/characters/{identity}"))["revision"]
    return number

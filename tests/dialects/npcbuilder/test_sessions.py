"""The session manager."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from tests.dialects.npcbuilder.bodies import refused, said
from tests.served import Caller

ASKED: dict[str, Any] = {
    "session_key": "campaign_nightfall",
    "game_id": "game123",
    "player_id": "3f0b2c9e-8a57-4f0b-9d1a-5d0c2b7e1a10",
}
PATH = "/api/sessionmanager"


def find(who: Caller, **asked: Any) -> Any:
    return who.send("GET", PATH + "?" + "&".join(f"{name}={value}" for name, value in asked.items()))


def test_a_session_is_made_and_found(ada: Caller) -> None:
    made = said(ada.post(PATH, ASKED), 201)
    name = made["session_id"]
    assert (len(name), name.isalnum()) == (20, True)
    rest = {"session_id": name, "session_key": "campaign_nightfall", "player_id": ASKED["player_id"]}
    assert made == rest | {
        "message": f"Session created for key: campaign_nightfall with id: {name} has been created"
    }
    assert said(find(ada, **ASKED)) == rest | {
        "message": f"Session for key: campaign_nightfall with id: {name}"
    }


def test_asked_for_again_it_is_the_same_one(ada: Caller, bob: Caller) -> None:
    name = said(ada.post(PATH, ASKED), 201)["session_id"]
    again = ASKED | {"player_id": ASKED["player_id"].upper(), "game_id": "GAME123"}
    assert said(ada.post(PATH + "/", again), 201)["session_id"] == name
    assert said(ada.post("/sessionmanager", ASKED), 201)["session_id"] == name
    others: list[tuple[Caller, dict[str, Any]]] = [
        (ada, ASKED | {"session_key": "Campaign_nightfall"}),
        (ada, ASKED | {"game_id": "game124"}),
        (ada, ASKED | {"player_id": str(uuid4())}),
        (bob, ASKED),
    ]
    for who, asked in others:
        assert refused(find(who, **asked)) == (404, "not_found", "")
        assert said(who.post(PATH, asked), 201)["session_id"] != name


def test_of_many_who_open_one_at_once_all_get_the_same(ada: Caller) -> None:
    """Sessions of several keys, asked for in bursts."""

    def opened(at: int) -> tuple[str, str]:
        asked = ASKED | {"session_key": f"k{at // 16}"}
        return asked["session_key"], said(ada.post(PATH, asked), 201)["session_id"]

    with ThreadPoolExecutor(16) as threads:
        sessions = {*threads.map(opened, range(256))}
    assert len(sessions) == len({key for key, _ in sessions}) == 16
    for key, name in sessions:
        assert said(find(ada, **ASKED | {"session_key": key}))["session_id"] == name


BAD: list[tuple[str, Any]] = [
    *[(field, value) for field in ASKED for value in (None, 5, "", ["x"])],
    ("session_key", "x" * 51),
    ("session_key", "a\0b"),
    ("game_id", "x" * 51),
    ("game_id", "a b"),
    ("player_id", "ada"),
    ("player_id", "3f0b2c9e-8a57-1f0b-9d1a-5d0c2b7e1a10"),
    ("player_id", "3f0b2c9e-8a57-4f0b-cd1a-5d0c2b7e1a10"),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_everything_is_required_and_bounded(field: str, value: Any, ada: Caller) -> None:
    without = {name: one for name, one in ASKED.items() if name != field}
    assert refused(ada.post(PATH, without)) == (400, "bad_request", field)
    assert refused(ada.post(PATH, ASKED | {field: value})) == (400, "bad_request", field)
    assert refused(find(ada, **without)) == (400, "bad_request", field)
    if isinstance(value, str):
        told = find(ada, **ASKED | {field: value.replace("\0", "%00")})
        assert refused(told) == (400, "bad_request", field)


def test_a_key_may_hold_anything_else(ada: Caller) -> None:
    for key in ("x" * 50, "a/b c", "猫", "'; --"):
        made = said(ada.post(PATH, ASKED | {"session_key": key}), 201)
        assert said(find(ada, **ASKED | {"session_key": key}))["session_id"] == made["session_id"]


def test_scopes(ada: Caller) -> None:
    assert refused(ada.with_key(scopes=["read"]).post(PATH, ASKED)) == (403, "forbidden", "")
    assert refused(find(ada.with_key(scopes=["write"]), **ASKED)) == (403, "forbidden", "")

"""Something is said to a character and it answers: in sessions, whole or in pieces, or not at all."""

import re
from typing import Any

import pytest
from tests.dialects.convai.neighbours.interaction.player import RESPONSE, Player
from tests.dialects.convai.studio import NOBODY, created, said
from tests.isolation.ask import said as told
from tests.model_peer import tokens
from tests.served import Caller, Served

from greenroom.characters import Transaction
from greenroom.conversations import store

ONE_INPUT = {"ERROR": "Expecting only one; either an audio file or user's query as a string"}
NO_SESSION = "00000000000000000000000000000001"


def test_an_answer_has_every_field(player: Player) -> None:
    answer = player.say("Good evening.")
    assert re.fullmatch("[0-9a-f]{32}", answer["sessionID"])
    assert answer == {
        "charID": player.identity,
        "text": tokens(),
        "audio": None,
        "sample_rate": None,
        "sessionID": answer["sessionID"],
    }
    assert list(answer) == ["charID", "text", "audio", "sample_rate", "sessionID"]


@pytest.mark.parametrize(
    "engine", ["sqlite"]
)  # what the engines do with a reply does not depend on its model
def test_a_real_model_answers(ada: Caller) -> None:
    player = Player.of(ada, model_group_name="real", verbosity=0)
    answer = player.say("Good evening. What do you sell?")
    assert answer["text"].strip()
    (_, reply) = player.messages(answer["sessionID"])
    assert (reply["model"], reply["text"]) == ("real", answer["text"])


def test_a_session_goes_on(player: Player) -> None:
    first = player.say("One #mark=a")
    second = player.say("Two #mark=b", first["sessionID"].upper())
    assert second["sessionID"] == first["sessionID"]
    assert player.texts(first["sessionID"]) == ["One #mark=a", tokens("a"), "Two #mark=b", tokens("b")]
    assert len(player.threads()) == 1


@pytest.mark.parametrize("session", ["-1", -1, "", None])
def test_a_session_begins(session: Any, player: Player) -> None:
    assert player.say("Hello", session)["sessionID"] != player.say("Hello", session)["sessionID"]


def test_no_greeting_is_told_that_nobody_was_shown(ada: Caller) -> None:
    made = told(ada.post("/v1/characters", {"character": {"name": "N", "greetings": {"first": "Hi."}}}))
    player = Player(ada, made["id"])
    assert player.texts(player.say("Hello")["sessionID"]) == ["Hello", tokens()]


def test_a_thread_that_began_elsewhere_is_a_session_too(player: Player) -> None:
    thread = told(player.who.post("/v1/threads", {"character": player.identity}))["id"]
    session = thread.replace("-", "")
    assert player.say("Hello", session)["sessionID"] == session


@pytest.mark.parametrize("session", [NO_SESSION, "evening", "-2", "0" * 33])
def test_a_session_that_is_not_there(session: str, player: Player) -> None:
    refused = said(player.ask("Hello", session), 404)
    assert refused["ERROR"] == f"Session with id {session} not found"
    assert player.threads() == []


def test_a_session_is_with_one_character(player: Player) -> None:
    session = player.say("Hello")["sessionID"]
    other = Player(player.who, created(player.who))
    assert said(other.ask("Hello", session), 404)["ERROR"] == f"Session with id {session} not found"


def test_a_session_is_somebodys(player: Player, bob: Caller) -> None:
    said(player.who.post("/character/update", {"charID": player.identity, "listing": "public"}))
    session = player.say("Hello")["sessionID"]
    stranger = Player(bob, player.identity)
    assert said(stranger.ask("Hello", session), 404)["ERROR"] == f"Session with id {session} not found"
    assert stranger.say("Hello")["text"] == tokens()
    assert len(player.messages(session)) == 2


@pytest.mark.parametrize("listing", ["private", "unlisted"])
def test_a_character_of_others_that_is_not_public_is_not_there(
    listing: str, player: Player, bob: Caller
) -> None:
    said(player.who.post("/character/update", {"charID": player.identity, "listing": listing}))
    for ways in ({}, {"sessionID": NO_SESSION}, {"userText": "", "file": "UklGRg=="}):
        asked = {"charID": player.identity, "userText": "Hello"} | ways
        refused, unknown = bob.post(RESPONSE, asked), bob.post(RESPONSE, asked | {"charID": NOBODY})
        assert said(refused, 404)["ERROR"] == f"Character with id {player.identity} not found"
        assert said(unknown, 404)["ERROR"] == f"Character with id {NOBODY} not found"


def test_a_stream_has_the_answer_in_pieces(player: Player) -> None:
    events = player.events("Hello")
    assert [one["text"] for one in events] == [f"word{number} " for number in range(5)]
    session = events[0]["sessionID"]
    assert all(one == events[0] | {"text": one["text"]} for one in events)
    assert list(events[0]) == ["charID", "text", "audio", "sample_rate", "sessionID"]
    assert player.texts(session) == ["Hello", tokens()]


def test_a_failure_is_said_in_the_vendors_words_and_leaves_nothing(player: Player) -> None:
    for streamed in ("True", "False"):
        refused = said(player.ask("Hello #status=500", stream=streamed), 404)
        assert list(refused) == ["charID", "text"]
        assert refused["charID"] == player.identity
        assert refused["text"].startswith("process_failure, error: ")
    assert player.threads() == []


def test_a_failure_leaves_a_session_as_it_was(player: Player) -> None:
    session = player.say("One")["sessionID"]
    said(player.ask("Two #then=error", session), 404)
    assert player.texts(session) == ["One", tokens()]
    assert player.say("Three", session)["text"] == tokens()
    assert player.texts(session) == ["One", tokens(), "Three", tokens()]


def test_a_stream_that_breaks_ends_with_the_failure(player: Player) -> None:
    *pieces, last = player.events("Hello #then=error")
    assert "".join(one["text"] for one in pieces) == tokens()
    assert list(last) == ["charID", "text"]
    assert last["text"].startswith("process_failure, error: ")


FORMS: list[tuple[str, dict[str, Any]]] = [
    ("urlencoded", {"data": {"charID": "{id}", "userText": "a b", "sessionID": "-1"}}),
    (
        "multipart",
        {"files": {"charID": (None, "{id}"), "userText": (None, "a b"), "sessionID": (None, "-1")}},
    ),
    (
        "ampersand and raw blanks",
        {
            "content": "&userText=a b&charID={id}&sessionID=-1&voiceResponse=True",
            "headers": {"content-type": "application/x-www-form-urlencoded"},
        },
    ),
    ("the same without a type", {"content": "&userText=a b&charID={id}&sessionID=-1&voiceResponse=True"}),
    ("empty file", {"files": {"charID": (None, "{id}"), "userText": (None, "a b"), "file": ("", b"")}}),
]


def filled(value: Any, identity: str) -> Any:
    if isinstance(value, dict):
        return {name: filled(one, identity) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(filled(one, identity) for one in value)
    return value.replace("{id}", identity) if isinstance(value, str) else value


@pytest.mark.parametrize("body", [row[1] for row in FORMS], ids=[row[0] for row in FORMS])
@pytest.mark.parametrize("path", [RESPONSE, f"{RESPONSE}/", "/character/getActionResponse"])
def test_every_form_is_read(body: dict[str, Any], path: str, player: Player) -> None:
    answer = said(player.who.send("POST", path, **filled(body, player.identity)))
    assert player.texts(answer["sessionID"])[0] == "a b"


BOTH_OR_NEITHER: list[dict[str, Any]] = [
    {},
    {"userText": " "},
    {"userText": None},
    {"userText": "Hello", "file": "UklGRg=="},
]


@pytest.mark.parametrize("said_", BOTH_OR_NEITHER, ids=str)
def test_one_input_is_expected(said_: dict[str, Any], player: Player) -> None:
    assert said(player.who.post(RESPONSE, {"charID": player.identity} | said_), 400) == ONE_INPUT


def test_both_as_a_form(player: Player) -> None:
    files = {"charID": (None, player.identity), "userText": (None, "Hi"), "file": ("a.wav", b"RIFF")}
    assert said(player.who.send("POST", RESPONSE, files=files), 400) == ONE_INPUT


def test_sound_is_not_understood(player: Player) -> None:
    files = {"charID": (None, player.identity), "file": ("a.wav", b"RIFF")}
    assert said(player.who.send("POST", RESPONSE, files=files), 404) == {
        "charID": player.identity,
        "text": "process_failure, error: Speech recognition is not available on this server.",
    }


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"userText": 5}, "userText must be a string"),
    ({"userText": "x" * 100_001}, "userText must have at most 100,000 characters"),
    ({"charID": ""}, "Missing required field: charID"),
    ({"sessionID": 7}, "sessionID must be a string"),
    ({"stream": "often"}, "stream must be true or false"),
    ({"objects": 7}, "objects must be a list, or the text of one"),
    ({"actions": [{}]}, "actions must be a list, or the text of one"),
]


@pytest.mark.parametrize(("fields", "sentence"), WRONG)
def test_what_is_wrong_is_named(fields: dict[str, Any], sentence: str, player: Player) -> None:
    body = {"charID": player.identity, "userText": "Hello"} | fields
    assert said(player.who.post(RESPONSE, body), 400) == {"ERROR": sentence}
    assert player.threads() == []


def test_who_may_not_chat_is_told_so(player: Player) -> None:
    reader = player.who.with_key(scopes=["read", "write"])
    body = {"charID": player.identity, "userText": "Hello"}
    assert "chat" in said(reader.post(RESPONSE, body), 401)["ERROR"]


def test_a_premium_model_needs_a_plan_that_has_it(served: Served) -> None:
    for plan, status in (("guest", 400), ("home", 200)):
        player = Player.of(served.newcomer(plan))
        thread = told(player.who.post("/v1/threads", {"character": player.identity}))["id"]
        served.write(_ask_for_premium, player.who.account_id, thread)
        assert player.ask("Hello", thread.replace("-", "")).status_code == status


def _ask_for_premium(db: Transaction, account_id: str, thread_id: str) -> None:
    """As one that was made under another plan does."""
    store.update_thread(db, store.find_thread(db, account_id, thread_id, lock=True), model="premium")

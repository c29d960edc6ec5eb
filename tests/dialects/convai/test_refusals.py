"""How requests are refused: the status, the one key that says it, and that nothing was changed."""

import json
from typing import Any
from uuid import UUID

import pytest
from tests.dialects.convai.studio import NOBODY, RAYMOND, created, got, listed, said, update
from tests.served import Caller

from greenroom import problems
from greenroom.dialects.convai.errors import ERRORS
from greenroom.dialects.convai.routes import ROUTES
from greenroom.dialects.kit.routes import Route

WRONG = "Invalid API key provided."
NOT_CREATED = (
    "Error in creating the character. Check if all the input data is valid. Contact support for more info."
)
NOT_GOT = "INTERNAL SERVER ERROR, one or more database calls failed!"
NOT_FOUND = "Could not fetch character details from all_characters table."
NOT_UPDATED = "Could not update all_characters table."

DOORS: list[tuple[str, str, int, dict[str, str], dict[str, str]]] = [
    ("POST", "/character/list", 400, {"ERROR": "API key not found."}, {"ERROR": WRONG}),
    ("GET", "/tts/get_available_voices", 400, {"ERROR": "API key not found."}, {"ERROR": WRONG}),
    ("POST", "/character/create", 401, {"API_ERROR": "api_key not found."}, {"API_ERROR": WRONG}),
    ("POST", "/character/update", 401, {"API_ERROR": "api_key not found."}, {"API_ERROR": WRONG}),
    (
        "POST",
        "/character/knowledge-bank/list",
        401,
        {"API_ERROR": "api_key not found."},
        {"API_ERROR": WRONG},
    ),
    ("POST", "/character/get", 401, {"ERROR": WRONG}, {"ERROR": WRONG}),
    ("POST", "/character/delete", 401, {"ERROR": WRONG}, {"ERROR": WRONG}),
    ("POST", "/user/user-api-usage", 401, {"ERROR": WRONG}, {"ERROR": WRONG}),
    ("POST", "/tts/", 401, {"ERROR": WRONG}, {"ERROR": WRONG}),
    ("POST", "/connect", 401, {"detail": "Invalid API key"}, {"detail": "Invalid API key"}),
]
"""Without a key, and with a wrong one, which is always 401."""


@pytest.mark.parametrize(
    ("method", "path", "status", "without", "wrong"), DOORS, ids=[row[1] for row in DOORS]
)
def test_a_key_is_asked_for(
    method: str, path: str, status: int, without: Any, wrong: Any, ada: Caller
) -> None:
    http = ada.served.http
    answer = http.request(method, path)
    assert said(answer, status) == without
    assert ("www-authenticate" in answer.headers) == (status == 401)
    for name in ("CONVAI-API-KEY", "API-AUTH-TOKEN", "X-API-Key"):
        answer = http.request(method, path, headers={name: "wrong"})
        assert said(answer, 401) == wrong
        assert answer.reason_phrase == "Unauthorized"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_every_operation_has_words_for_every_problem(route: Route) -> None:
    assert set((route.errors or ERRORS).table) == set(problems.ALL)


CARRIERS = ["CONVAI-API-KEY", "convai-api-key", "API-AUTH-TOKEN", "X-API-Key"]


@pytest.mark.parametrize("name", CARRIERS)
def test_a_key_may_come_in_any_of_its_headers(name: str, ada: Caller) -> None:
    assert said(ada.served.http.post("/character/list", headers={name: ada.key})) == {"characters": []}


def test_a_key_that_may_not_is_401_for_editors_read_403_as_something_else(ada: Caller) -> None:
    reader = ada.with_key(scopes=["read"])
    answer = reader.post("/character/create", RAYMOND)
    assert said(answer, 401) == {"API_ERROR": 'The API key lacks the scope "write".'}
    assert said(reader.post("/character/list")) == {"characters": []}


CREATES: list[Any] = [
    {},
    {"charName": "Raymond"},
    RAYMOND | {"charName": ""},
    RAYMOND | {"charName": " "},
    RAYMOND | {"charName": "n" * 201},
    RAYMOND | {"charName": 5},
    RAYMOND | {"voiceType": None},
    RAYMOND | {"backstory": None},
    RAYMOND | {"backstory": "b" * 100_001},
    RAYMOND | {"charName": "a\0"},
    RAYMOND | {"temperature": 2},
    RAYMOND | {"listing": "secret"},
    RAYMOND | {"actions": [1]},
    RAYMOND | {"model_details": "none"},
    RAYMOND | {"reasoning_effort": "xhigh"},
]


@pytest.mark.parametrize("body", CREATES, ids=lambda body: json.dumps(body)[-40:])
def test_a_create_has_one_sentence_for_all_that_is_wrong(body: Any, ada: Caller) -> None:
    assert said(ada.post("/character/create", body), 400) == {"INTERNAL_ERROR": NOT_CREATED}
    assert listed(ada) == []


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"charName":"\xff"}', b"--x"])
def test_also_for_a_body_that_cannot_be_read(content: bytes, ada: Caller) -> None:
    answer = ada.post("/character/create", content=content, headers={"content-type": "application/json"})
    assert said(answer, 400) == {"INTERNAL_ERROR": NOT_CREATED}


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
@pytest.mark.parametrize(
    "content",
    [b"--y", b"--x\r\n\r\nno name\r\n--x--\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--"],
)
def test_also_for_a_form_that_cannot_be_read(kind: str, content: bytes, ada: Caller) -> None:
    answer = ada.post("/character/create", content=content, headers={"content-type": kind})
    assert said(answer, 400) == {"INTERNAL_ERROR": NOT_CREATED}


GETS: list[Any] = [
    {},
    {"charID": NOBODY},
    {"charID": "x"},
    {"charID": 5},
    {"charName": "Nobody"},
    {"charName": 5},
]


@pytest.mark.parametrize("body", GETS, ids=json.dumps)
def test_a_get_has_one_too(body: Any, ada: Caller) -> None:
    assert said(ada.post("/character/get", body), 400) == {"ERROR": NOT_GOT}


UPDATES: list[tuple[dict[str, Any], str]] = [
    ({"backstory": 5}, "Could not update character backstory."),
    ({"backstory": "b" * 100_001}, "Could not update character backstory."),
    ({"charName": ["x"]}, NOT_UPDATED),
    ({"charName": "n" * 201}, NOT_UPDATED),
    ({"temperature": 1.01}, NOT_UPDATED),
    ({"temperature": "-0.1"}, NOT_UPDATED),
    ({"temperature": "warm"}, NOT_UPDATED),
    ({"temperature": "nan"}, NOT_UPDATED),
    ({"temperature": True}, NOT_UPDATED),
    ({"verbosity": 1.5}, NOT_UPDATED),
    ({"verbosity": 2**40}, NOT_UPDATED),
    ({"is_narrative_driven": "maybe"}, NOT_UPDATED),
    ({"is_narrative_driven": 1}, NOT_UPDATED),
    ({"listing": "secret"}, NOT_UPDATED),
    ({"memory_settings": []}, NOT_UPDATED),
    ({"memory_settings": {"enabled": "x"}}, NOT_UPDATED),
    ({"language_codes": [5]}, NOT_UPDATED),
    ({"description": "\0"}, NOT_UPDATED),
    ({"pronunciations": ["a"]}, NOT_UPDATED),
    ({"embodiment_data": "x"}, NOT_UPDATED),
    (
        {"reasoning_effort": "xhigh"},
        "Invalid reasoning_effort 'xhigh' for model 'default'. Supported values: minimal, low, medium, high, auto.",
    ),
    (
        {"reasoning_effort": "xhigh", "model_group_name": "m"},
        "Invalid reasoning_effort 'xhigh' for model 'm'. Supported values: minimal, low, medium, high, auto.",
    ),
    ({"huge": "x" * 65_536}, "huge is unknown, and a character keeps at most 64 KiB of unknown fields"),
]


@pytest.mark.parametrize(("body", "sentence"), UPDATES, ids=lambda value: json.dumps(value)[:40])
def test_an_update_is_told_what_failed_and_changes_nothing(
    body: dict[str, Any], sentence: str, ada: Caller
) -> None:
    identity = created(ada)
    before = got(ada, identity)
    answer = (
        update(ada, identity, description="new", **body)
        if "description" not in body
        else update(ada, identity, **body)
    )
    assert said(answer, 400) == {"ERROR": sentence}
    assert got(ada, identity) == before


SIZES: list[tuple[str, str]] = [
    ("metadata_filter", '{"k":"…"}'),
    ("embodiment", '{"k":"…"}'),
    ("embodiment_data", '{"k":"…"}'),
    ("state_names", '["…"]'),
    ("state_links", '["…"]'),
    ("character_emotions", '["…"]'),
    ("boosted_words", '["…"]'),
    ("pronunciations", '[{"word":"…"}]'),
    ("organization_id", '"…"'),
    ("model_type", '"…"'),
    ("start_narrative_section_id", '"…"'),
]
"""Fields, and values of them with room for a text."""


@pytest.mark.parametrize(("name", "form"), SIZES, ids=[name for name, _ in SIZES])
def test_a_character_keeps_64_kib_of_a_field(name: str, form: str, ada: Caller) -> None:
    room = 2**16 - len(form) + 1
    largest, larger = (json.loads(form.replace("…", "x" * size)) for size in (room, room + 1))
    identity = created(ada, **{name: largest})
    before = listed(ada)
    assert said(update(ada, identity, **{name: larger}), 400) == {"ERROR": NOT_UPDATED}
    refused = ada.post("/character/create", RAYMOND | {name: larger})
    assert said(refused, 400) == {"INTERNAL_ERROR": NOT_CREATED}
    assert listed(ada) == before
    said(ada.post("/character/update", before[0] | {"charID": identity}))


def test_nor_does_a_field_grow_by_and_by(ada: Caller) -> None:
    identity = created(ada)
    for name in ("a", "b", "c"):
        said(update(ada, identity, guard_rails={name: "x" * 20_000}))
    assert said(update(ada, identity, guard_rails={"d": "x" * 20_000}), 400) == {"ERROR": NOT_UPDATED}
    assert {*listed(ada)[0]["guard_rails"]} == {"type1", "a", "b", "c"}


def test_what_the_model_reads_may_be_longer(ada: Caller) -> None:
    long = "x" * 100_000
    identity = created(ada, description=long, backstory=long, speaking_style={"sample_dialogues": long})
    assert got(ada, identity)["description"] == long


LINKS: list[tuple[Any, str]] = [
    ("all", "Functions must be a list of configurations"),
    ([1], "Functions must be a list of configurations"),
    ([{"status": "active"}], "Missing required fields in function configuration: id"),
    ([{"id": "x"}], "Missing required fields in function configuration: status"),
    ([{"id": "x", "status": "on"}], "Function status must be one of: active, inactive"),
    ([{"id": "x", "status": "active"}] * 2, "Duplicate function ID found: x"),
    ([{"id": "x", "status": "active"}], "Function with id x not found"),
    ([{"id": "\0", "status": "active"}], "functions[0].id must not contain U+0000"),
    (
        [{"id": str(number), "status": "active"} for number in range(129)],
        "Function limit exceeded. A maximum of 128 functions can be connected to a character.",
    ),
]


@pytest.mark.parametrize(("functions", "sentence"), LINKS, ids=[row[1][:40] for row in LINKS])
def test_functions_have_sentences_of_their_own(functions: Any, sentence: str, ada: Caller) -> None:
    identity = created(ada)
    refused = said(update(ada, identity, functions=functions, description="new"), 400)
    UUID(refused.pop("Reference ID"))
    assert refused == {"ERROR": sentence}
    assert got(ada, identity)["description"] == ""


ABOUT_ONE: list[tuple[str, dict[str, Any], int, str]] = [
    ("/character/update", {"charID": NOBODY}, 400, NOT_FOUND),
    ("/character/update", {}, 400, NOT_FOUND),
    ("/character/delete", {"charID": NOBODY}, 404, f"Character with id {NOBODY} not found"),
    ("/character/delete", {}, 400, "Missing required field: charID"),
    ("/user/clone_character", {"charID": "x"}, 404, "Character with id x not found"),
    ("/user/clone_character", {}, 400, "Missing required field: charID"),
    (
        "/character/narrative/list-sections",
        {"character_id": NOBODY},
        404,
        f"Character with id {NOBODY} not found",
    ),
    ("/character/narrative/list-sections", {}, 400, "Missing required field: character_id"),
    ("/character/narrative/get-trigger", {}, 400, "Missing required field: character_id"),
    ("/character/narrative/get-current-section", {}, 400, "Missing required field: character_id"),
    ("/character/narrative/delete-trigger", {"trigger_id": "x"}, 400, "Missing required field: character_id"),
    (
        "/character/toggle-is-narrative-driven",
        {"is_narrative_driven": True},
        400,
        "Missing required field: character_id",
    ),
    ("/functions/list", {"charID": 5}, 400, "character_id must be the id of a character, as a string"),
]


@pytest.mark.parametrize(("path", "body", "status", "sentence"), ABOUT_ONE)
def test_a_character_that_there_is_not(
    path: str, body: dict[str, Any], status: int, sentence: str, ada: Caller
) -> None:
    refused = said(ada.post(path, body), status)
    assert refused.pop("ERROR") == sentence
    assert set(refused) == (set() if path == "/character/update" else {"Reference ID"})


def test_the_reference_is_the_request_s_id_where_that_is_a_uuid(ada: Caller) -> None:
    for sent in ("6e6b2e77-7cb0-4986-b903-489fd2132d65", "mine"):
        answer = ada.post("/character/delete", {}, headers={"x-request-id": sent})
        assert answer.headers["x-request-id"] == sent
        assert (answer.json()["Reference ID"] == sent) == (sent != "mine")


def test_beyond_the_limit_is_429(ada: Caller) -> None:
    guest = ada.served.newcomer("guest")
    while (answer := guest.post("/character/delete", {})).status_code != 429:
        pass
    assert answer.json()["ERROR"] == "Rate limit exceeded."
    assert int(answer.headers["retry-after"]) >= 1


NOT_SERVED = [
    "/character/chatHistory/list",
    "/connect/stream",
    "/mcp/servers/list",
    "/memory/add",
    "/llm-models/other",
    "/functions/test",
    "/user/profile",
]


@pytest.mark.parametrize("path", NOT_SERVED)
def test_what_is_not_served_is_not_found_in_the_vendor_s_words(path: str, ada: Caller) -> None:
    assert said(ada.post(path, {}), 404) == {"ERROR": "Not found."}


def test_there_is_no_voice_to_say_anything(ada: Caller) -> None:
    refused = said(ada.post("/tts/", {"transcript": "Hi.", "voice": "MALE"}), 501)
    assert refused["ERROR"] == "Text to speech is not available on this server."


@pytest.mark.parametrize("path", ["/connect", "/connect/"])
def test_there_is_no_live_audio(path: str, ada: Caller) -> None:
    asked = {"character_id": created(ada), "transport": "livekit", "connection_type": "audio"}
    refused = said(ada.post(path, asked), 501)
    assert refused == {"detail": "Live audio is not available on this server"}
    assert said(ada.with_key(scopes=["write"]).post(path, {}), 401).keys() == {"ERROR"}


@pytest.mark.parametrize("verb", ["register", "update", "deregister", "list"])
def test_models_are_not_an_account_s_own(verb: str, ada: Caller) -> None:
    refused = said(ada.post(f"/llm-models/{verb}", {"model_name": "x"}), 404)
    assert UUID(refused.pop("transactionID"))
    assert refused == {"status": "error", "message": "Models are chosen by whoever runs this server."}
    without = said(ada.served.http.post(f"/llm-models/{verb}"), 401)
    assert (without["status"], without["message"]) == ("error", WRONG)


def test_another_method_is_405(ada: Caller) -> None:
    answer = ada.send("PUT", "/character/get")
    assert said(answer, 405) == {"ERROR": "Method not allowed."}
    assert answer.headers["allow"] == "GET, HEAD, POST"

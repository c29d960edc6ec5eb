"""Characters made and changed through Greenroom's own API."""

from typing import Any

import pytest
from tests.dialects.native.test_characters import NEVER
from tests.dialects.roleplay.bodies import created, listed
from tests.served import Caller

ALL = "/v1/characters"
NORA: dict[str, Any] = {
    "name": "Nora",
    "prompt": {"definition": "A fixer.", "system": "Stay in character."},
    "greetings": {"first": "Need a job done right?", "alternates": ["You again."]},
    "mood": {"joy": -20},
    "knowledge": {
        "facts": [{"text": f"Fact {number}."} for number in range(500)],
        "lorebook": {"entries": [{"keys": ["rain"], "content": "It rains.", "insertion_order": 2.0}]},
    },
    "world": {"items": [{"name": "Lamp", "value": 3}], "actions": ["wave"]},
    "safety": {"active": True, "topics": {"gore": "strict_control"}},
    "engine": {"temperature": 0.5},
    "visibility": "unlisted",
    "tags": ["noir"],
}


def made(who: Caller, character: Any = NORA, **more: Any) -> Any:
    answer = who.post(ALL, {"character": character, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def one(ada: Caller) -> Any:
    return made(ada)


@pytest.fixture
def path(one: Any) -> str:
    return f"{ALL}/{one['id']}"


# --- create ---


def test_a_create_answers_what_a_get_shows(ada: Caller) -> None:
    answer = ada.post(ALL, {"character": NORA})
    shown = ada.get(f"{ALL}/{answer.json()['id']}")
    assert (answer.status_code, shown.content) == (201, answer.content)
    assert shown.headers["etag"] == answer.headers["etag"]
    assert shown.json()["character"] == NORA
    assert (shown.json()["revision"], shown.json()["live_revision"]) == (1, 1)


def test_what_is_made_here_is_there_for_every_dialect(ada: Caller, one: Any) -> None:
    assert [(each["id"], each["greetings"]) for each in listed(ada)] == [
        (one["id"], ["Need a job done right?", "You again."])
    ]
    studio = ada.get("/studio/v1/workspaces/default/characters/nora").json()
    assert studio["initialMood"]["joy"] == -20
    assert len(studio["personalKnowledge"]["facts"]) == 500


def test_a_character_may_say_nothing_at_all(ada: Caller) -> None:
    assert made(ada, {})["character"] == {}


def test_what_a_get_answers_makes_a_copy(ada: Caller) -> None:
    before = created(ada, x_mystery={"deep": 1}, visibility="public", issue_share_id=True)
    shown = ada.get(f"{ALL}/{before['id']}").json()
    copy = ada.post(ALL, shown)
    assert copy.status_code == 201
    assert copy.json()["character"] == shown["character"]
    assert copy.json()["character"]["unknown"] == {"roleplay": {"x_mystery": {"deep": 1}}}
    assert (copy.json()["id"] != before["id"], copy.json()["share_url"]) == (True, None)


def test_what_a_get_answers_is_a_patch_that_changes_nothing(ada: Caller) -> None:
    ada.post("/api/context/characters/default/default", {"x_mystery": {"deep": None}})
    [before] = ada.get(ALL).json()["items"]
    assert {"beside", "unknown"} <= before["character"].keys()
    for sent in (before, {"character": before["character"]}):
        answer = ada.send("PATCH", f"{ALL}/{before['id']}", json=sent)
        assert (answer.status_code, answer.json()) == (200, before)


def test_nobody_copies_what_belongs_to_a_surface_from_a_stranger(ada: Caller, bob: Caller) -> None:
    before = created(ada, x_mystery=1, visibility="public")
    shown = ada.get(f"{ALL}/{before['id']}").json()
    answer = bob.post(ALL, shown | {"character": shown["character"] | {"avatar": ""}})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/character/unknown")
    assert listed(bob) == []


def test_one_idempotency_key_makes_one(ada: Caller) -> None:
    answers = [
        ada.post(ALL, {"character": {"name": "Nora"}}, headers={"Idempotency-Key": '"k"'}) for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert answers[1].headers["idempotent-replayed"] == "true"
    other = ada.post(ALL, {"character": {"name": "Ada"}}, headers={"Idempotency-Key": "k"})
    assert other.status_code == 422
    assert len(listed(ada)) == 1


def test_a_create_where_nothing_may_be_is_done(ada: Caller) -> None:
    assert ada.post(ALL, {"character": {}}, headers={"If-None-Match": "*"}).status_code == 201


# --- put ---


def test_what_a_get_answers_may_be_put_and_changes_nothing(ada: Caller, one: Any, path: str) -> None:
    before = ada.get(path)
    answer = ada.send("PUT", path, json=before.json())
    assert (answer.status_code, answer.content) == (200, before.content)
    assert answer.headers["etag"] == before.headers["etag"]
    assert ada.get(f"{path}/revisions").json()["items"][0]["revision"] == one["revision"]


def test_a_put_replaces(ada: Caller, path: str) -> None:
    answer = ada.send("PUT", path, json={"character": {"name": "Ada", "tags": ["x"]}})
    assert answer.json()["character"] == {"name": "Ada", "tags": ["x"]}
    assert ada.get(path).json() == answer.json()


def test_a_put_leaves_what_belongs_to_surfaces(ada: Caller) -> None:
    before = created(ada, x_mystery=1)
    ada.send("PUT", f"{ALL}/{before['id']}", json={"character": {"name": "Ada"}})
    after = listed(ada)[0]
    assert (after["name"], after["x_mystery"], after["definition"]) == ("Ada", 1, "")


# --- patch ---


def test_a_patch_changes_what_it_names(ada: Caller, one: Any, path: str) -> None:
    sent = {"character": {"person": {"role": "fixer"}, "mood": None, "tags": ["a", "b"]}}
    answer = ada.send("PATCH", path, json=sent, headers={"content-type": "application/merge-patch+json"})
    expected = {name: value for name, value in NORA.items() if name != "mood"}
    assert answer.json()["character"] == expected | {"person": {"role": "fixer"}, "tags": ["a", "b"]}
    assert answer.json()["revision"] == one["revision"] + 1
    changed = ada.get(f"{path}/revisions?limit=1").json()["items"][0]
    assert (changed["via"], changed["changed"]) == ("native", ["person.role", "mood.joy", "tags"])


@pytest.mark.parametrize(
    "sent", [{"character": {}}, {"character": {"name": "Nora"}}, {"character": {}, "revision": 99}]
)
def test_a_patch_of_nothing_is_no_revision(sent: Any, ada: Caller, one: Any, path: str) -> None:
    assert ada.send("PATCH", path, json=sent).json() == one


def test_a_long_list_is_written_whole(ada: Caller, path: str) -> None:
    facts = [{"text": f"Another {number}."} for number in range(10_000)]
    answer = ada.send("PATCH", path, json={"character": {"knowledge": {"facts": facts}}})
    assert answer.json()["character"]["knowledge"]["facts"] == facts
    assert ada.get(path).json() == answer.json()
    too_long = {"character": {"knowledge": {"facts": [*facts, {"text": "x"}]}}}
    refused = ada.send("PATCH", path, json=too_long)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (
        400,
        "/character/knowledge/facts",
    )


def test_a_picture_is_set_by_its_id(ada: Caller, bob: Caller, path: str) -> None:
    asset = ada.get(f"{ALL}/{created(ada)['id']}").json()["character"]["avatar"]
    answer = ada.send("PATCH", path, json={"character": {"avatar": asset}})
    assert answer.json()["avatar_url"].endswith(f"/media/{asset}.webp")
    theirs = f"{ALL}/{made(bob)['id']}"
    for avatar in (asset, "default", "x"):
        refused = bob.send("PATCH", theirs, json={"character": {"avatar": avatar}})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/character/avatar")


def test_a_write_is_live_at_once_and_leaks_no_draft(ada: Caller) -> None:
    path = f"{ALL}/{made(ada, {'name': 'Nora', 'visibility': 'public', 'goals': 'old'})['id']}"
    studio = "/studio/v1/workspaces/default/characters/nora"
    draft = {"defaultCharacterDescription": {"givenName": "Draft"}, "yamlConfig": "draft"}
    assert ada.send("PATCH", studio, json=draft).status_code == 200
    assert ada.send("PATCH", path, json={"character": {"blurb": "New."}}).status_code == 200
    share = ada.post(f"{path}/share").json()["share_url"]
    live = ada.get(share, headers={"accept": "application/json"}).json()
    assert (live["name"], live["description"]) == ("Nora", "New.")
    assert ada.get(path).json()["character"]["goals"] == "draft"


# --- preconditions ---


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_write_for_another_revision_is_412_and_changes_nothing(
    method: str, ada: Caller, one: Any, path: str
) -> None:
    for headers in ({"If-Match": '"9"'}, {"If-None-Match": "*"}):
        answer = ada.send(method, path, json={"character": {"name": "Ada"}}, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (412, "urn:greenroom:problem:revision-mismatch")
    assert ada.get(path).json() == one
    known = ada.get(path).headers["etag"]
    answer = ada.send(method, path, json={"character": {"name": "Ada"}}, headers={"If-Match": known})
    assert (answer.status_code, answer.json()["character"]["name"]) == (200, "Ada")


# --- refusals ---

REFUSED: list[tuple[Any, str]] = [
    ({"character": []}, "/character"),
    ({"character": None}, "/character"),
    ({"character": {"nmae": "x"}}, "/character/nmae"),
    ({"character": {"x~y/z": 1}}, "/character/x~0y~1z"),
    ({"character": {}, "visibility": "public"}, "/visibility"),
    ({"character": {}, "a.b": 1}, "/a.b"),
    ({"character": {"mood": {"joy": 1e300}}}, "/character/mood/joy"),
    ({"character": {"knowledge": {"facts": [{"text": "a"}, 5]}}}, "/character/knowledge/facts/1"),
    ({"character": {"unknown": {"roleplay": {"x": 1}}}}, "/character/unknown"),
    ({"character": {"name": "a\0b"}}, "/character/name"),
]


@pytest.mark.parametrize(("body", "place"), REFUSED)
def test_a_bad_body_changes_nothing_and_says_where(
    body: Any, place: str, ada: Caller, one: Any, path: str
) -> None:
    for method, target in (("POST", ALL), ("PUT", path), ("PATCH", path)):
        answer = ada.send(method, target, json=body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, place), answer.text
    assert [each["id"] for each in listed(ada)] == [one["id"]]
    assert ada.get(path).json() == one


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'"x"', b'{"a":NaN}', b"\xff", b'{"a":' * 200 + b"1" + b"}" * 200]
)
def test_what_is_no_json_object_is_refused(body: bytes, ada: Caller, path: str) -> None:
    for method, target in (("POST", ALL), ("PUT", path), ("PATCH", path)):
        answer = ada.send(method, target, content=body)
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:greenroom:problem:not-json")


def test_a_character_must_be_there(ada: Caller, path: str) -> None:
    for method, target in (("POST", ALL), ("PUT", path), ("PATCH", path)):
        answer = ada.send(method, target, json={})
        assert (answer.status_code, answer.json()["detail"]) == (400, "character is required")


def test_what_is_not_there_is_not_made_by_a_put(ada: Caller) -> None:
    answer = ada.send("PUT", f"{ALL}/{NEVER}", json={"character": {}}, headers={"If-None-Match": "*"})
    assert answer.status_code == 404


def test_a_key_that_only_reads_writes_nothing(ada: Caller, one: Any, path: str) -> None:
    reader = ada.with_key(scopes=["read"])
    for method, target in (("POST", ALL), ("PUT", path), ("PATCH", path)):
        assert reader.send(method, target, json={"character": {}}).status_code == 403
    assert ada.get(path).json() == one

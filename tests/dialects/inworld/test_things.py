"""What holds for scenes and for common knowledge alike, through a served process."""

from typing import Any

import pytest
from tests.dialects.inworld.studio import ROOT, Refused, Studio
from tests.dialects.inworld.things import KNOWLEDGE, SCENES, Things
from tests.served import Caller


@pytest.fixture(params=[SCENES, KNOWLEDGE], ids=lambda sort: sort.path)
def things(request: pytest.FixtureRequest, studio: Studio) -> Things:
    return Things(studio, request.param)


def refusal(refused: pytest.ExceptionInfo[Refused]) -> tuple[int, int, str]:
    return refused.value.status, refused.value.code, refused.value.message


def test_what_is_made_is_shown_listed_changed_and_removed(things: Things) -> None:
    studio = things.studio
    made = things.create({"displayName": "Hills", "description": "Green."})
    assert made["name"].startswith(f"{things.path}/")
    assert (made["displayName"], made["description"], made[things.sort.texts]) == ("Hills", "Green.", [])
    assert studio.get(made["name"]) == made
    assert things.page() == {things.sort.many: [made], "nextPageToken": ""}
    changed = studio.patch(made["name"], {"description": "Brown."})
    assert changed == made | {"description": "Brown."} == studio.get(made["name"])
    studio.delete(made["name"])
    assert things.page() == {things.sort.many: [], "nextPageToken": ""}
    for ask in (
        lambda: studio.get(made["name"]),
        lambda: studio.patch(made["name"], content=b"["),
        lambda: studio.delete(made["name"]),
        lambda: studio.deploy(made["name"]),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert refusal(refused) == (404, 5, f"{things.sort.noun} not found: {made['name']}")


def test_the_earlier_version_answers_the_same(things: Things) -> None:
    name = things.named("Hills")
    for path in (name, things.path):
        answers = [things.studio.who.get(f"/{root}/{path}") for root in ("studio/v1", "v1alpha")]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].content == answers[1].content


def test_only_a_create_makes_a_workspace(things: Things) -> None:
    with pytest.raises(Refused) as refused:
        things.page()
    assert refusal(refused) == (404, 5, f"workspace not found: {things.studio.workspace}")
    things.named("Hills")
    assert things.titles() == ["Hills"]
    assert Things(Studio(things.studio.who, "default"), things.sort).titles() == []


def test_strangers_find_nothing(things: Things, bob: Caller) -> None:
    name = things.named("Hills")
    with pytest.raises(Refused) as refused:
        Studio(bob).get(name)
    assert refusal(refused) == (404, 5, f"{things.sort.noun} not found: {name}")


def test_a_key_that_only_reads_changes_nothing(things: Things) -> None:
    name = things.named("Hills")
    reader = Studio(things.studio.who.with_key(scopes=["read"]))
    assert reader.get(name)["displayName"] == "Hills"
    for method, path in (
        ("POST", things.path),
        ("PATCH", name),
        ("DELETE", name),
        ("POST", f"{name}:deploy"),
    ):
        with pytest.raises(Refused) as refused:
            reader.ask(method, path)
        assert (refused.value.status, refused.value.code) == (403, 7)


@pytest.mark.parametrize(
    ("body", "mask", "changes"),
    [
        ({"displayName": "X"}, None, {"displayName": "X"}),
        ({"display_name": "X"}, None, {"displayName": "X"}),
        ({"displayName": None}, None, {"displayName": ""}),
        ({"displayName": "X", "description": "Y"}, "description", {"description": "Y"}),
        ({}, "displayName,description", {"displayName": "", "description": ""}),
        ({"displayName": "X"}, "display_name", {"displayName": "X"}),
        ({"name": "workspaces/x/y/z", "meta": {}}, None, {}),
        ({}, None, {}),
    ],
)
def test_a_patch_follows_the_mask_rule(body: Any, mask: str | None, changes: Any, things: Things) -> None:
    if "meta" in body and things.sort is KNOWLEDGE:
        body = {"name": body["name"]}
    made = things.create({"displayName": "Hills", "description": "Green.", things.sort.texts: ["a", "b"]})
    assert things.studio.patch(made["name"], body, mask) == made | changes
    assert things.studio.get(made["name"]) == made | changes


def test_lists_are_replaced_whole_and_a_star_replaces_everything(things: Things) -> None:
    texts = things.sort.texts
    name = things.named("Hills", **{texts: ["a", "b"], "strange": 1})
    assert things.studio.patch(name, {texts: ["c"]})[texts] == ["c"]
    after = things.studio.patch(name, {"description": "Y"}, "*")
    assert (after["displayName"], after["description"], after[texts]) == ("", "Y", [])
    assert "strange" not in after
    with pytest.raises(Refused, match="updateMask") as refused:
        things.studio.patch(name, {}, "nothing.there")
    assert (refused.value.status, refused.value.code) == (400, 3)


def test_putting_back_what_is_shown_changes_nothing(things: Things) -> None:
    made = things.create({"displayName": "Hills", "strange": {"a": [1]}, things.sort.texts: ["a"]})
    before = things.studio.who.get(ROOT + made["name"])
    assert things.studio.patch(made["name"], made) == made
    after = things.studio.who.get(ROOT + made["name"])
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])


def test_unknown_fields_are_kept_until_they_are_null_and_within_a_bound(things: Things) -> None:
    name = things.named("Hills", strange={"a": [1]}, odd=2)
    assert things.studio.patch(name, {"description": "x"})["strange"] == {"a": [1]}
    shown = things.studio.patch(name, {"strange": None})
    assert "strange" not in shown
    assert shown["odd"] == 2
    with pytest.raises(Refused, match="64 KiB of unknown") as refused:
        things.studio.patch(name, {"more": "x" * 65536})
    assert (refused.value.status, refused.value.code) == (400, 3)
    assert things.studio.get(name) == shown


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"displayName":1}', b'{"displayName":"a","display_name":"b"}']
)
def test_a_bad_body_changes_nothing(body: bytes, things: Things) -> None:
    name = things.named("Hills")
    for method, path in (("POST", things.path), ("PATCH", name)):
        with pytest.raises(Refused, match="proto: ") as refused:
            things.studio.ask(method, path, content=body)
        assert (refused.value.status, refused.value.code) == (400, 3)
    assert things.titles() == ["Hills"]


def test_a_wrapped_body_is_unwrapped(things: Things) -> None:
    wrapper = "scene" if things.sort is SCENES else "commonKnowledge"
    assert things.create({wrapper: {"displayName": "Hills"}})["displayName"] == "Hills"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_pages_visit_each_once_oldest_first(size: int, things: Things) -> None:
    for title in "cabed":
        things.named(title)
    assert things.titles(pageSize=size) == list("cabed")
    assert things.titles(page_size=size) == list("cabed")


def test_a_token_is_good_for_its_own_list_only(things: Things) -> None:
    for title in "ab":
        things.named(title)
    token = things.page(pageSize=1)["nextPageToken"]
    assert [one["displayName"] for one in things.page(pageToken=token)[things.sort.many]] == ["b"]
    other = Things(things.studio, KNOWLEDGE if things.sort is SCENES else SCENES)
    strange: list[tuple[Any, dict[str, str]]] = [
        (things, {"pageToken": token, "filter": "a"}),
        (things, {"pageToken": "x"}),
        (other, {"pageToken": token}),
        (things.studio, {"pageToken": token}),
        (Things(Studio(things.studio.who, "default"), things.sort), {"pageToken": token}),
    ]
    for where, query in strange:
        with pytest.raises(Refused) as refused:
            where.page(**query)
        assert (refused.value.status, refused.value.code) == (400, 3)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("{name}", ["b"]),
        ("{prefix}.name={name} OR {prefix}.name={other}", ["a", "b"]),
        ("name={upper}", ["b"]),
        ("name=nothing", []),
        ("displayName=a", ["a"]),
        ("{prefix}.display_name!=a", ["b", "c"]),
        ("sun", ["c"]),
        ("{texts}:x", ["a"]),
        ("NOT {texts}:x description:*", ["c"]),
    ],
)
def test_a_filter_is_the_grammar_of_characters(text: str, titles: list[str], things: Things) -> None:
    other = things.named("a", **{things.sort.texts: ["x", "y"]})
    name = things.named("b")
    things.named("c", description="The Sun.")
    text = f"name={name}" if text == "{name}" else text
    words = {"prefix": things.sort.prefix, "name": name, "other": other, "texts": things.sort.texts}
    assert things.titles(filter=text.format(upper=name.upper().replace("WORKSPACES", "workspaces").replace(
        things.sort.path.upper(), things.sort.path), **words)) == titles  # fmt: skip


@pytest.mark.parametrize("text", ["nothing=1", "displayName=", "a && b", "name<<1"])
def test_a_bad_filter_is_refused(text: str, things: Things) -> None:
    things.named("a")
    with pytest.raises(Refused, match="filter") as refused:
        things.page(filter=text)
    assert (refused.value.status, refused.value.code) == (400, 3)


def test_a_deployment_is_an_operation_that_outlives_its_thing(things: Things) -> None:
    studio, name = things.studio, things.named("Hills")
    begun = studio.deploy(name)
    operation = begun["name"]
    assert operation.startswith(f"{name}/operations/")
    assert begun["done"] is False
    ended = studio.get(operation)
    key = "scene" if things.sort is SCENES else "commonKnowledge"
    assert (ended["done"], ended["response"]["value"]) == (True, {key: name})
    assert ended["metadata"] == begun["metadata"]
    assert studio.deploy(name)["name"] != operation
    studio.delete(name)
    assert studio.get(operation) == ended
    for body in (b"[]", b"x"):
        with pytest.raises(Refused):
            studio.ask("POST", f"{things.named('Dales')}:deploy", content=body)


def test_an_operation_is_found_by_its_own_name_only(things: Things, bob: Caller) -> None:
    studio, name = things.studio, things.named("Hills")
    operation = studio.deploy(name)["name"]
    identity, segment = operation.rpartition("/")[2], name.rpartition("/")[2]
    other = KNOWLEDGE if things.sort is SCENES else SCENES
    for path in (
        f"{studio.workspace}/{other.path}/{segment}/operations/{identity}",
        f"{studio.workspace}/characters/{segment}/operations/{identity}",
        f"{things.named('Dales')}/operations/{identity}",
        f"workspaces/default/{things.sort.path}/{segment}/operations/{identity}",
    ):
        with pytest.raises(Refused, match="operation not found") as refused:
            studio.get(path)
        assert (refused.value.status, refused.value.code) == (404, 5)
    with pytest.raises(Refused, match="operation not found"):
        Studio(bob).get(operation)


def test_a_match_is_held_to(things: Things) -> None:
    name = things.named("Hills")
    tag = things.studio.who.get(ROOT + name).headers["etag"]
    assert things.studio.patch(name, {"description": "x"}, headers={"if-match": tag})["description"] == "x"
    for method, path in (("PATCH", name), ("DELETE", name), ("POST", f"{name}:deploy")):
        with pytest.raises(Refused) as refused:
            things.studio.ask(method, path, headers={"if-match": tag})
        assert (refused.value.status, refused.value.code) == (409, 10)


def test_a_create_is_made_once_for_each_key(things: Things) -> None:
    made = [things.create({"displayName": "a"}, headers={"idempotency-key": "k"}) for _ in range(2)]
    assert made[0] == made[1]
    assert things.titles() == ["a"]

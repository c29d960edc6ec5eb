"""What a PATCH changes: with a mask and without one, unknown fields, and what is sent back as it was shown."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.dialects.inworld.studio import DCA, DCD, Refused, Studio, at, tree_of

FULL: dict[str, Any] = {
    DCD: {"givenName": "Axeon", "description": "d", "nicknames": ["a"]},
    "initialMood": {"joy": 1, "fear": 2},
    "personalKnowledge": {"facts": [{"text": "f"}]},
    "socialRank": 70,
    "safetyConfig": {"TOPIC_A": 1},
}


@pytest.fixture
def made(studio: Studio) -> Any:
    return studio.create(FULL)


def test_without_a_mask_only_what_the_body_has_is_changed(studio: Studio, made: Any) -> None:
    changed = studio.patch(made["name"], {DCD: {"description": "Likes to sleep and sing."}})
    made[DCD]["description"] = "Likes to sleep and sing."
    assert changed == made


@pytest.mark.parametrize("options", [{"content": b""}, {"json": {}}, {"json": {"initialMood": {"joy": 1}}}, {"json": {DCD: {"nicknames": ["a"]}}}])  # fmt: skip
def test_what_says_nothing_new_changes_nothing(options: Any, studio: Studio, made: Any) -> None:
    before = studio.who.get(f"/studio/v1/{made['name']}")
    assert studio.patch(made["name"], **options) == made
    after = studio.who.get(f"/studio/v1/{made['name']}")
    assert after.headers["etag"] == before.headers["etag"]


def test_the_whole_object_may_be_sent_back(studio: Studio, made: Any) -> None:
    with_meta = studio.get(made["name"], "?view=CHARACTER_ITEM_VIEW_WITH_META")
    assert with_meta["meta"] is not None
    assert studio.patch(made["name"], with_meta) == made
    assert studio.patch(made["name"], made, mask="*") == made


MASKED: list[tuple[str, Any, dict[str, Any]]] = [
    ("socialRank", {"socialRank": 5, "yamlConfig": "y"}, {"socialRank": 5}),
    ("social_rank,default_character_description.given_name", {"socialRank": 5, DCD: {"givenName": "B"}}, {"socialRank": 5, f"{DCD}.givenName": "B"}),
    ("socialRank, yamlConfig", {"yamlConfig": "y"}, {"socialRank": 0, "yamlConfig": "y"}),
    ("initialMood", {"initialMood": {"joy": 9}}, {"initialMood.joy": 9, "initialMood.fear": 0}),
    ("initialMood.fear", {"initialMood": {"joy": 9}}, {"initialMood.fear": 0}),
    ("initialMood", None, {"initialMood.joy": 0, "initialMood.fear": 0}),
    ("safetyConfig", {}, {"safetyConfig": {}}),
    (f"{DCD}.nicknames", {DCD: None}, {f"{DCD}.nicknames": []}),
    (f"{DCD}.givenName", {}, {f"{DCD}.givenName": "Character"}),
    ("name,meta,scenes,sharePortalInfo,personalKnowledge.uuid", {"name": "x", "meta": {}}, {}),
    ("", {"socialRank": 5}, {"socialRank": 5}),
]  # fmt: skip


@pytest.mark.parametrize(("mask", "body", "changes"), MASKED)
def test_with_a_mask_exactly_its_paths_are_set(
    mask: str, body: Any, changes: dict[str, Any], studio: Studio, made: Any
) -> None:
    changed = studio.patch(made["name"], body, mask)
    for path, value in changes.items():
        assert at(changed, path) == value
        *above, last = path.split(".")
        (at(made, ".".join(above)) if above else made)[last] = value
    assert changed == made


def test_the_mask_has_two_spellings_and_may_stand_once(studio: Studio, made: Any) -> None:
    changed = studio.ask("PATCH", f"{made['name']}?update_mask=socialRank", json={})
    assert changed["socialRank"] == 0
    for query in ("updateMask=a&updateMask=b", "updateMask=a&update_mask=a"):
        with pytest.raises(Refused, match='too many values for field "update_mask"') as refused:
            studio.ask("PATCH", f"{made['name']}?{query}", json={})
        assert refused.value.code == 3


@pytest.mark.parametrize(
    "mask", ["hue", "socialRank,hue", f"{DCD}.hue", "SocialRank", "safetyConfig.TOPIC_A", "socialRank,"]
)
def test_a_mask_with_an_unknown_path_is_refused(mask: str, studio: Studio, made: Any) -> None:
    with pytest.raises(Refused, match="names no field that can be set") as refused:
        studio.patch(made["name"], {"socialRank": 1}, mask)
    assert (refused.value.status, refused.value.code) == (400, 3)
    assert studio.get(made["name"]) == made


def test_a_star_replaces_everything_but_the_name(studio: Studio, made: Any) -> None:
    replaced = studio.patch(made["name"], {"language": "DE_DE"}, "*")
    assert replaced == studio.create({"language": "DE_DE"}) | {"name": made["name"]}


LEVELS = ["", "initialMood", DCD, f"{DCA}.voice", f"{DCA}.rpmAvatar", "personalKnowledge", "longTermCoherence", "brainSettings.conversationConfig"]  # fmt: skip
"""Messages in which an unknown field may stand; "" is the character."""


def within(message: str, fields: Any) -> dict[str, Any]:
    return tree_of(message, fields) if message else dict(fields)


@pytest.mark.parametrize("message", LEVELS)
@pytest.mark.parametrize("way", ["created", "patched"])
def test_an_unknown_field_is_kept_wherever_it_stands(message: str, way: str, studio: Studio) -> None:
    odd = {"hue": {"deep": [1, None, "x", 2**70], "joy": 1}}
    name = studio.create(within(message, odd) if way == "created" else {})["name"]
    if way == "patched":
        studio.patch(name, within(message, odd))
    shown = studio.patch(name, {"yamlConfig": "y"})
    assert at(shown, f"{message}.hue".removeprefix(".")) == odd["hue"]

    replaced = studio.patch(name, within(message, {"hue": {"other": True}}))
    assert at(replaced, f"{message}.hue".removeprefix(".")) == {"other": True}

    gone = studio.patch(name, within(message, {"hue": None}))
    assert "hue" not in (at(gone, message) if message and message.partition(".")[0] in gone else gone)


@pytest.mark.parametrize("message", [level for level in LEVELS if level])
@pytest.mark.parametrize("way", ["null", "empty", "mask"])
def test_unknown_fields_go_with_the_message_that_is_cleared(message: str, way: str, studio: Studio) -> None:
    empty = studio.create({})
    name = studio.create(within(message, {"hue": 1}))["name"]
    body = {"null": tree_of(message, None), "empty": tree_of(message, {}), "mask": {}}[way]
    cleared = studio.patch(name, body, message if way == "mask" else None)
    assert cleared == empty | {"name": name}


def test_a_star_clears_unknown_fields_and_takes_those_of_the_body(studio: Studio) -> None:
    name = studio.create({"hue": 1, "tone": 2, DCD: {"hue": 3}})["name"]
    shown = studio.patch(name, {"tone": 4}, "*")
    assert shown["tone"] == 4
    assert "hue" not in shown
    assert "hue" not in shown[DCD]


def test_an_unknown_field_is_replaced_whole_also_where_it_is_called_like_a_message(studio: Studio) -> None:
    name = studio.create({"voice": {"a": 1, "b": None}})["name"]
    assert studio.patch(name, {"voice": {"c": {}}})["voice"] == {"c": {}}
    assert studio.patch(name, {"voice": "text"})["voice"] == "text"


def test_items_of_lists_keep_their_unknown_fields(studio: Studio) -> None:
    body = {
        DCD: {"customDialogStyles": [{"uuid": "u", "hue": 1, "gone": None}]},
        "personalKnowledge": {"facts": [{"text": "t", "weight": {"a": None}, "gone": None}]},
    }
    made = studio.create(body)
    assert at(made, f"{DCD}.customDialogStyles")[0]["hue"] == 1
    assert at(made, "personalKnowledge.facts") == [{"text": "t", "weight": {"a": None}}]
    assert studio.patch(made["name"], made) == made


@pytest.mark.parametrize(
    "odd", ["chracterRole", "YamlConfig", "names", "x.y", "", "\u0000", "@type", "uuid", "id"]
)
def test_an_unknown_name_may_be_anything_and_shadows_nothing(odd: str, studio: Studio) -> None:
    made = studio.create({odd: "odd", "yamlConfig": "y"})
    assert made[odd] == "odd"
    assert made["yamlConfig"] == "y"
    assert {name for name in made if name != odd} == set(studio.create({}))


def test_no_other_api_shows_unknown_fields_or_loses_them(studio: Studio) -> None:
    made = studio.create({DCD: {"givenName": "Axeon"}, "secretHue": "mauve"})
    shown = studio.who.get("/apiListCharacters").json()["characters"][0]
    assert "mauve" not in str(shown)
    told = studio.who.post("/apiUpdateCharacter", {"id": shown["id"], "name": "Nora"})
    assert told.status_code == 200, told.text
    again = studio.get(made["name"])
    assert again["secretHue"] == "mauve"
    assert at(again, f"{DCD}.givenName") == "Nora"


STYLES, FACTS = f"{DCD}.customDialogStyles", "personalKnowledge.facts"
ITEMS: list[tuple[str, Any, Any, Any]] = [
    (STYLES, [{"uuid": "k", "displayName": "x", "foo": {"deep": 1}}], [{"uuid": "k", "displayName": "renamed"}], {"displayName": "renamed", "foo": {"deep": 1}}),
    (STYLES, [{"uuid": "k", "displayName": "x", "foo": 1}], [{"displayName": "x"}], {"uuid": "k", "foo": 1}),
    (STYLES, [{"uuid": "k", "displayName": "x", "foo": 1}], {"uuid": "k", "foo": None}, {"displayName": "", "foo": None}),
    (STYLES, [{"uuid": "k", "adverbs": ["slowly"], "foo": 1}], [{"uuid": "k"}], {"adverbs": None, "foo": 1}),
    (FACTS, [{"text": "a", "uuid": "fu", "z": 1}], [{"text": "a"}, {"text": "c"}], {"text": "a", "uuid": "fu", "z": 1}),
    (FACTS, [{"text": "a", "uuid": "fu", "z": 1}], [{"text": "b", "uuid": "fu"}], {"text": "b", "uuid": "fu", "z": 1}),
    (FACTS, [{"text": "a", "uuid": "fu", "z": 1}], [{"text": "a", "z": None}], {"uuid": "fu", "z": None}),
    ("facts", [{"text": ["a"], "uuid": "fu", "z": 1}], [{"text": ["b"], "uuid": "fu"}], {"text": ["b"], "z": 1}),
    ("facts", [{"text": ["a"], "uuid": "fu", "z": 1}], [{"text": ["a"]}], {"uuid": "fu", "z": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "first"), ITEMS)
@pytest.mark.parametrize("masked", [False, True], ids=["without a mask", "with a mask"])
def test_an_item_keeps_what_its_replacement_leaves_unsaid(
    path: str, old: Any, new: Any, first: Any, *, masked: bool, studio: Studio
) -> None:
    name = studio.create(tree_of(path, old))["name"]
    shown = at(studio.patch(name, tree_of(path, new), path if masked else None), path)
    assert len(shown) == (len(new) if isinstance(new, list) else 1)
    assert {field: shown[0].get(field) for field in first} == first
    again = studio.patch(name, tree_of(path, new))
    assert at(again, path) == shown


@pytest.mark.parametrize("mask", ["*", DCD])
def test_items_lose_what_is_unknown_with_the_message_around_them(mask: str, studio: Studio) -> None:
    style = {"uuid": "k", "displayName": "x", "foo": 1}
    name = studio.create(tree_of(STYLES, [style]))["name"]
    (shown,) = at(studio.patch(name, tree_of(STYLES, [{"displayName": "x"}]), mask), STYLES)
    assert shown["uuid"] == "k"
    assert "foo" not in shown


def test_styles_of_the_same_content_keep_their_made_uuids(studio: Studio) -> None:
    body = tree_of(STYLES, [{"displayName": "x"}, {"displayName": "x"}, {"displayName": "y", "uuid": ""}])
    made = studio.create(body)
    assert len({style["uuid"] for style in at(made, STYLES)}) == 3
    assert studio.patch(made["name"], body) == made
    assert studio.who.get(f"/studio/v1/{made['name']}").headers["etag"] == '"1"'
    more = studio.patch(made["name"], tree_of(STYLES, [{"displayName": "y"}, {"displayName": "z"}]))
    first, second = at(more, STYLES)
    assert first == at(made, STYLES)[2]
    assert second["uuid"] not in {style["uuid"] for style in at(made, STYLES)}


BIG = "x" * 40_000
STRANGE: list[tuple[str, dict[str, Any]]] = [
    ("hue", {"hue": BIG}),
    (f"{DCD}.tone", {DCD: {"tone": BIG}}),
    (f"{STYLES}[0].hue", tree_of(STYLES, [{"uuid": "k", "hue": BIG}])),
    (f"{FACTS}[1].hue", tree_of(FACTS, [{"text": "t"}, {"hue": BIG}])),
    ("facts[0].hue", {"facts": [{"hue": BIG}]}),
]
"""By path: bodies with more than half of the unknown fields that a character may have."""


@pytest.mark.parametrize(("path", "body"), STRANGE)
@pytest.mark.parametrize(("kept", "before"), STRANGE)
def test_sixty_four_kibibytes_of_unknown_fields_are_kept_and_no_more_wherever_they_stand(
    kept: str, before: Any, path: str, body: Any, studio: Studio
) -> None:
    made = studio.create(before)
    if kept == path:
        assert studio.patch(made["name"], body) == made
        return
    with pytest.raises(Refused) as refused:
        studio.patch(made["name"], {"little": 1} | body)
    assert refused.value.code == 3
    assert (
        refused.value.message == f"{path} is unknown, and a character keeps at most 64 KiB of unknown fields"
    )
    both = before | body | ({DCD: before[DCD] | body[DCD]} if DCD in before and DCD in body else {})
    with pytest.raises(Refused, match="at most 64 KiB"):
        studio.create(both)
    assert studio.get(made["name"]) == made
    assert studio.patch(made["name"], {"little": "x" * 20_000})["little"]
    assert studio.patch(made["name"], {"yamlConfig": "y"})["yamlConfig"] == "y"


def test_an_update_may_be_made_to_depend_on_what_it_was_read_as(studio: Studio, made: Any) -> None:
    path = f"/studio/v1/{made['name']}"
    etag = studio.who.get(path).headers["etag"]
    done = studio.who.send("PATCH", path, json={"socialRank": 1}, headers={"if-match": etag})
    assert done.status_code == 200
    assert done.headers["etag"] != etag
    with pytest.raises(Refused, match="has changed since") as refused:
        studio.patch(made["name"], {"socialRank": 2}, headers={"if-match": etag})
    assert (refused.value.status, refused.value.code) == (409, 10)
    for matched in ("*", '"999", "2"', done.headers["etag"]):
        studio.patch(made["name"], {"socialRank": 1}, headers={"if-match": matched})


def test_a_create_answers_with_the_tag_of_what_it_made(studio: Studio) -> None:
    path = f"/studio/v1/{studio.workspace}/characters"
    headers = {"idempotency-key": "once"}
    first, again = (studio.who.send("POST", path, json=FULL, headers=headers) for _ in range(2))
    assert again.headers["idempotent-replayed"] == "true"
    for answer in (first, again):
        assert answer.headers["etag"] == '"1"'
    assert studio.who.get(f"/studio/v1/{first.json()['name']}").headers["etag"] == '"1"'


@pytest.mark.parametrize(("method", "verb"), [("DELETE", ""), ("POST", ":deploy"), ("PATCH", "")])
def test_every_change_may_be_made_to_depend_on_a_revision(
    method: str, verb: str, studio: Studio, made: Any
) -> None:
    path = f"{made['name']}{verb}"
    for stale in ('"2"', '"999", "0"', 'W/"1"'):
        with pytest.raises(Refused, match="has changed since") as refused:
            studio.ask(method, path, headers={"if-match": stale})
        assert (refused.value.status, refused.value.code) == (409, 10)
    assert studio.who.get("/v1/characters").json()["items"][0]["live_revision"] is None
    assert studio.get(made["name"]) == made
    for missing in ("*", '"1"'):
        with pytest.raises(Refused, match="character not found"):
            studio.ask(method, f"{studio.workspace}/characters/nobody{verb}", headers={"if-match": missing})
    studio.ask(method, path, headers={"if-match": '"999", "1"'})


def test_patches_at_the_same_moment_lose_nothing(studio: Studio) -> None:
    name = studio.create({})["name"]
    paths = [f"initialMood.{mood}" for mood in ("joy", "fear", "trust", "surprise")] + [
        DCA + ".voice.pitch",
        "socialRank",
    ]
    bodies = [tree_of(path, number + 1) for number in range(6) for path in paths]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda body: studio.patch(name, body), bodies))
    answer = studio.who.get(f"/studio/v1/{name}")
    assert answer.headers["etag"] == f'"{len(bodies) + 1}"'
    assert all(at(answer.json(), path) in range(1, 7) for path in paths)

"""What each format of the community, and of other services, becomes: as the card that is written of it."""

from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from tests.cards.corpus import archive, text
from tests.cards.test_file import BYAF, VOXPKG, read

from greenroom.cards.imported import Found
from greenroom.cards.writer import write_v3
from greenroom.characters.codecs import Context
from greenroom.characters.model import blank_record

PICTURE = "data:image/png;base64,iVBORw0KGgo="
SAID = "has no field in a card; it is kept in extensions.{}"


class Map(NamedTuple):
    """A file, what of its card says anything, and the fields that were left out."""

    what: str
    data: Any
    card: dict[str, Any]
    dropped: tuple[str, ...] = ()


MAPS = (
    Map(
        "pygmalion",
        {
            "char_name": "Ada", "char_persona": "p", "char_greeting": "g", "world_scenario": "w",
            "example_dialogue": "e", "metadata": {"version": 1},
        },
        {
            "name": "Ada", "description": "p", "first_mes": "g", "scenario": "w", "mes_example": "e",
            "extensions": {"pygmalion": {"metadata": {"version": 1}}},
        },
    ),
    Map(
        "pygmalion beside V1",
        {"char_name": "Ada", "char_persona": "p", "name": "Ada", "description": "q", "personality": "calm", "first_mes": "g"},
        {
            "name": "Ada", "description": "p", "personality": "calm", "first_mes": "g",
            "extensions": {"pygmalion": {"description": "q"}},
        },
    ),
    Map(
        "web UI",
        b"your_name: You\nname: Ada\ngreeting: hi\ncontext: c\nexample_dialogue: e\n",
        {
            "name": "Ada", "description": "c", "first_mes": "hi", "mes_example": "e",
            "extensions": {"text_generation_webui": {"your_name": "You"}},
        },
    ),
    Map(
        "agnai",
        {
            "kind": "character", "name": "Ada", "greeting": "g", "scenario": "s", "sampleChat": "e",
            "persona": {"kind": "boostyle", "attributes": {"mind": ["calm", "odd"], "age": ["9"]}},
            "alternateGreetings": ["b"],
            "characterBook": {"name": "B", "entries": [{"name": "e", "keywords": ["k"], "entry": "t", "priority": 3, "weight": 2, "enabled": True}]},
            "insert": {"depth": 3, "prompt": "p"}, "avatar": PICTURE,
        },
        {
            "name": "Ada", "description": "mind: calm, odd\nage: 9", "first_mes": "g", "scenario": "s", "mes_example": "e",
            "alternate_greetings": ["b"],
            "character_book": {
                "name": "B", "extensions": {},
                "entries": [
                    {
                        "keys": ["k"], "content": "t", "extensions": {}, "enabled": True, "insertion_order": 2,
                        "use_regex": False, "name": "e", "priority": 3,
                    }
                ],
            },
            "extensions": {
                "depth_prompt": {"prompt": "p", "depth": 3, "role": "system"},
                "agnai": {"kind": "character", "persona": {"kind": "boostyle", "attributes": {"mind": ["calm", "odd"], "age": ["9"]}}},
            },
        },
    ),
    Map(
        "agnai, as text",
        {"name": "Ada", "persona": {"kind": "text", "attributes": {"text": ["one", "two"]}}},
        {
            "name": "Ada", "description": "one\ntwo",
            "extensions": {"agnai": {"persona": {"kind": "text", "attributes": {"text": ["one", "two"]}}}},
        },
    ),
    Map(
        "character.ai",
        {
            "character": {
                "name": "Ada", "title": "T", "description": "D", "greeting": "G",
                "definition": "{{char}}: hello\n{{user}}: hey", "visibility": "PUBLIC", "copyable": True,
            }
        },
        {
            "name": "Ada", "creator_notes": "T\n\nD", "first_mes": "G", "mes_example": "{{char}}: hello\n{{user}}: hey",
            "extensions": {"character_ai": {"visibility": "PUBLIC", "copyable": True}},
        },
    ),
    Map(
        "character.ai with more around it",
        {"info": {"character": {"name": "Ada", "greeting": "g"}, "other": 1}},
        {"name": "Ada", "first_mes": "g", "extensions": {"character_ai": {"info": {"other": 1}}}},
    ),
    Map(
        "web UI with two names",
        {"name": "Ada", "bot": "Eva", "context": "c", "greeting": "g"},
        {"name": "Ada", "description": "c", "first_mes": "g", "extensions": {"text_generation_webui": {"bot": "Eva"}}},
    ),
    Map(
        "agnai, whose insert says more",
        {"kind": "character", "name": "Ada", "insert": {"depth": 3, "prompt": "p", "role": "user"}},
        {
            "name": "Ada",
            "extensions": {
                "depth_prompt": {"prompt": "p", "depth": 3, "role": "system"},
                "agnai": {"kind": "character", "insert": {"depth": 3, "prompt": "p", "role": "user"}},
            },
        },
    ),
    Map(
        "character.ai without turns",
        {"info": {"character": {"name": "Ada", "definition": "Just text."}}},
        {"name": "Ada", "description": "Just text."},
    ),
    Map(
        "elizaos",
        {
            "name": "Ada", "bio": ["b1", "b2"], "lore": ["l"], "system": "s", "topics": ["sea"], "adjectives": ["x", "y"],
            "messageExamples": [[{"user": "{{user1}}", "content": {"text": "hi"}}, {"user": "Ada", "content": {"text": "yo"}}]],
            "style": {"all": ["short"], "chat": ["dry"]},
            "settings": {"secrets": {"KEY": "canary"}, "voice": {"model": "v"}},
            "secrets": {"other": "canary"},
        },
        {
            "name": "Ada", "description": "b1\nb2\n\nl", "system_prompt": "s", "tags": ["sea"], "personality": "x, y",
            "mes_example": "<START>\n{{user}}: hi\n{{char}}: yo",
            "post_history_instructions": "short\n\ndry",
            "extensions": {
                "elizaos": {
                    "messageExamples": [[{"user": "{{user1}}", "content": {"text": "hi"}}, {"user": "Ada", "content": {"text": "yo"}}]],
                    "style": {"all": ["short"], "chat": ["dry"]},
                    "settings": {"voice": {"model": "v"}},
                }
            },
        },
        ("secrets", "settings.secrets"),
    ),
    Map(
        "elizaos, later",
        {"name": "Ada", "bio": "b", "messageExamples": [{"name": "x", "examples": [{"name": "Ada", "content": {"text": "yo"}}]}]},
        {
            "name": "Ada", "description": "b", "mes_example": "<START>\n{{char}}: yo",
            "extensions": {"elizaos": {"messageExamples": [{"name": "x", "examples": [{"name": "Ada", "content": {"text": "yo"}}]}]}},
        },
    ),
    Map(
        "letta",
        {
            "agents": [{"name": "Ada", "system": "s", "block_ids": ["1", "2"], "tool_exec_environment_variables": {"K": "canary"}}],
            "blocks": [
                {"id": "1", "label": "persona", "value": "P"},
                {"id": "2", "label": "human", "value": "H"},
                {"id": "3", "label": "other", "value": "O"},
            ],
        },
        {
            "name": "Ada", "system_prompt": "s", "description": "P",
            "extensions": {
                "letta": {
                    "file": {"blocks": [{"id": "3", "label": "other", "value": "O"}]},
                    "block_ids": ["1", "2"],
                    "blocks": {"human": "H"},
                }
            },
        },
        ("tool_exec_environment_variables",),
    ),
    Map(
        "letta, whose ids of blocks are no list",
        {"agents": [{"name": "Ada", "block_ids": 1.5}], "blocks": [{"id": "1", "label": "persona", "value": "P"}]},
        {"name": "Ada", "description": "P", "extensions": {"letta": {"block_ids": 1.5}}},
    ),
    Map(
        "realchar",
        b"character_id: ada\ncharacter_name: Ada\nsystem: You are Ada.\n",
        {"name": "Ada", "system_prompt": "You are Ada.", "extensions": {"realchar": {"character_id": "ada"}}},
    ),
    Map(
        "mantella",
        b'name,bio,race\nAda,"Keeps, the light.",Nord\n',
        {"name": "Ada", "description": "Keeps, the light.", "extensions": {"mantella": {"race": "Nord"}}},
    ),
    Map(
        "backyard",
        archive(
            {
                **BYAF,
                "manifest.json": {**BYAF["manifest.json"], "scenarios": ["scenarios/s.json", "scenarios/t.json"]},
                "scenarios/t.json": {"firstMessages": [{"text": "Again, {user}"}]},
            }
        ),
        {
            "name": "Ada", "description": "{{char}} keeps it.", "scenario": "n", "first_mes": "Hi {{user}}",
            "alternate_greetings": ["Again, {{user}}"],
            "character_book": {
                "extensions": {},
                "entries": [
                    {
                        "keys": ["a", "b"], "content": "v", "extensions": {}, "enabled": True,
                        "insertion_order": 0, "use_regex": False,
                    }
                ],
            },
            "extensions": {
                "backyard": {
                    "id": "a",
                    "scenarios": [BYAF["scenarios/s.json"], {"firstMessages": [{"text": "Again, {user}"}]}],
                }
            },
        },
    ),
    Map(
        "voxta",
        archive(VOXPKG),
        {
            "name": "Ada", "description": "p", "first_mes": "Hi {{user}}",
            "character_book": {
                "name": "B", "extensions": {},
                "entries": [
                    {
                        "keys": ["k"], "content": "t", "extensions": {}, "enabled": True,
                        "insertion_order": 0, "use_regex": False,
                    }
                ],
            },
            "extensions": {"voxta": {"MemoryBooks": ["2"]}},
        },
    ),
)  # fmt: skip


def data_of(found: Found) -> dict[str, Any]:
    """What of a character's card says anything."""
    record = replace(blank_record("", "", 0), character=found.character)
    data: dict[str, Any] = write_v3(record, Context("")).card["data"]
    return {key: value for key, value in data.items() if value not in ("", [], {})}


@pytest.mark.parametrize("row", MAPS, ids=lambda row: row.what)
def test_it_becomes_a_card(row: Map) -> None:
    (found,) = read(row.data if isinstance(row.data, bytes) else text(row.data)).characters
    assert data_of(found) == row.card
    assert tuple(line.field for line in found.report if line.fate == "dropped") == row.dropped


@pytest.mark.parametrize("row", MAPS, ids=lambda row: row.what)
def test_nothing_is_left_out_in_silence(row: Map) -> None:
    """Each key of a file is in the report; those of an archive's files by their own names."""
    (found,) = read(row.data if isinstance(row.data, bytes) else text(row.data)).characters
    told = {line.field.partition(".")[0] for line in found.report}
    value = row.data if isinstance(row.data, dict) else {}
    inner = value.get("character") or value.get("info", {}).get("character") or value
    assert {key for key in inner if key not in ("agents", "blocks")} <= told


def test_no_secret_is_anywhere_in_a_character() -> None:
    for row in MAPS:
        for found in read(row.data if isinstance(row.data, bytes) else text(row.data)).characters:
            assert "canary" not in repr(found.character)


def test_a_picture_that_is_there_as_data() -> None:
    row = next(one for one in MAPS if one.what == "agnai")
    assert read(text(row.data)).characters[0].avatar == b"\x89PNG\r\n\x1a\n"


def test_pictures_in_archives() -> None:
    character = {**BYAF["characters/a/character.json"], "images": [{"path": "images/a.png", "label": "x"}]}
    files = {**BYAF, "characters/a/character.json": character, "characters/a/images/a.png": b"one"}
    assert read(archive(files)).characters[0].avatar == b"one"
    (found,) = read(archive({**VOXPKG, "Characters/1/thumbnail.png": b"two"})).characters
    assert found.avatar == b"two"


BOOKS = (
    (
        "world info",
        {
            "name": "B",
            "scanDepth": 3,
            "entries": {"0": {"uid": 0, "key": ["k"], "content": "c", "order": 5, "disable": True, "position": 4, "depth": 2}},
        },
        {
            "keys": ["k"], "content": "c", "extensions": {"position": 4, "depth": 2}, "enabled": False,
            "insertion_order": 5, "use_regex": False, "id": 0,
        },
    ),
    (
        "world info with older extensions",
        {
            "name": "B",
            "entries": {"0": {"uid": 0, "key": ["k"], "content": "c", "position": 1, "depth": 9, "extensions": {"position": 4, "depth": 2, "custom": "x"}}},
        },
        {
            "keys": ["k"], "content": "c", "extensions": {"depth": 9, "custom": "x"}, "position": "after_char", "enabled": True,
            "insertion_order": 0, "use_regex": False, "id": 0,
        },
    ),
    (
        "novelai",
        {
            "lorebookVersion": 5,
            "entries": [{"text": "c", "displayName": "d", "keys": ["k"], "enabled": False, "contextConfig": {"budgetPriority": 4}, "forceActivation": True}],
        },
        {
            "keys": ["k"], "content": "c", "enabled": False, "insertion_order": 4, "use_regex": False, "constant": True, "name": "d",
            "extensions": {"novelai": {"contextConfig": {"budgetPriority": 4}, "forceActivation": True}},
        },
    ),
    (
        "memory book",
        {"kind": "memory", "name": "B", "entries": [{"keywords": ["k"], "entry": "c", "weight": 2, "priority": 1, "enabled": True}]},
        {"keys": ["k"], "content": "c", "extensions": {}, "enabled": True, "insertion_order": 2, "use_regex": False, "priority": 1},
    ),
    (
        "V3",
        {"spec": "lorebook_v3", "data": {"entries": [{"keys": "k, l", "content": "@@depth 3\nc", "enabled": True, "insertion_order": 1}]}},
        {"keys": ["k", "l"], "content": "@@depth 3\nc", "extensions": {}, "enabled": True, "insertion_order": 1, "use_regex": False},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("value", "entry"), [row[1:] for row in BOOKS], ids=[row[0] for row in BOOKS])
def test_a_lorebook_of_its_own(value: Any, entry: dict[str, Any]) -> None:
    (book,) = read(text(value)).lorebooks
    assert book.book["entries"] == [entry]
    assert book.name == value.get("name", "")


def test_books_that_nobody_names_stand_alone() -> None:
    found = read(archive({**VOXPKG, "Books/3/book.json": {"Name": "Alone", "Items": []}}))
    assert [book.name for book in found.lorebooks] == ["Alone"]


def test_what_stands_beside_the_data_of_a_lorebook_is_kept() -> None:
    (book,) = read(text({"spec": "lorebook_v3", "data": {"name": "L", "entries": []}, "odd": 3})).lorebooks
    assert (book.book["odd"], "odd" in {line.field for line in book.report}) == (3, True)


def test_secrets_of_a_lorebook_are_taken_out() -> None:
    value = {"spec": "lorebook_v3", "data": {"name": "L", "entries": [], "secrets": {"k": "canary"}}}
    assert "canary" not in repr(read(text(value)).lorebooks)

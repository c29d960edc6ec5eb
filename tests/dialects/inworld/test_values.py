"""Values as protobuf's JSON mapping reads and writes them, through a served process; and what is wrong with others."""

import json
from typing import Any

import pytest
from tests.dialects.inworld.reference import ENUMS, ROWS, Row
from tests.dialects.inworld.studio import DCA, DCD, Refused, Studio, at, tree_of

JOY, RANK, STAGE, NICKNAMES = "initialMood.joy", "socialRank", f"{DCD}.lifeStage", f"{DCD}.nicknames"
PITCH = f"{DCA}.voice.pitch"
ENUM_ROWS = [row for row in ROWS if row.enum in ENUMS and row.type.startswith("enum")]


@pytest.mark.parametrize("row", ENUM_ROWS, ids=lambda row: row.path)
def test_an_enum_is_read_by_every_name_and_number(row: Row, studio: Studio) -> None:
    name = studio.create({})["name"]
    for number, word in ENUMS[row.enum].items():
        for said in (word, number, float(number)):
            assert at(studio.patch(name, tree_of(row.path, said)), row.path) == word


@pytest.mark.parametrize("row", ENUM_ROWS, ids=lambda row: row.path)
def test_an_unknown_name_is_the_first_one_and_an_unknown_number_is_kept(row: Row, studio: Studio) -> None:
    first, known = ENUMS[row.enum][0], max(ENUMS[row.enum])
    name = studio.create({})["name"]
    for said in ("UNKNOWN", ENUMS[row.enum][known].lower(), str(known), ""):
        studio.patch(name, tree_of(row.path, known))
        assert at(studio.patch(name, tree_of(row.path, said)), row.path) == first
    for number in (99, -1, 2**31 - 1):
        assert at(studio.patch(name, tree_of(row.path, number)), row.path) == number


def test_every_level_of_safety_is_read_by_name_and_number(studio: Studio) -> None:
    said = {f"TOPIC_{number}": number for number in ENUMS["SafetyLevel"]} | {"a topic": 7, "": "UNKNOWN"}
    shown = studio.create({"safetyConfig": said})["safetyConfig"]
    unset = ENUMS["SafetyLevel"][0]
    assert shown == {f"TOPIC_{number}": word for number, word in ENUMS["SafetyLevel"].items()} | {
        "a topic": 7,
        "": unset,
    }
    again = studio.create(
        {"safetyConfig": {f"T{number}": word for number, word in ENUMS["SafetyLevel"].items()}}
    )
    assert list(again["safetyConfig"].values()) == list(ENUMS["SafetyLevel"].values())


def test_the_style_that_is_misprinted_in_the_reference_is_read(studio: Studio) -> None:
    path = f"{DCD}.exampleDialogStyle"
    shown = studio.create(tree_of(path, "EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC."))
    assert at(shown, path) == "EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC"


READ = [
    # int32
    (JOY, "42", "42"), (JOY, '"42"', "42"), (JOY, "1.0", "1"), (JOY, '"1.0"', "1"), (JOY, "1e2", "100"), (JOY, '"-1e1"', "-10"),
    (JOY, "-2147483648", "-2147483648"), (JOY, "2147483647", "2147483647"),
    # no range is enforced
    (JOY, "500", "500"), (RANK, "-5000", "-5000"), ("emotionalFluidity", "70", "70"), ("relationship.fluidity", "3", "3"),
    (PITCH, "99", "99"),
    # float
    (RANK, "0.5", "0.5"), (RANK, '"0.5"', "0.5"), (RANK, "2.0", "2"), (RANK, "-0.0", "0"), (RANK, "1e20", "1e20"),
    (RANK, "3.4028234e38", "3.4028234e38"), (RANK, "1e-40", "1e-40"), (RANK, '"NaN"', '"NaN"'),
    (RANK, '"Infinity"', '"Infinity"'), (RANK, '"-Infinity"', '"-Infinity"'), (PITCH, '"NaN"', '"NaN"'),
    # strings
    (f"{DCD}.flaws", '"\\u0000 \\ud83d\\udc09 \\n"', '"\\u0000 \\ud83d\\udc09 \\n"'),
]  # fmt: skip


@pytest.mark.parametrize(("path", "sent", "shown"), READ)
def test_a_value_is_read_in_all_its_forms(path: str, sent: str, shown: str, studio: Studio) -> None:
    body = json.dumps(tree_of(path, "@")).replace('"@"', sent)
    made = studio.create(content=body)
    assert at(made, path) == json.loads(shown)
    assert studio.get(made["name"]) == made


def test_whole_floats_have_no_fraction_on_the_wire(studio: Studio) -> None:
    name = studio.create({"socialRank": 70.0, "emotionalFluidity": 0.5})["name"]
    assert '"socialRank":70,' in studio.who.get(f"/studio/v1/{name}").text


SYNTAX = "proto: syntax error (line {}): unexpected token {}"
WRONG = [
    (STAGE, "true", "proto: (line 1:{}): invalid value for enum field lifeStage: true"),
    (f"{DCD}.flaws", "5", "proto: (line 1:{}): invalid value for string field flaws: 5"),
    (f"{DCD}.flaws", "false", "proto: (line 1:{}): invalid value for string field flaws: false"),
    ("relationship.enabled", '"true"', 'proto: (line 1:{}): invalid value for bool field enabled: "true"'),
    ("relationship.enabled", "1", "proto: (line 1:{}): invalid value for bool field enabled: 1"),
    (JOY, "1.5", "proto: (line 1:{}): invalid value for int32 field joy: 1.5"),
    (JOY, '""', 'proto: (line 1:{}): invalid value for int32 field joy: ""'),
    (JOY, '" 1"', 'proto: (line 1:{}): invalid value for int32 field joy: " 1"'),
    (JOY, "2147483648", "proto: (line 1:{}): invalid value for int32 field joy: 2147483648"),
    (JOY, "true", "proto: (line 1:{}): invalid value for int32 field joy: true"),
    (RANK, "1e40", "proto: (line 1:{}): invalid value for float field socialRank: 1e40"),
    (RANK, '"nan"', 'proto: (line 1:{}): invalid value for float field socialRank: "nan"'),
    (RANK, "false", "proto: (line 1:{}): invalid value for float field socialRank: false"),
    ("initialMood", "[]", "proto: syntax error (line 1:{}): unexpected token ["),
    ("initialMood", '"x"', 'proto: syntax error (line 1:{}): unexpected token "x"'),
    ("initialMood", "5", "proto: syntax error (line 1:{}): unexpected token 5"),
    (NICKNAMES, '"x"', 'proto: syntax error (line 1:{}): unexpected token "x"'),
    (NICKNAMES, "{{}}", "proto: syntax error (line 1:{}): unexpected token {{"),
    ("safetyConfig", '"x"', 'proto: syntax error (line 1:{}): unexpected token "x"'),
    ("personalKnowledge.facts", "[1]", "proto: syntax error (line 1:{}): unexpected token 1"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "sent", "sentence"), WRONG)
def test_a_value_of_the_wrong_kind_is_refused_with_its_place(
    path: str, sent: str, sentence: str, studio: Studio
) -> None:
    sent = sent.replace("{{", "{").replace("}}", "}")
    body = json.dumps(tree_of(path, "@")).replace('"@"', sent)
    column = body.index(sent, body.index(path.rpartition(".")[2])) + 1 + sent.startswith("[1")
    before = studio.create({})
    for method, target in (("POST", f"{studio.workspace}/characters"), ("PATCH", before["name"])):
        with pytest.raises(Refused) as refused:
            studio.ask(method, target, content=body)
        assert (refused.value.status, refused.value.code) == (400, 3)
        assert refused.value.message == sentence.format(column)
    assert studio.get(before["name"]) == before
    assert len(studio.list()) == 1


NULLS = [
    (NICKNAMES, '["a",null]'),
    (f"{DCD}.customDialogStyles", "[null]"),
    *((path, "[null]") for path in ("behavioralContexts", "inworldTags", "userTags", "brainTriggers")),
    ("inworldTags", '["a", null]'),
    ("safetyConfig", '{"TOPIC_A":null}'),
]


@pytest.mark.parametrize(("path", "sent"), NULLS)
def test_null_inside_a_list_or_map_is_refused(path: str, sent: str, studio: Studio) -> None:
    with pytest.raises(Refused, match="null"):
        studio.create(content=json.dumps(tree_of(path, "@")).replace('"@"', sent))


DUPLICATES = [
    ('{"yamlConfig":"a","yamlConfig":"b"}', 'proto: (line 1:19): duplicate field "yamlConfig"'),
    ('{"yamlConfig":"a",\n "yaml_config":"b"}', 'proto: (line 2:2): duplicate field "yaml_config"'),
    ('{"hue":1,"hue":1}', 'proto: (line 1:10): duplicate field "hue"'),
    ('{"initialMood":{"joy":1,"joy":null}}', 'proto: (line 1:25): duplicate field "joy"'),
    ('{"safetyConfig":{"TOPIC_A":1,"TOPIC_A":1}}', 'proto: (line 1:30): duplicate field "TOPIC_A"'),
]


@pytest.mark.parametrize(("body", "sentence"), DUPLICATES)
def test_a_name_that_occurs_twice_is_refused(body: str, sentence: str, studio: Studio) -> None:
    with pytest.raises(Refused) as refused:
        studio.create(content=body)
    assert refused.value.message == sentence


NOT_JSON = [
    (b"[]", SYNTAX.format("1:1", "[")),
    (b"null", SYNTAX.format("1:1", "null")),
    (b'"x"', SYNTAX.format("1:1", '"x"')),
    (b"{} {}", SYNTAX.format("1:4", "{")),
    (b"{}x", SYNTAX.format("1:3", "x")),
    (b'{"yamlConfig":"a",}', SYNTAX.format("1:19", "}")),
    (b'{"socialRank":NaN}', "proto: (line 1:15): invalid value for float field socialRank: NaN"),
    (b'{"yamlConfig":"a"', "proto: syntax error (line 1:18): unexpected EOF"),
    (b'{"yamlConfig":"\\ud800"}', 'proto: syntax error (line 1:16): invalid escape code "\\ud800" in string'),
    (b'{"yamlConfig":"\xff"}', "proto: syntax error (line 1:16): invalid UTF-8"),
    (b'{"hue":' + b"[" * 100 + b"]" * 100 + b"}", "proto: exceeded max recursion depth"),
]


@pytest.mark.parametrize(("body", "sentence"), NOT_JSON)
def test_what_is_no_message_is_refused(body: bytes, sentence: str, studio: Studio) -> None:
    with pytest.raises(Refused) as refused:
        studio.create(content=body)
    assert (refused.value.status, refused.value.code, refused.value.message) == (400, 3, sentence)


TAKEN: list[tuple[dict[str, Any], str]] = [
    ({"content": b""}, "an empty body"),
    ({"content": b" \n"}, "a blank body"),
    ({"content": b"\xef\xbb\xbf{}"}, "a byte order mark"),
    ({"content": b"{}", "headers": {"content-type": "text/plain;charset=UTF-8"}}, "another content type"),
    ({"content": b'{"character":{}}'}, "a wrapped character"),
]


@pytest.mark.parametrize(
    ("options", "what"), TAKEN, ids=lambda value: value if isinstance(value, str) else ""
)
def test_an_empty_character_has_many_forms(options: dict[str, Any], what: str, studio: Studio) -> None:
    assert at(studio.create(**options), f"{DCD}.givenName") == "Character", what


def test_a_wrapped_character_is_unwrapped(studio: Studio) -> None:
    made = studio.create({"character": {"language": "DE_DE"}})
    assert made["language"] == "DE_DE"
    assert studio.patch(made["name"], {"character": {"language": "FR_FR"}})["language"] == "FR_FR"
    with pytest.raises(Refused, match=r"proto: \(line 1:28\): invalid value for string field language: 1"):
        studio.create(content=b'{"character": {"language": 1}}')


CAPS = [
    ({"yamlConfig": "x" * (2**20 + 1)}, "more than 1048576 characters"),
    ({DCD: {"nicknames": ["x"] * 10_001}}, "more than 10000 items"),
    ({"personalKnowledge": {"facts": [{}] * 10_001}}, "more than 10000 items"),
    ({"hue": "x" * 2**16}, "hue is unknown, and a character keeps at most 64 KiB of unknown fields"),
    (
        {"facts": [{"hue": "x" * 2**16}]},
        r"facts\[0\].hue is unknown, and a character keeps at most 64 KiB of unknown fields",
    ),
]


@pytest.mark.parametrize(
    ("body", "sentence"), CAPS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_more_than_is_taken_is_refused(body: Any, sentence: str, studio: Studio) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        studio.create(body)
    assert (refused.value.status, refused.value.code) == (400, 3)


def test_a_body_of_more_than_twelve_mebibytes_is_refused(studio: Studio) -> None:
    with pytest.raises(Refused, match="at most 12 MiB") as refused:
        studio.create(content=b" " * (12 * 2**20 + 1))
    assert (refused.value.status, refused.value.code) == (413, 3)


def test_the_document_says_which_words_a_number_may_be(studio: Studio) -> None:
    document = studio.who.served.http.get("/openapi/inworld.json").json()
    rank = document["components"]["schemas"]["Character"]["properties"]["socialRank"]
    assert (rank["type"], rank["pattern"]) == (["number", "string"], "^(NaN|-?Infinity)$")

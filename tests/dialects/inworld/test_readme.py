"""What the README says is what the code has."""

import re

import pytest
from tests.dialects.inworld.reference import ENUMS, KNOWLEDGE_ROWS, NOTHING, README, ROWS, SCENE_ROWS, Row

from greenroom.dialects.inworld import DIALECT
from greenroom.dialects.inworld.wire import CHARACTER, COMMON_KNOWLEDGE, SCENE, enums
from greenroom.dialects.kit.messages import Part, Shape, Words

TEXT = README.read_text()
OWN = {"name", "uuid"}
"""Shown in every answer, with a value that the server makes."""


def leaves(shape: Shape, prefix: str = "") -> list[str]:
    """Every field but messages that are nothing more than their members; scenes are the scenes' own business."""
    found = []
    for name, part in shape.parts.items():
        if part.kind != "message" or part.repeated or part.nullable:
            found.append(prefix + name)
        if part.shape and name != "scenes":
            found += leaves(part.shape, f"{prefix}{name}{'[]' if part.repeated else ''}.")
    return found


def part_at(path: str, shape: Shape = CHARACTER) -> Part:
    part = None
    for step in path.replace("[]", "").split("."):
        part = shape.parts[step]
        shape = part.shape or shape
    assert part
    return part


def test_the_tables_have_every_field_once() -> None:
    paths = [row.path for row in ROWS]
    beyond = {
        "sharePortalInfo.interactionCountStat.",
        "meta.totalTriggers",
        "meta.totalCharacters",
    }  # a scene's
    known = [path for path in leaves(CHARACTER) if not path.startswith(tuple(beyond))]
    assert sorted(paths) == sorted(known)


@pytest.mark.parametrize(
    ("rows", "shape"), [(SCENE_ROWS, SCENE), (KNOWLEDGE_ROWS, COMMON_KNOWLEDGE)], ids=["scenes", "knowledge"]
)
def test_so_have_those_of_what_is_beside(rows: list[Row], shape: Shape) -> None:
    assert sorted(row.path for row in rows) == sorted(leaves(shape))


@pytest.mark.parametrize(
    ("row", "shape"),
    [
        (row, shape)
        for rows, shape in ((ROWS, CHARACTER), (SCENE_ROWS, SCENE), (KNOWLEDGE_ROWS, COMMON_KNOWLEDGE))
        for row in rows
    ],
    ids=lambda value: value.path if isinstance(value, Row) else value.name,
)
def test_a_row_says_what_the_field_is(row: Row, shape: Shape) -> None:
    part = part_at(row.path, shape)
    kind = "list of " if part.repeated else ""
    kind += {"enum": "open enum " if part.words and part.words.open else "enum "}.get(part.kind, part.kind)
    assert row.type.startswith(kind.strip())
    assert row.out == any(part_at(path, shape).output_only for path in _and_above(row.path))
    silent = row.path.rpartition(".")[2] in OWN or part.emit == "when stored"
    assert (row.unset is NOTHING) == silent


def _and_above(path: str) -> list[str]:
    steps = path.split(".")
    return [".".join(steps[: end + 1]) for end in range(len(steps))]


@pytest.mark.parametrize("name", ENUMS)
def test_an_enum_has_the_names_and_numbers_of_the_table(name: str) -> None:
    constant = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
    known: Words = getattr(enums, constant)
    assert dict(known.names) == ENUMS[name]


def test_every_enum_of_the_fields_is_explained() -> None:
    open_ones = set(re.findall(r"`(\w+)` has\s+`", TEXT))
    assert {row.enum for row in ROWS if row.enum} == {*ENUMS, *open_ones}
    for kind in (enums.TTS_TYPE, enums.VOICE_GENDER, enums.VOICE_AGE, enums.FOURTH_WALL):
        assert all(f"`{name}`" in TEXT for name in kind.spellings)


def test_every_operation_is_in_the_table() -> None:
    for route in DIALECT.routes:
        if not route.alias:
            path = route.path.replace("/studio/v1/workspaces/{workspace}", "W").replace(
                "W/characters/{character}", "C"
            )
            assert re.search(rf"`{route.method} {re.escape(path)}[`?]", TEXT), path


def test_every_refusal_is_in_the_table() -> None:
    said = {(int(status), int(code)) for status, code in re.findall(r"\| (\d{3}) \| (\d+) \|", TEXT)}
    known = {(words.status, words.code) for words in DIALECT.errors.table.values()}
    assert known - {(409, 6)} == said


def test_it_stands_on_its_own() -> None:
    assert not re.search(r"/work\b|shared/|wire/|issue|decision", TEXT)

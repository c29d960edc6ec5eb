from typing import Annotated, Any

import msgspec
import pytest
from msgspec import UNSET, Struct, UnsetType, field

from greenroom.dialects.kit.messages import Part, Words, about, shape_of

COLOUR = Words({0: "NONE", 2: "RED"}, {"NONE": "NONE", "RED": "RED", "RED.": "RED"})
BRAND = Words({}, {"ACME": "ACME"}, open=True)

Colour = Annotated[str | int, about("A colour.", words=COLOUR)]


class Lid(Struct, rename="camel", frozen=True):
    top_colour: Colour = "NONE"


class Box(Struct, rename="camel", frozen=True):
    label_text: Annotated[str, about("What stands on it.", longest=9)] = "Box"
    shut: bool = False
    count: int = 0
    volume: Annotated[int, about("In cubic millimetres.", wide=True)] = 0
    weight: Annotated[float, about("In grams.", low=0, high=5)] = 1.0
    brand: Annotated[str | int | UnsetType, about("Who made it.", words=BRAND)] = UNSET
    lid: Lid = field(default_factory=Lid)
    spare: Annotated[Lid | None, about("Another lid.", output_only=True)] = None
    hue: Annotated[str | int | None, about("A colour or nothing.", words=COLOUR)] = None
    lids: Annotated[list[Lid], about("More lids.", lone=True)] = []
    hues: Annotated[list[Colour], about("More colours.", longest=2)] = []
    hue_by_side: Annotated[dict[str, Colour], about("By side.", entries=True)] = {}
    extra: Any = None
    old: str | UnsetType = UNSET


PARTS = shape_of(Box).parts

KINDS = [
    ("labelText", "string", False, "Box"),
    ("shut", "bool", False, False),
    ("count", "int32", False, 0),
    ("volume", "int64", False, 0),
    ("weight", "float", False, 1.0),
    ("brand", "enum", False, ""),
    ("lid", "message", False, None),
    ("spare", "message", False, None),
    ("hue", "enum", False, None),
    ("lids", "message", True, None),
    ("hues", "enum", True, None),
    ("hueBySide", "map", False, None),
    ("extra", "any", False, None),
    ("old", "string", False, ""),
]


@pytest.mark.parametrize("row", KINDS, ids=[row[0] for row in KINDS])
def test_kinds_and_zeros_come_from_types_and_defaults(row: tuple[str, str, bool, object]) -> None:
    part = PARTS[row[0]]
    assert (part.name, part.kind, part.repeated, part.zero) == row


def named(test: str) -> set[str]:
    return {name for name, part in PARTS.items() if getattr(part, test)}


def test_parts_stand_in_the_order_they_are_shown() -> None:
    assert list(PARTS) == [row[0] for row in KINDS]


def test_both_spellings_lead_to_a_part() -> None:
    spellings = shape_of(Box).spellings
    assert spellings["hue_by_side"] is spellings["hueBySide"] is PARTS["hueBySide"]
    assert "HueBySide" not in spellings


def test_nullable_is_what_may_be_none() -> None:
    assert named("nullable") == {"spare", "hue"}


def test_unset_defaults_are_shown_only_when_stored() -> None:
    assert {name for name, part in PARTS.items() if part.emit == "when stored"} == {"brand", "old"}


def test_marks_are_carried_over() -> None:
    assert named("output_only") == {"spare"}
    assert named("lone") == {"lids"}
    assert (PARTS["hues"].longest, PARTS["hues"].words) == (2, COLOUR)
    assert (PARTS["weight"].low, PARTS["weight"].high, PARTS["labelText"].longest) == (0, 5, 9)


def test_paths_lead_on_into_single_messages() -> None:
    assert named("branches") == {"lid", "spare"}


def test_messages_share_their_shape() -> None:
    assert PARTS["lid"].shape is PARTS["lids"].shape is shape_of(Lid)


def test_maps_describe_their_values_and_entries() -> None:
    value, entries = PARTS["hueBySide"].value_part, PARTS["hueBySide"].entries
    assert isinstance(value, Part)
    assert (value.kind, value.words, value.zero) == ("enum", COLOUR, "NONE")
    assert entries
    assert [(part.name, part.kind) for part in entries.parts.values()] == [
        ("key", "string"),
        ("value", "enum"),
    ]


@pytest.mark.parametrize("wrong", [bytes, str | int, str | float])
def test_a_type_without_a_kind_is_refused(wrong: type) -> None:
    with pytest.raises(TypeError, match="no kind of field"):
        shape_of(msgspec.defstruct("Wrong", [("x", wrong)]))


def test_the_same_structs_make_the_api_reference() -> None:
    properties = msgspec.json.schema(Box)["$defs"]["Box"]["properties"]
    assert properties["spare"]["readOnly"] is True
    number = {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1}
    assert properties["hue"]["oneOf"] == [{"type": "string", "enum": ["NONE", "RED"]}, number]
    assert properties["brand"]["examples"] == ["ACME"]
    assert properties["weight"]["description"] == "In grams."

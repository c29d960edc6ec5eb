from typing import Any

import msgspec
import pytest
from msgspec import Struct

from greenroom.characters.knowledge import Fact, Knowledge, Lorebook
from greenroom.characters.model import Character, Greetings, Mood, Prompt, Safety, Style
from greenroom.dialects.native.shapes import hints_of, inner_of, listed_of, shape_of


def schema(kind: type[Struct], *, patch: bool = False) -> Any:
    named = msgspec.json.schema_components([shape_of(kind, patch=patch)])[1]
    return named[shape_of(kind, patch=patch).__name__]


PARTS: list[tuple[type[Struct], str, bool, Any]] = [
    (Prompt, "definition", False, {"default": "", "type": "string", "maxLength": 2**20}),
    (Prompt, "definition", True, {"anyOf": [{"type": "string", "maxLength": 2**20}, {"type": "null"}]}),
    (Mood, "joy", False, {"default": 0, "type": "integer", "minimum": -100, "maximum": 100}),
    (
        Knowledge,
        "older_facts",
        False,
        {"type": "array", "items": {"$ref": "#/$defs/Fact"}, "maxItems": 10_000},
    ),
    (Knowledge, "lorebook", True, {"anyOf": [{"$ref": "#/$defs/LorebookPatch"}, {"type": "null"}]}),
    (Character, "prompt", False, {"$ref": "#/$defs/CharacterPrompt"}),
]


@pytest.mark.parametrize(("kind", "field", "patch", "said"), PARTS)
def test_a_field_of_the_model_on_the_wire(kind: type[Struct], field: str, said: Any, *, patch: bool) -> None:
    assert schema(kind, patch=patch)["properties"][field] == said


def test_nothing_is_required_and_nothing_else_is_taken() -> None:
    for patch in (False, True):
        whole = schema(Character, patch=patch)
        assert (whole["required"], whole["additionalProperties"]) == ([], False)
        assert [*whole["properties"]] == [*Character.__struct_fields__]


def test_what_belongs_to_surfaces_is_read_only() -> None:
    whole = schema(Character)["properties"]
    assert [name for name, part in whole.items() if part.get("readOnly")] == ["facets", "unknown", "beside"]
    assert schema(Fact)["properties"]["more"]["readOnly"]


FIELDS: list[tuple[type[Struct], str, Any, Any]] = [
    (Character, "name", None, None),
    (Character, "prompt", Prompt, None),
    (Character, "facets", None, None),
    (Knowledge, "lorebook", Lorebook, None),
    (Knowledge, "facts", None, Fact),
    (Knowledge, "common", None, None),
    (Style, "custom", None, "CustomStyle"),
    (Greetings, "first", None, None),
    (Safety, "topics", None, None),
]


@pytest.mark.parametrize(("kind", "field", "inner", "listed"), FIELDS)
def test_what_stands_in_a_field(kind: type[Struct], field: str, inner: Any, listed: Any) -> None:
    hint = hints_of(kind)[field]
    found = listed_of(hint)
    assert inner_of(hint) is inner
    assert (found.__name__ if isinstance(listed, str) else found) == listed

"""Which format a value has where the marks of two are in it: the first in the documented order has it."""

from typing import Any

import pytest
from tests.cards.corpus import V1, V2, text
from tests.cards.test_file import CONVAI, INWORLD, NPC, REPLR, ROLEPLAY, read

ELIZA = {"name": "Ada", "bio": ["b"]}
CHARACTER_AI = {"character": {"name": "Ada", "greeting": "g", "definition": "d"}}
AGNAI = {"kind": "character", "name": "Ada", "persona": {"kind": "text", "attributes": {"text": ["p"]}}}
PYGMALION = {"char_name": "Ada", "char_persona": "p"}
LETTA = {"agents": [{"name": "Ada"}], "blocks": []}
WORLD = {"entries": {"0": {"key": ["k"], "content": "c"}}}

ROWS: tuple[tuple[dict[str, Any], str], ...] = (
    ({**V1, **INWORLD}, "inworld"),
    ({**INWORLD, **ELIZA}, "inworld"),
    ({**V1, **CONVAI}, "convai"),
    ({**V1, **REPLR}, "replr"),
    ({**V1, **ROLEPLAY}, "roleplay"),
    ({**NPC, "name": "Ada", "description": "d"}, "npcbuilder"),
    ({**LETTA, **V1}, "letta"),
    ({**ELIZA, **V1}, "elizaos"),
    ({**ELIZA, **PYGMALION}, "elizaos"),
    ({**CHARACTER_AI, **V1}, "character_ai"),
    ({**AGNAI, **V1}, "agnai"),
    ({**PYGMALION, **V1}, "pygmalion"),
    ({**V2, **ELIZA}, "chara_card_v2"),
    ({**V2, **INWORLD}, "chara_card_v2"),
    ({**V2, **AGNAI}, "chara_card_v2"),
    ({**V2, "entries": {}}, "chara_card_v2"),
    ({**WORLD, "description": "d", "name": "B"}, "world_info"),
    ({"lorebookVersion": 5, "entries": [{"keys": ["k"], "text": "t"}]}, "novelai_lorebook"),
    (V1, "chara_card_v1"),
    ({"data": dict(V1)}, "chara_card_v2"),
)


@pytest.mark.parametrize(("value", "form"), ROWS, ids=[f"{at} {row[1]}" for at, row in enumerate(ROWS)])
def test_the_first_whose_marks_are_there_has_it(value: dict[str, Any], form: str) -> None:
    assert read(text(value)).format == form


@pytest.mark.parametrize(
    ("data", "book"),
    [
        ({"character_book": None}, None),
        ({"character_book": {"entries": {"4": {"key": ["a"], "content": "c"}}}}, ("a",)),
        ({"character_book": {"entries": [{"keys": "a, b", "content": "c"}]}}, ("a", "b")),
    ],
)
def test_books_as_they_are_met(data: dict[str, Any], book: tuple[str, ...] | None) -> None:
    (found,) = read(text({**V2, "data": {**V2["data"], "extensions": None, "tags": None, **data}})).characters
    lorebook = found.character.knowledge.lorebook
    assert (lorebook.entries.all()[0].keys if lorebook else None) == book
    assert found.character.tags == ()

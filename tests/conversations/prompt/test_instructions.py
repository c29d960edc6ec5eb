"""Fields as sentences."""

from typing import Any

import pytest
from msgspec.structs import replace

from greenroom.characters.model import Character, CustomStyle
from greenroom.characters.world import Item
from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.instructions import INSTRUCTIONS, sentences, short
from greenroom.kit.structs import put_paths

BLANK = Character(name="Nora")
GROUPS = ("person", "temper", "world", "style")
ROWS: list[tuple[str, Any, str]] = [
    ("mood.joy", 80, "At the start of the conversation {{char}} is very joyful (80 of 100)."),
    ("mood.joy", -80, "At the start of the conversation {{char}} is very sad (80 of 100)."),
    ("axes.peaceful", -100, "By nature {{char}} is extremely aggressive (100 of 100)."),
    ("person.life_stage", "middle_aged", "{{char}} is middle-aged."),
    ("person.motivation", "To win.", "What drives {{char}}: To win."),
    ("person.traits", ("brave", " ", "kind"), "{{char}} is: brave, kind."),
    ("style.dialog", "long_winded", "Tone of {{char}}'s speech: long winded."),
    ("style.response_length", "very_short", "Answer in a few words."),
    ("engine.verbosity", 9, "How much {{char}} talks, from 0 (hardly) to 4 (much): 9."),
    ("world.items", (Item(name="Axe", value=12, unit="coins"),), "{{char}} has: Axe, worth 12 coins."),
    (
        "style.custom",
        (CustomStyle(name="Sailor", active=True, adjectives=("salty",)),),
        '{{char}} talks in a manner of its own "Sailor": salty.',
    ),
    (
        "dynamics.relationship_fluidity",
        -0.5,
        "What {{char}} feels for others is rather slow to change (0.5 of 1).",
    ),
]


@pytest.mark.parametrize(("path", "value", "expected"), ROWS)
def test_a_value_is_a_sentence(path: str, value: Any, expected: str) -> None:
    character = put_paths(BLANK, {path: value})
    assert [said for group in GROUPS for said in sentences(character, group)] == [expected]  # type: ignore[arg-type]  # words


def test_what_nobody_said_is_not_told() -> None:
    assert [said for group in GROUPS for said in sentences(BLANK, group)] == []  # type: ignore[arg-type]  # as above
    idle = put_paths(BLANK, {"style.custom": (CustomStyle(name="Idle"),), "style.dialog": "default"})
    assert sentences(idle, "style") == []


def test_long_values_are_cut() -> None:
    assert short("a" * 5000) == "a" * defaults.MOST_TEXT + "…"
    many = put_paths(BLANK, {"person.traits": tuple("x" for _ in range(1000))})
    assert len(sentences(many, "temper")[0]) < 200
    items = put_paths(BLANK, {"world.items": tuple(Item(name=str(number)) for number in range(1000))})
    assert len(sentences(items, "world")) == defaults.MOST_LISTED


def test_braces_of_a_creator_are_no_formats() -> None:
    odd = replace(BLANK, person=replace(BLANK.person, motivation="{0} {x} {{char}}"))
    assert sentences(odd, "temper") == ["What drives {{char}}: {0} {x} {{char}}."]


def test_no_path_has_two_rows() -> None:
    paths = [row.path for row in INSTRUCTIONS]
    assert len(paths) == len({*paths})

"""What the editor's fields say: everything of any character, and nothing that nobody wrote."""

import pytest
from hypothesis import given
from tests.laws.surfaces import characters

from greenroom.characters.model import Character, Record
from greenroom.problems import BadValue
from greenroom.studio.editor import values
from greenroom.studio.editor.drafts import draft


@given(characters())
def test_a_form_that_nobody_touched_changes_nothing(record: Record) -> None:
    fields = values.shown(record.character)
    made = draft(record.character, record.character, fields)
    assert (made.changed, made.faults) == ({}, {})
    assert made.character == record.character


ROWS = [
    ("person.traits", "one, two", ("one", "two")),
    ("person.traits", "one, with a comma\ntwo\n", ("one, with a comma", "two")),
    ("greetings.first", "Hi.", "Hi."),
    ("greetings.alternates", '["a", "", "b"]', ("a", "b")),
    ("mood.joy", "-40", -40),
    ("engine.temperature", "0.5", 0.5),
    ("engine.verbosity", "", None),
    ("safety.active", "false", False),
    ("style.narrative_actions", "true", True),
    ("voice.speaks", "elsewhere", "elsewhere"),
]


@pytest.mark.parametrize(("path", "text", "value"), ROWS)
def test_what_is_written_is_read(path: str, text: str, value: object) -> None:
    made = draft(Character(), Character(), {path: text})
    assert made.faults == {}
    assert values.value_of(path, made.character) == value


FAULTS = [
    ("mood.joy", "much"),
    ("mood.joy", "nan"),
    ("mood.joy", "101"),
    ("examples", "{"),
    ("examples", '{"a": 1}'),
    ("examples", "[1]"),
    ("person.life_stage", "old"),
    ("category", "c" * 101),
    ("name", "\0"),
]


@pytest.mark.parametrize(("path", "text"), FAULTS)
def test_a_fault_keeps_no_other_field_from_being_read(path: str, text: str) -> None:
    made = draft(Character(), Character(), {path: text, "subtitle": "kept"})
    assert list(made.faults) == [path]
    assert made.character == Character(subtitle="kept")


def test_topics_of_other_names_stay() -> None:
    before = draft(
        Character(), Character(), {"safety.topics": '{"chess": "no_control", "violence": "mild_control"}'}
    )
    made = draft(before.character, before.character, {"safety.topics.violence": ""})
    assert made.character.safety.topics == {"chess": "no_control"}


def test_a_number_beyond_all_bounds_is_a_fault() -> None:
    (problem,) = values.changed(Character(), {"mood.joy": "1e300"}).values()
    assert isinstance(problem, BadValue)

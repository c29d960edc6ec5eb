"""Ablation: a field that shapes replies changes what is asked of the model or said at first; any other changes nothing."""

from typing import Any

import pytest
from msgspec import Raw, Struct
from msgspec.structs import replace
from tests.conversations.prompt.cast import FULL, materials

from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.fitting import fit
from greenroom.conversations.prompt.greetings import versions
from greenroom.conversations.prompt.shapes import LEAVES, SHAPES
from greenroom.conversations.safety import policy
from greenroom.kit.structs import put_paths

ENTRY = LoreEntry(keys=("storm",), content="One.", insertion_order=1)
OTHER = LoreEntry(keys=("boat",), content="Two.", insertion_order=2)

ENTRIES: dict[str, tuple[LoreEntry, dict[str, Any]]] = {
    "keys": (ENTRY, {"keys": ("dragon",)}),
    "content": (ENTRY, {"content": "Three."}),
    "enabled": (ENTRY, {"enabled": False}),
    "insertion_order": (ENTRY, {"insertion_order": 3.0}),
    "case_sensitive": (replace(ENTRY, keys=("STORM",)), {"case_sensitive": True}),
    "use_regex": (replace(ENTRY, keys=("st.rm",)), {"use_regex": True}),
    "constant": (replace(ENTRY, keys=("dragon",)), {"constant": True}),
    "selective": (replace(ENTRY, secondary_keys=("dragon",)), {"selective": True}),
    "secondary_keys": (
        replace(ENTRY, secondary_keys=("dragon",), selective=True),
        {"secondary_keys": ("boat",)},
    ),
    "priority": (ENTRY, {"priority": 9.0}),
    "position": (ENTRY, {"position": "after_char"}),
    "name": (ENTRY, {"name": "Another"}),
    "comment": (ENTRY, {"comment": "Another"}),
    "more": (ENTRY, {"more": {"card": Raw(b'{"extensions":{"position":4,"depth":0}}')}}),
}
TIGHT = {"priority": 3}
"""Books with so few tokens that not all entries fit."""

BOOKS: dict[str, tuple[Lorebook, dict[str, Any]]] = {
    "name": (Lorebook(), {"name": "Another"}),
    "description": (Lorebook(), {"description": "Another"}),
    "scan_depth": (Lorebook(), {"scan_depth": 0}),
    "token_budget": (Lorebook(), {"token_budget": 2}),
    "recursive_scanning": (Lorebook(), {"recursive_scanning": True}),
    "more": (Lorebook(), {"more": {"card": Raw(b"{}")}}),
}
FIRST = [replace(ENTRY, content="See the dragon."), OTHER, LoreEntry(keys=("dragon",), content="A dragon.")]

VALUES: dict[str, Any] = {
    "nickname": "Nix",
    "person.life_stage": "child",
    "style.dialog": "sarcastic",
    "style.response_length": "long",
    "dynamics.cognitive_control": "strict",
    "safety.active": False,
    "safety.topics": {"politics": "mild_control"},
    "engine.temperature": 0.9,
    "engine.verbosity": 4,
    "engine.reasoning": "low",
    "goals": "goals:\n  - name: tea\n    motivation: To have tea.\n",
    "languages.first": "de-DE",
    "visibility": "public",
    "facets": {"card": Raw(b'{"data.extensions":{"depth_prompt":{"prompt":"Cold."}}}')},
    "unknown": {"card": Raw(b'{"extensions":{"depth_prompt":{"prompt":"Cold."}}}')},
    "beside": {"name": {"card": Raw(b'"Nobody"')}},
}


def another(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value} another"
        case tuple():
            return (*value, "another")
        case dict():
            return {"card": Raw(b'{"key":"another"}')}
    raise AssertionError(value)


def changed(holder: Any, steps: list[str], path: str) -> Any:
    """The struct, list or value with another value at a path."""
    if not steps:
        return VALUES[path] if path in VALUES else another(holder)
    if isinstance(holder, BigList):
        items = holder.all()
        return BigList.of([changed(items[0], steps, path), *items[1:]])
    if isinstance(holder, tuple):
        return (changed(holder[0], steps, path), *holder[1:])
    assert isinstance(holder, Struct)
    name, *rest = steps
    return replace(holder, **{name: changed(getattr(holder, name), rest, path)})


def with_book(book: Lorebook, *entries: LoreEntry) -> Character:
    return put_paths(FULL, {"knowledge.lorebook": replace(book, entries=BigList.of(entries))})


def pair(path: str) -> tuple[Character, Character]:
    """A character, and one that differs from it in this field alone."""
    name = path.rpartition(".")[2]
    if path.startswith("knowledge.lorebook.entries"):
        entry, change = ENTRIES[name]
        book = Lorebook(token_budget=TIGHT.get(name))
        return with_book(book, entry, OTHER), with_book(book, replace(entry, **change), OTHER)
    if path.startswith("knowledge.lorebook"):
        book, change = BOOKS[name]
        return with_book(book, *FIRST), with_book(replace(book, **change), *FIRST)
    before = FULL
    if path.startswith("knowledge.older_facts"):
        before = put_paths(FULL, {"knowledge.facts": None})
    return before, changed(before, path.replace("[]", "").split("."), path)


def shown(character: Character) -> Any:
    """All that a character shapes, as whoever reads the database for it sees it."""
    common = tuple(f"Known of {name}." for name in character.knowledge.common)
    asked = materials(character, common=common, memory=("Bob likes tea.",))
    told = versions(asked, 0)
    prompt = fit(assemble(asked), len, 1_000_000)
    return prompt.ask, prompt.model, prompt.reserve, told, policy(character)


def test_every_field_is_listed() -> None:
    assert tuple(SHAPES) == LEAVES
    assert len(LEAVES) > 100
    assert {path.partition(".")[0].partition("[")[0] for path in LEAVES} == set(Character.__struct_fields__)


@pytest.mark.parametrize("path", [path for path, shape in SHAPES.items() if shape.how != "no"])
def test_what_shapes_replies_changes_something(path: str) -> None:
    before, after = pair(path)
    assert before != after
    assert shown(before) != shown(after)


@pytest.mark.parametrize("path", [path for path, shape in SHAPES.items() if shape.how == "no"])
def test_what_does_not_shape_replies_changes_nothing(path: str) -> None:
    before, after = pair(path)
    assert before != after
    assert shown(before) == shown(after)


def test_facts_of_the_earlier_form_count_where_none_were_given() -> None:
    before = put_paths(
        FULL, {"knowledge": Knowledge(facts=BigList(), older_facts=BigList.of([Fact(text="Old.")]))}
    )
    assert "facts" not in {section.name for section in assemble(materials(before)).sections}

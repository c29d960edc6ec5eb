"""Lore in the prompt."""

from typing import Any

import pytest
from msgspec.structs import replace
from tests.conversations.prompt.cast import NORA, materials, talk

from greenroom.characters.knowledge import BigList, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.telling import told
from greenroom.conversations.prompt.voices import Voices
from greenroom.kit.structs import put_paths

PLACES = [
    ({"position": "before_char"}, "", ["floor", "lore", "persona"]),
    ({"position": "after_char"}, "", ["scenario", "lore", "example"]),
    ({}, "@@position personality\n", ["personality", "lore", "scenario"]),
    ({}, "@@position after_desc\n", ["description", "lore", "personality"]),
    ({}, "@@depth 1\n", ["history", "lore", "history"]),
    ({}, "@@reverse_depth 0\n", ["example", "lore", "history"]),
    ({}, "@@depth 0\n@@role assistant\n", ["post_history", "lore"]),
]


def with_lore(content: str, **more: Any) -> Character:
    book = Lorebook(entries=BigList.of([LoreEntry(constant=True, content=content, **more)]))
    return put_paths(NORA, {"knowledge.lorebook": book, "facets": {}})


def order(character: Character) -> list[str]:
    return [section.name for section in assemble(materials(character)).sections]


@pytest.mark.parametrize(("fields", "decorators", "around"), PLACES)
def test_places(fields: dict[str, Any], decorators: str, around: list[str]) -> None:
    found = order(with_lore(f"{decorators}Told.", **fields))
    at = found.index("lore")
    assert found[at - 1 : at + 2] == around


def test_lore_may_silence_the_operator() -> None:
    quiet = put_paths(with_lore("@@disable_ui_prompt system_prompt\nTold."), {"prompt.system": ""})
    assert "system" in order(put_paths(quiet, {"knowledge.lorebook": None}))
    assert "system" not in order(quiet)


def test_what_may_go_first_says_so() -> None:
    section = next(
        one
        for one in assemble(materials(with_lore("@@ignore_on_max_context\nTold to {{user}}."))).sections
        if one.name == "lore"
    )
    assert (section.keep, section.text) == ("spare", "Told to Bob.")


def test_greetings_and_turns_that_are_not_told_any_more_count() -> None:
    after = with_lore("@@activate_only_after 5\nTold.")
    asked = materials(after, history=talk("a", "b"), turns_before=4)
    assert told(asked, Voices(asked)).insertions
    fewer = materials(after, history=talk("a", "b"), turns_before=3)
    assert not told(fewer, Voices(fewer)).insertions
    second = with_lore("@@is_greeting 1\nTold.")
    assert told(materials(second, greeting=1), Voices(asked)).insertions
    assert not told(materials(second, greeting=0), Voices(asked)).insertions


def test_a_book_takes_half_the_window_at_most() -> None:
    book = Lorebook(token_budget=1_000_000, entries=BigList.of([LoreEntry(constant=True, content="x" * 900)]))
    wide, narrow = (
        materials(put_paths(NORA, {"knowledge.lorebook": book}), window=window) for window in (600, 599)
    )
    assert told(wide, Voices(wide)).insertions
    assert not told(narrow, Voices(narrow)).insertions


def test_what_is_not_told_is_remarked() -> None:
    entries = [
        LoreEntry(keys=("(storm",), use_regex=True, content="L", name="Broken"),
        LoreEntry(keys=("storm",), content="x" * 90_000, name="Long"),
    ]
    character = replace(
        NORA, knowledge=Knowledge(lorebook=Lorebook(entries=BigList.of(entries))), goals="goals: [{nam: x}]"
    )
    assert assemble(materials(character)).remarks == (
        "The key (storm of the lorebook's entry Broken is no pattern that can be searched for.",
        "The lorebook's entry Long is left out: its 30000 tokens are beyond the book's budget.",
        "The key nam of goal  is not known.",
    )


@pytest.mark.parametrize("role", ["system", "user", "assistant"])
def test_an_entry_has_its_role_wherever_it_stands(role: str) -> None:
    entry = LoreEntry(keys=("storm",), content=f"@@role {role}\nThree days.", position="before_char")
    character = replace(NORA, knowledge=Knowledge(lorebook=Lorebook(entries=BigList.of([entry]))))
    lore = next(one for one in assemble(materials(character)).sections if one.name == "lore")
    assert (lore.role, lore.text) == (role, "Three days.")

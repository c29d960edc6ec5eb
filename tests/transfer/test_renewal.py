"""A character whose file changed says what the file says, for every surface that a file may be of."""

from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.cards.surface import ADDED_ONLY
from tests.laws.surfaces import BLANK, CONTEXT, SURFACES, Surface, characters

from greenroom.app import vendors
from greenroom.characters.lens import Output
from greenroom.characters.losses import CORE, row_of
from greenroom.characters.model import Character, Record
from greenroom.transfer.renewal import renewed

each_surface = pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
LEFT = ("avatar", "visibility")


def after(surface: Surface, fresh: Record, old: Record) -> Character:
    return renewed(vendors(), fresh.character, surface.name, old, CONTEXT)


def decided(surface: Surface) -> list[str]:
    """The fields whose value a file decides."""
    kept = [f"data.{name}" for name in ADDED_ONLY]
    return [
        wire
        for wire, row in surface.lens.rows.items()
        if not isinstance(row, Output) and getattr(row, "core", "") not in LEFT and wire not in kept
    ]


def shown(surface: Surface, record: Record) -> dict[str, Any]:
    return {wire: surface.lens.shown(wire, record, CONTEXT) for wire in decided(surface)}


@each_surface
@given(data=st.data())
def test_it_says_what_the_file_says_and_leaves_the_rest(surface: Surface, data: st.DataObject) -> None:
    old, body = data.draw(characters(), "old"), data.draw(surface.bodies, "body")
    fresh = replace(BLANK, character=surface.put(body, BLANK))
    found = after(surface, fresh, old)
    assert shown(surface, replace(old, character=found)) == shown(surface, fresh)
    assert found.unknown.get(surface.name) == fresh.character.unknown.get(surface.name)
    assert others(found, surface) == others(old.character, surface)
    for path in CORE:
        read = attrgetter(path)
        if path in LEFT or (
            row_of(surface.lens, path) is None and read(fresh.character) == read(Character())
        ):
            assert read(found) == read(old.character), path


@each_surface
@given(data=st.data())
def test_the_same_file_again_changes_nothing(surface: Surface, data: st.DataObject) -> None:
    body = data.draw(surface.bodies, "body")
    fresh = replace(BLANK, character=surface.put(body, BLANK))
    assert after(surface, fresh, fresh) == fresh.character


def others(character: Character, surface: Surface) -> list[dict[str, Any]]:
    """What other surfaces keep beside the core."""
    layers = (character.facets, character.unknown)
    return [{name: bytes(raw) for name, raw in one.items() if name != surface.name} for one in layers]

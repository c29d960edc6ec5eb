"""The laws of lenses, for every surface found: vendors' dialects and the character card."""

from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from greenroom.characters import store
from greenroom.characters.lens import Field
from greenroom.characters.losses import CORE, expressions
from greenroom.characters.model import Character, Record
from greenroom.kit.json_values import same
from tests.laws.surfaces import BLANK, SURFACES, Surface, characters

each_surface = pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)


def at(tree: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


@each_surface
@given(data=st.data())
def test_showing_and_putting_back_changes_nothing(surface: Surface, data: st.DataObject) -> None:
    record = data.draw(characters())
    assert surface.put(surface.show(record), record) == record.character


@each_surface
@given(data=st.data())
def test_what_was_put_is_what_is_shown(surface: Surface, data: st.DataObject) -> None:
    record, body = data.draw(characters()), data.draw(surface.bodies)
    shown = surface.show(replace(record, character=surface.put(body, record)))
    for path, value in surface.says(body).items():
        assert same(at(shown, path), value), path


@each_surface
@given(data=st.data())
def test_a_put_leaves_the_other_surfaces_layers_alone(surface: Surface, data: st.DataObject) -> None:
    record, body = data.draw(characters()), data.draw(surface.bodies)
    after = surface.put(body, record)
    for layer in ("facets", "unknown"):
        before_others = {name: raw for name, raw in getattr(record.character, layer).items() if name != surface.name}
        after_others = {name: raw for name, raw in getattr(after, layer).items() if name != surface.name}
        assert before_others == after_others


@each_surface
@given(data=st.data())
def test_a_put_changes_only_the_core_that_the_surface_can_say(surface: Surface, data: st.DataObject) -> None:
    record, body = data.draw(characters()), data.draw(surface.bodies)
    after = surface.put(body, record)
    said = {row.core for row in surface.lens.rows.values() if isinstance(row, Field)}
    for path in CORE:
        if not any(path == core or path.startswith(f"{core}.") for core in said) and path != "voice.speaks":
            read = attrgetter(path)
            try:
                before = read(record.character)
            except AttributeError:
                continue
            assert read(after) == before, path


@each_surface
@given(data=st.data())
def test_what_others_cannot_see_changing_they_show_as_before(surface: Surface, data: st.DataObject) -> None:
    record, body = data.draw(characters()), data.draw(surface.bodies)
    after = replace(record, character=surface.put(body, record))
    for other in SURFACES:
        if other.name == surface.name:
            continue
        before_shown, after_shown = other.show(record), other.show(after)
        for row in other.lens.rows.values():
            if isinstance(row, Field):
                read, path = attrgetter(row.core), tuple(row.wire.split("."))
                if read(record.character) == read(after.character):
                    assert same(at(before_shown, path), at(after_shown, path)), (other.name, row.wire)


@each_surface
@given(data=st.data())
def test_putting_twice_is_putting_once(surface: Surface, data: st.DataObject) -> None:
    record, body = data.draw(characters()), data.draw(surface.bodies)
    once = replace(record, character=surface.put(body, record))
    assert surface.show(replace(once, character=surface.put(body, once))) == surface.show(once)


@given(record=characters())
def test_a_document_holds_the_whole_character_but_its_big_lists(record: Record) -> None:
    character = record.character
    document = store.encode(character)
    decoded: Character = store.decode(document)
    for path, _, listed in store.lists_of(character.knowledge):
        named = attrgetter(path)(decoded)
        assert (named.list_id, named.count, named.items) == (listed.list_id, listed.count, None if listed.count else ())
    assert store.encode(decoded) == document


@each_surface
def test_no_two_fields_stand_for_one_core_path(surface: Surface) -> None:
    cores = [row.core for row in surface.lens.rows.values() if isinstance(row, Field)]
    assert len(cores) == len(set(cores))


@each_surface
def test_core_paths_of_the_table_exist(surface: Surface) -> None:
    assert set(expressions(surface.lens)) == set(CORE)
    for row in surface.lens.rows.values():
        if isinstance(row, Field):
            attrgetter(row.core)(BLANK.character)



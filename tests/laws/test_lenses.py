"""The laws of lenses, for every surface found: vendors' dialects and the character card."""

from collections.abc import Callable
from functools import reduce
from itertools import combinations
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from tests.laws.surfaces import BLANK, CONTEXT, SURFACES, Surface, characters

from greenroom.characters.lens import Field
from greenroom.characters.losses import CORE, expressions, losses
from greenroom.characters.model import Character, Record
from greenroom.kit.json_values import encode_json, same

each_surface = pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.name)
Body = dict[str, Any]


def showing_and_putting_back_changes_nothing(surface: Surface, record: Record, _: Body) -> None:
    assert surface.put(surface.show(record), record) == record.character


def what_was_put_is_what_is_shown(surface: Surface, record: Record, body: Body) -> None:
    shown = surface.show(replace(record, character=surface.put(body, record)))
    for path, value in surface.says(body).items():
        assert same(at(shown, path), value), path


def putting_twice_is_putting_once(surface: Surface, record: Record, body: Body) -> None:
    once = surface.put(body, record)
    twice = surface.put(body, replace(record, character=once))
    assert surface.show(replace(record, character=twice)) == surface.show(replace(record, character=once))


def the_other_surfaces_layers_are_left_alone(surface: Surface, record: Record, body: Body) -> None:
    before, after = record.character, surface.put(body, record)
    assert others(after.facets, surface) == others(before.facets, surface)
    assert others(after.unknown, surface) == others(before.unknown, surface)


def only_what_the_surface_can_say_changes(surface: Surface, record: Record, body: Body) -> None:
    after = surface.put(body, record)
    for path, expression in expressions(surface.lens).items():
        if expression == "none" and path != "voice.speaks":  # which says who wrote a voice last
            assert at_core(path, after) == at_core(path, record.character), path


def where_the_core_is_as_it_was_others_show_what_they_did(
    surface: Surface, record: Record, body: Body
) -> None:
    after = replace(record, character=surface.put(body, record))
    for other in SURFACES:
        if other is not surface:
            before_shown, after_shown = other.show(record), other.show(after)
            for row in fields(other):
                if at_core(row.core, record.character) == at_core(row.core, after.character):
                    path = tuple(row.wire.split("."))
                    assert same(at(before_shown, path), at(after_shown, path)), (other.name, row.wire)


def where_the_core_has_changed_others_show_what_it_is_now(
    surface: Surface, record: Record, body: Body
) -> None:
    after = replace(record, character=surface.put(body, record))
    for other in SURFACES:
        for row in fields(other) if other is not surface else ():
            core = at_core(row.core, after.character)
            if core != at_core(row.core, record.character):
                said = row.codec.show(core, CONTEXT) if core or not row.when_stored else UNSET
                assert same(other.lens.shown(row.wire, after, CONTEXT), said), (other.name, row.wire)


def the_whole_is_what_each_row_shows_alone_in_the_order_of_the_table(
    surface: Surface, record: Record, body: Body
) -> None:
    for character in (surface.put(body, record), surface.put(body, BLANK)):
        bare = replace(record, character=replace(character, unknown={}))
        alone: Body = {}
        for wire in surface.lens.rows:
            *path, last = wire.split(".")
            value = surface.lens.shown(wire, bare, CONTEXT)
            if value is not UNSET:
                reduce(lambda inner, step: inner.setdefault(step, {}), path, alone)[last] = value
        assert encode_json(surface.lens.show(bare, CONTEXT)) == encode_json(alone)


def losses_can_be_told(surface: Surface, record: Record, body: Body) -> None:
    after = replace(record, character=surface.put(body, record))
    lost = [loss.field for loss in losses(surface.lens, after)]
    assert lost == [path for path in CORE if path in lost]
    for path, expression in expressions(surface.lens).items():
        if expression == "exact":
            assert path not in lost
        elif expression == "none" and at_core(path, after.character) != at_core(path, BLANK.character):
            assert path in lost


LAWS: tuple[Callable[[Surface, Record, Body], None], ...] = (
    showing_and_putting_back_changes_nothing,
    what_was_put_is_what_is_shown,
    putting_twice_is_putting_once,
    the_other_surfaces_layers_are_left_alone,
    only_what_the_surface_can_say_changes,
    where_the_core_is_as_it_was_others_show_what_they_did,
    where_the_core_has_changed_others_show_what_it_is_now,
    the_whole_is_what_each_row_shows_alone_in_the_order_of_the_table,
    losses_can_be_told,
)


@each_surface
@given(data=st.data())
def test_the_laws_hold(surface: Surface, data: st.DataObject) -> None:
    record, body = data.draw(characters(), "record"), data.draw(surface.bodies, "body")
    for law in LAWS:
        law(surface, record, body)


@each_surface
def test_no_two_fields_stand_for_one_part_of_the_core(surface: Surface) -> None:
    for one, other in combinations(fields(surface), 2):
        assert not f"{one.core}.".startswith(f"{other.core}.")
        assert not f"{other.core}.".startswith(f"{one.core}.")


@each_surface
def test_core_paths_of_the_table_exist(surface: Surface) -> None:
    assert set(expressions(surface.lens)) == set(CORE)
    for row in fields(surface):
        at_core(row.core, BLANK.character)


@each_surface
def test_the_blank_character_shows_and_changes_nothing(surface: Surface) -> None:
    assert surface.put(surface.show(BLANK), BLANK) == BLANK.character


def at(tree: Any, path: tuple[str | int, ...]) -> Any:
    """What is shown at a path of names and of places in lists; None where it leads nowhere."""
    for step in path:
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and step < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def at_core(path: str, character: Character) -> Any:
    return attrgetter(path)(character)


def fields(surface: Surface) -> list[Field]:
    return [row for row in surface.lens.rows.values() if isinstance(row, Field)]


def others(layers: Any, surface: Surface) -> dict[str, Any]:
    return {name: raw for name, raw in layers.items() if name != surface.lens.surface}

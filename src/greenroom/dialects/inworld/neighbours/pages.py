"""Pages of things beside characters, in the order of their making, filters evaluated on what is shown."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from greenroom.characters import Transaction
from greenroom.dialects.inworld.names import parse_thing
from greenroom.dialects.inworld.neighbours.collection import Collection, Tree
from greenroom.dialects.kit.filters import Filter
from greenroom.places.things import Spot, Thing
from greenroom.problems import BadName

_CHUNK = 20
_MOST_EFFORT = 2_000
_PARTS = 50


def read_page(
    db: Transaction, these: Collection, spot: Spot, wanted: Filter | None, view: str, most: int, after: str
) -> tuple[list[Tree], str | None]:
    """Up to `most` things that match, as they are shown, and after which one the next page begins; None at the end.

    A page ends early, with where to go on, when many things or parts of them were looked at: short pages are allowed,
    slow ones are not.
    """
    found: list[tuple[str, Tree]] = []
    effort = 0
    for thing in _candidates(db, these, spot, wanted, after):
        shown = these.show(thing, view)
        if wanted is None or these.matches(wanted, shown, thing):
            found.append((thing.thing_id, shown))
        if len(found) > most:
            return [one for _, one in found[:most]], found[most - 1][0]
        effort += 1 + these.parts(thing.content) // _PARTS
        if effort >= _MOST_EFFORT:
            return [one for _, one in found], thing.thing_id
    return [one for _, one in found], None


def _candidates(
    db: Transaction, these: Collection, spot: Spot, wanted: Filter | None, after: str
) -> Iterator[Thing[Any]]:
    named = wanted.values_of("name") if wanted else None
    if named is not None:
        yield from _named(db, these, spot, named, after)
        return
    while chunk := these.drawer.page(db, spot, after, _CHUNK):
        yield from chunk
        after = chunk[-1].thing_id


def _named(
    db: Transaction, these: Collection, spot: Spot, named: Iterable[str], after: str
) -> Iterator[Thing[Any]]:
    """The few things that a filter on the name can match, found by their names."""
    found: dict[str, Thing[Any]] = {}
    for text in named:
        with suppress(BadName):  # a name of nothing matches nothing
            name = parse_thing(text, these.path)
            thing = (
                these.drawer.find(db, spot, name.thing) if name.workspace.lower() == spot.container else None
            )
            found |= {thing.thing_id: thing} if thing else {}
    yield from (found[key] for key in sorted(found) if key > after)

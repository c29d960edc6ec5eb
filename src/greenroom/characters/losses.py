"""What a surface can say about a character, as values: for reports, for the studio, and for the matrix in the docs."""

from collections.abc import Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from msgspec import UNSET, Struct

from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import BigList
from greenroom.characters.layer import LAYERS
from greenroom.characters.lens import Field, Lens, read_layer
from greenroom.characters.model import Character, Record
from greenroom.kit.structs import put_paths

Expression = Literal["exact", "mapped", "none"]
NO_FIELD = "has no field here"
ANOTHERS = "is kept for another API or format, and has no field here"
OWN_WORDS = "is shown in this surface's own words"
_BLANK, _NOWHERE = Character(), Context("")


class Loss(NamedTuple):
    """Something this character has that a surface cannot say, or says less exactly."""

    field: str
    why: str


def core_paths(struct: Struct, prefix: str = "") -> Iterator[str]:
    """Every core path: dotted, down to the first value that is no struct of fixed fields."""
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if isinstance(value, Struct) and not isinstance(value, BigList):
            yield from core_paths(value, f"{prefix}{name}.")
        elif prefix or name not in LAYERS:
            yield f"{prefix}{name}"


CORE = tuple(core_paths(_BLANK))
"""All core paths, in the model's order."""


def expressions(lens: Lens) -> dict[str, Expression]:
    """For each core path, how this surface says it."""
    rows = {path: row_of(lens, path) for path in CORE}
    return {path: row.codec.kind if row else "none" for path, row in rows.items()}


@cache
def row_of(lens: Lens, path: str) -> Field | None:
    """The row that stands for a core path, by itself or together with its neighbours; None where there is none."""
    for row in lens.rows.values():
        if isinstance(row, Field) and f"{path}.".startswith(f"{row.core}.") and path not in row.unseen:
            return row
    return None


def losses(lens: Lens, record: Record) -> list[Loss]:
    """What the surface leaves out or changes when it shows this character; empty when it says everything.

    What it says in words of its own is no loss where those words mean the same value again.
    """
    found = []
    for path in CORE:
        read, row = attrgetter(path), row_of(lens, path)
        if read(record.character) == read(_BLANK):
            continue
        if row is None:
            found.append(Loss(path, NO_FIELD))
        elif row.codec.kind == "mapped" and not _comes_back(path, row, record.character):
            found.append(Loss(path, OWN_WORDS))
    return found


def _comes_back(path: str, row: Field, character: Character) -> bool:
    read_row, read = attrgetter(row.core), attrgetter(path)
    shown = row.codec.show(read_row(character), _NOWHERE)
    if shown is UNSET:
        return False
    back = row.codec.put(shown, read_row(_BLANK), _NOWHERE)
    return bool(read(put_paths(_BLANK, {row.core: back})) == read(character))


def losses_of_others(surface: str, record: Record) -> list[Loss]:
    """What stands in the facets and unknown layers of other surfaces, which a file of this one leaves out.

    Beside `losses`, since a surface loses nothing by it: only whoever takes the file elsewhere does.
    """
    character = record.character
    return [
        Loss(path, ANOTHERS)
        for name, layers in (("facets", character.facets), ("unknown", character.unknown))
        for other in layers
        if other != surface
        for path in _leaves(read_layer(layers, other), f"{name}.{other}")
    ]


def _leaves(tree: Mapping[str, Any], path: str) -> Iterator[str]:
    """The paths of all values in a tree that hold no other by name."""
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{path}.{name}")
        else:
            yield f"{path}.{name}"

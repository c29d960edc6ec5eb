"""Lists of messages in what a body says: which there are, what is unknown in their items, and what replacing one keeps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.dialects.inworld.translate import LENS, part_at
from greenroom.dialects.kit.matching import Item, replaced
from greenroom.kit.json_values import same


class Listed(NamedTuple):
    """A list of messages: its path, the row of the lens that holds it, and the names of its items' known fields."""

    path: str
    row: str
    known: frozenset[str]

    def items(self, values: Mapping[str, Any]) -> Sequence[Item]:
        """Its items in values by row, as a patch has them; none where there is no such row or no value."""
        value = values.get(self.row) or ()
        return value if self.path == self.row else value and value[self.path.rpartition(".")[2]]

    def value(self, items: list[Item]) -> Any:
        """What its row holds when these are the items."""
        return items if self.path == self.row else {self.path.rpartition(".")[2]: items}

    def unknown(self, item: Item) -> dict[str, Any]:
        """What nobody documented in an item."""
        return {} if item.keys() <= self.known else {name: item[name] for name in item.keys() - self.known}


def _listed(path: str) -> Listed:
    shape = part_at(path).shape
    assert shape
    row = path if path in LENS.rows else path.rpartition(".")[0]
    return Listed(path, row, frozenset(shape.parts))


LISTS = (
    _listed("defaultCharacterDescription.customDialogStyles"),
    _listed("personalKnowledge.facts"),
    _listed("facts"),
)


def unknown_in(patch: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is unknown in the items of a patch: path and value, null where it is to be removed."""
    for listed in LISTS:
        for number, item in enumerate(listed.items(patch)):
            for name, value in listed.unknown(item).items():
                yield f"{listed.path}[{number}].{name}", value


def unknown_kept(record: Record, context: Context) -> Iterator[dict[str, Any]]:
    """What is unknown in the items that a character has, item by item."""
    for listed in LISTS:
        shown = {listed.row: LENS.shown(listed.row, record, context)}
        yield from filter(None, map(listed.unknown, listed.items(shown)))


def completed(
    patch: Mapping[str, Any], record: Record, context: Context, forgotten: Sequence[tuple[str, ...]]
) -> dict[str, Any]:
    """The patch with its lists as they will be: each item with what it leaves unsaid of the one that it replaces.

    A list that is as it is shown is left out. `forgotten` are the messages that lose all that is unknown in them.
    """
    whole = dict(patch)
    for listed in LISTS:
        items = listed.items(patch)
        if not items:
            continue
        old = listed.items({listed.row: LENS.shown(listed.row, record, context)})
        if same(items, old):
            del whole[listed.row]
        else:
            steps = tuple(listed.path.split("."))
            if any(steps[: len(message)] == message for message in forgotten):
                old = [{name: one[name] for name in one if name in listed.known} for one in old]
            whole[listed.row] = listed.value(replaced(items, old, listed.known))
    return whole

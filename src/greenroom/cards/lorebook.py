"""The lorebook of a card: `character_book`, as V3 writes it and as real files hold it."""

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET, Raw
from msgspec.structs import replace

from greenroom.cards import values
from greenroom.cards.parts import Part, Parts, join, split
from greenroom.cards.refusals import refused
from greenroom.cards.world_info import card_book, list_entries
from greenroom.characters.codecs import Codec, Context
from greenroom.characters.knowledge import BigList, Lorebook, LoreEntry
from greenroom.characters.layer import Layer
from greenroom.characters.lens import read_layer, write_layer
from greenroom.characters.losses import Loss
from greenroom.kit.json_values import encode_json

SURFACE = "card"
PATH = "data.character_book"
MOST_ENTRIES = 10_000

_EXTENSIONS = Part(values.extensions, always=True, typed=False, missing=dict)
BOOK: Parts = {
    "name": Part(values.text),
    "description": Part(values.text),
    "scan_depth": Part(values.whole),
    "token_budget": Part(values.whole),
    "recursive_scanning": Part(values.flag),
    "extensions": _EXTENSIONS,
}
ENTRY: Parts = {
    "keys": Part(values.keys, tuple, always=True),
    "content": Part(values.text, always=True),
    "extensions": _EXTENSIONS,
    "enabled": Part(values.flag, always=True),
    "insertion_order": Part(values.number, float, always=True),
    "case_sensitive": Part(values.flag),
    "use_regex": Part(values.flag, always=True),
    "constant": Part(values.flag),
    "name": Part(values.text),
    "priority": Part(values.number, float),
    "id": Part(lambda value: value, typed=False),
    "comment": Part(values.text),
    "selective": Part(values.flag),
    "secondary_keys": Part(values.keys, tuple),
    "position": Part(values.place),
}
_BLANK_BOOK, _BLANK_ENTRY = Lorebook(), LoreEntry()


def read_book(wire: Mapping[str, Any], notes: list[Loss]) -> Lorebook | None:
    """The lorebook of any object; None when it says nothing.

    Raises:
        BadCard: `too_many_entries`, above 10,000.
    """
    book = card_book(wire)
    found = split({key: value for key, value in book.items() if key != "entries"}, BOOK, _BLANK_BOOK)
    notes.extend(Loss(f"{PATH}.{key}", why) for key, why in found.remarks.items())
    entries = _read_entries(book.get("entries"), notes)
    if not entries and not found.fields and not _speaks(found.more):
        return None
    return Lorebook(**found.fields, entries=BigList.of(entries), more=write_layer({}, SURFACE, found.more))


def show_book(book: Lorebook) -> dict[str, Any]:
    """The lorebook as V3 writes it; LookupError if the character was read without its lists."""
    shown = join(book, read_layer(book.more, SURFACE), BOOK, _BLANK_BOOK)
    shown["entries"] = [_show_entry(entry) for entry in book.entries.all()]
    return shown


def _read_entries(wire: Any, notes: list[Loss]) -> list[LoreEntry]:
    listed = list_entries(wire)
    if len(listed) > MOST_ENTRIES:
        raise refused("too_many_entries", most=MOST_ENTRIES)
    if not isinstance(wire, dict | list):
        notes.extend(Loss(f"{PATH}.entries", why) for why in [values.remark(wire, UNSET)] if why)
    elif wire and listed != wire:
        notes.append(Loss(f"{PATH}.entries", "is no list of card entries; it was translated"))
    read = [_read_entry(entry, f"{PATH}.entries[{at}]", notes) for at, entry in enumerate(listed)]
    return [entry for entry in read if entry is not None]


def _read_entry(wire: Any, path: str, notes: list[Loss]) -> LoreEntry | None:
    if not isinstance(wire, dict):
        notes.append(Loss(path, "is not an object and was left out"))
        return None
    if isinstance(wire.get("keys"), str) and values.flag(wire.get("use_regex")) is True:
        wire = wire | {"keys": [wire["keys"]]}  # a comma in a pattern separates nothing
        notes.append(Loss(f"{path}.keys", values.RETYPED))
    found = split(wire, ENTRY, _BLANK_ENTRY)
    notes.extend(Loss(f"{path}.{key}", why) for key, why in found.remarks.items())
    return LoreEntry(**found.fields, more=write_layer({}, SURFACE, found.more))


def _show_entry(entry: LoreEntry) -> dict[str, Any]:
    return join(entry, read_layer(entry.more, SURFACE), ENTRY, _BLANK_ENTRY)


def _says_nothing(book: Lorebook) -> bool:
    return replace(book, more={}) == _BLANK_BOOK and not _speaks(read_layer(book.more, SURFACE))


def _speaks(more: Mapping[str, Any]) -> bool:
    """Whether what a book keeps beside its fields says anything: an unknown key always does, an empty name does not."""
    return any(value or key not in BOOK for key, value in more.items())


def _show(book: Lorebook | None, _: Context) -> Any:
    return UNSET if book is None or _says_nothing(book) else show_book(book)


def _put(wire: dict[str, Any], old: Lorebook | None, _: Context) -> Lorebook | None:
    new = read_book(wire, [])
    return new if new is None or old is None else _with_others(new, old)


def _with_others(new: Lorebook, old: Lorebook) -> Lorebook:
    """A book with what other surfaces keep with the old book and its entries, matched by id or else by content."""
    spare: dict[str, list[dict[str, Raw]]] = {}
    for entry in old.entries.all():
        spare.setdefault(_name(entry), []).append(_others(entry.more))
    entries = [
        replace(entry, more=spare[name].pop(0) | dict(entry.more))
        if spare.get(name := _name(entry))
        else entry
        for entry in new.entries.all()
    ]
    return replace(new, entries=BigList.of(entries), more=_others(old.more) | dict(new.more))


def _name(entry: LoreEntry) -> str:
    more = read_layer(entry.more, SURFACE)
    return encode_json(["id", more["id"]] if "id" in more else entry.content).decode()


def _others(more: Layer) -> dict[str, Raw]:
    return {surface: raw for surface, raw in more.items() if surface != SURFACE}


LOREBOOK = Codec(_show, _put)
"""A lorebook or None in the core; on the wire an object, absent where there is nothing to say."""

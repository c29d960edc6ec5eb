"""Lorebooks in files of their own: V3's, SillyTavern's World Info, NovelAI's, and Agnai's memory books."""

from collections.abc import Callable, Mapping
from operator import or_
from typing import Any

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.formats.mapping import is_blank
from greenroom.cards.imported import Contents, FoundBook, Line
from greenroom.cards.lorebook import BOOK, read_book, show_book
from greenroom.cards.report import fate_of
from greenroom.cards.secrets import without_secrets
from greenroom.characters.knowledge import Lorebook
from greenroom.characters.losses import Loss

V3 = "lorebook_v3"
_NOVELAI = {"text": "content", "keys": "keys", "displayName": "name", "enabled": "enabled", "id": "id"}
_MEMORY = {
    "keywords": "keys",
    "entry": "content",
    "name": "name",
    "enabled": "enabled",
    "priority": "priority",
    "weight": "insertion_order",
    "id": "id",
}


def found_book(name: str, book: Mapping[str, Any], format_name: str) -> FoundBook:
    """A lorebook, read as a card's would be; one that says nothing is empty."""
    notes: list[Loss] = []
    book = without_secrets(book, "", notes)
    lorebook = read_book(book, notes) or Lorebook()
    lines = [Line(key, "kept") for key in book]
    lines += [Line(note.field, fate_of(note.why), note.why) for note in notes]
    shown = show_book(lorebook)
    return FoundBook(name or lorebook.name, lorebook, shown, format_name, tuple(lines))


def memory_book(value: Mapping[str, Any]) -> dict[str, Any]:
    """A memory book of Agnai as a card's lorebook; one that is a card's lorebook already stays."""
    return _translated(value, _memory_entry, "agnai", ("name", "description", "extensions"))


def _novelai_book(value: Mapping[str, Any]) -> dict[str, Any]:
    return _translated(value, _novelai_entry, "novelai", ())


def _translated(
    value: Mapping[str, Any],
    entry: Callable[[Mapping[str, Any]], dict[str, Any]],
    name: str,
    same: tuple[str, ...],
) -> dict[str, Any]:
    listed = value.get("entries")
    entries = (
        [entry(one) if isinstance(one, Mapping) else one for one in listed]
        if isinstance(listed, list)
        else listed
    )
    book = {key: value[key] for key in same if key in value}
    rest = {key: part for key, part in value.items() if key not in (*same, "entries") and not is_blank(part)}
    extensions = book.get("extensions") if isinstance(book.get("extensions"), dict) else {}
    return {
        **book,
        "extensions": {**(extensions or {}), **({name: rest} if rest else {})},
        "entries": entries,
    }


def _memory_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    return dict(entry) if "keys" in entry else _renamed(entry, _MEMORY, "agnai")


def _novelai_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    said = _renamed(entry, _NOVELAI, "novelai")
    config = entry.get("contextConfig")
    order = config.get("budgetPriority") if isinstance(config, Mapping) else None
    if isinstance(order, int | float):
        said["insertion_order"] = order
    if entry.get("forceActivation") is True:
        said["constant"] = True
    return said


def _renamed(entry: Mapping[str, Any], names: Mapping[str, str], name: str) -> dict[str, Any]:
    said = {names[key]: value for key, value in entry.items() if key in names}
    rest = {key: value for key, value in entry.items() if key not in names}
    return said | {"extensions": {name: rest} if rest else {}}


def _is_v3(value: Value) -> bool:
    return value.get("spec") == V3 and isinstance(value.get("data"), dict)


def _v3_book(value: Value) -> dict[str, Any]:
    """The book, with what strangers put beside it."""
    around = {key: part for key, part in value.items() if key not in ("spec", "spec_version", "data")}
    return {**value["data"], **{key: part for key, part in around.items() if key not in value["data"]}}


def _is_world_info(value: Value) -> bool:
    entries = value.get("entries")
    if not isinstance(entries, dict):
        return False
    keyed = [isinstance(one, dict) and ("key" in one or "keys" in one) for one in entries.values()]
    constant = (isinstance(one, dict) and "content" in one for one in entries.values())
    return not keyed or (any(keyed) and all(map(or_, keyed, constant)))


def _is_novelai(value: Value) -> bool:
    return "lorebookVersion" in value and isinstance(value.get("entries"), list)


def _is_memory(value: Value) -> bool:
    return value.get("kind") == "memory" or _entries_have(value, "keywords")


def _is_bare(value: Value) -> bool:
    empty = (
        value.get("entries") == []
        and isinstance(value.get("name"), str)
        and value.keys() <= {*BOOK, "entries"}
    )
    return empty or _entries_have(value, "keys") or _entries_have(value, "key")


def _entries_have(value: Value, key: str) -> bool:
    entries = value.get("entries")
    return (
        isinstance(entries, list)
        and bool(entries)
        and all(isinstance(one, dict) and key in one for one in entries)
    )


def _name(value: Value) -> str:
    return value["name"] if isinstance(value.get("name"), str) else ""


def _format(
    name: str, recognises: Callable[[Value], bool], book: Callable[[Value], Mapping[str, Any]]
) -> Format:
    def read(value: Value) -> Contents:
        return Contents(lorebooks=(found_book(_name(value), book(value), name),))

    return Format(name, recognises, read)


LOREBOOKS = (
    _format(V3, _is_v3, _v3_book),
    _format("novelai_lorebook", _is_novelai, _novelai_book),
    _format("agnai_memory", _is_memory, memory_book),
    _format("world_info", _is_world_info, lambda value: value),
    _format("character_book", _is_bare, lambda value: value),
)

"""What a character has and a card has no field for, told in the fields that it has, for programs that know no others.

    motivation, flaws   at the end of the description
    traits              in the personality, behind what it says
    facts               entries of the lorebook that are always active

The rest stands under `extensions`, and so does what those fields said before: what is still as it was told there becomes what
it was, when the card is read here again. Texts that somebody changed since are taken as they are.
"""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import msgspec

from greenroom.cards.backfill import OLDER, Keys, with_aside, without_aside
from greenroom.cards.lorebook import MOST_ENTRIES
from greenroom.characters.knowledge import BigList, Fact
from greenroom.characters.losses import CORE, Loss
from greenroom.characters.model import Character
from greenroom.kit.json_values import encode_json

TOLD = "greenroom/told"
_KEPT = "is set aside in extensions, where other programs don't look"
_SAID = "is told in other fields of the card, and what it was is set aside in extensions"
_BOOK_KEY = "character_book"
_MOTIVATION, _FLAWS, _TRAITS = "person.motivation", "person.flaws", "person.traits"
_FACTS = ("knowledge.facts", "knowledge.older_facts")
_TEXTS: Mapping[str, tuple[str, ...]] = {"description": (_MOTIVATION, _FLAWS), "personality": (_TRAITS,)}
"""Fields in which something else is told, and what."""

_PLACES = ("subtitle", "goals", "category", "person.", "style.", "mood.", "axes.", "dynamics.", "languages.")
_PATHS = tuple(path for path in CORE if path.startswith(_PLACES))
_LARGEST = 2**31
_KEYS: Keys = {
    "core": lambda value: isinstance(value, dict),
    **dict.fromkeys(_TEXTS, lambda value: isinstance(value, str)),
}
_BLANK = Character()


def tell(card: Mapping[str, Any], character: Character) -> tuple[dict[str, Any], list[Loss]]:
    """A V3 card of a character that tells all of it, and how; a character that was read with its lists."""
    core = {path: value for path in _PATHS if (value := _at(path, character)) != _at(path, _BLANK)}
    data = dict(card["data"])
    aside: dict[str, Any] = {"core": msgspec.json.decode(msgspec.json.encode(core))} if core else {}
    for field in _TEXTS:
        told = _told(field, data[field], core)
        if told != data[field]:
            aside[field], data[field] = data[field], told
    if aside:
        data["extensions"] = with_aside(data["extensions"], aside, TOLD)
    said = [path for paths in _TEXTS.values() for path in paths if path in core]
    said += _tell_facts(data, character)
    moved = [
        Loss(path, _SAID if path in said else _KEPT)
        for path in (*core, *_FACTS)
        if path in core or path in said
    ]
    return {**card, "data": data}, moved


def _at(path: str, character: Character) -> Any:
    return attrgetter(path)(character)


def _told(field: str, text: str, core: Mapping[str, Any]) -> str:
    """A field's text, with what else is told in it behind it."""
    if field == "personality":
        between, more = ", ", core.get(_TRAITS, ())
    else:
        named = {"Motivation": core.get(_MOTIVATION), "Flaws": core.get(_FLAWS)}
        between, more = "\n\n", [f"{name}: {value}" for name, value in named.items() if value]
    return between.join([*([text] if text.strip() else []), *more]) if more else text


def _tell_facts(data: dict[str, Any], character: Character) -> list[str]:
    """Put the facts into the book; which of the character's lists they are from."""
    lists = {path: _at(path, character) for path in _FACTS}
    entries = [_entry(path, fact) for path, facts in lists.items() if facts for fact in facts.all()]
    book = data.get(_BOOK_KEY, {"extensions": {}, "entries": []})
    if not entries or not isinstance(book, dict) or len(book["entries"]) + len(entries) > MOST_ENTRIES:
        return []
    data[_BOOK_KEY] = {**book, "entries": [*book["entries"], *entries]}
    return [path for path, facts in lists.items() if facts and facts.count]


def _entry(path: str, fact: Fact) -> dict[str, Any]:
    told = {"keys": [], "content": fact.text, "extensions": {TOLD: path}, "enabled": True}
    return {**told, "insertion_order": 0, "use_regex": False, "constant": True}


def take_back(data: Mapping[str, Any], notes: list[Loss]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of any card without what `tell` put into it, and that, by the paths of the core."""
    extensions, aside = without_aside(data.get("extensions"), _KEYS, TOLD)
    whole = {**data, "extensions": extensions} if aside else dict(data)
    core = _read(aside.get("core", {}))
    for field, paths in _TEXTS.items():
        if field in aside and data.get(field) == _told(field, aside[field], core):
            whole[field] = aside[field]
        elif core.keys() & set(paths):
            core = {path: value for path, value in core.items() if path not in paths}
            notes.append(Loss(f"data.extensions.{TOLD}.{field}", OLDER))
    return whole, core | _take_facts(whole)


def _read(said: Mapping[str, Any]) -> dict[str, Any]:
    """Those of these values that their places can have."""
    found = {}
    for path in _PATHS:
        value = said.get(path)
        if value is None or (isinstance(value, int) and abs(value) > _LARGEST):
            continue
        try:
            found[path] = msgspec.json.decode(encode_json(value), type=_type_of(path))
        except msgspec.DecodeError:
            continue
    return found


def _type_of(path: str) -> Any:
    kind: Any = Character
    for step in path.split("."):
        kind = next(field.type for field in msgspec.structs.fields(kind) if field.name == step)
    return kind


def _take_facts(data: dict[str, Any]) -> dict[str, Any]:
    book = data.get(_BOOK_KEY)
    entries = book.get("entries") if isinstance(book, dict) else None
    if not isinstance(book, dict) or not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        return {}
    texts: dict[str, list[str]] = {}
    for entry in entries:
        if path := _fact_of(entry):
            texts.setdefault(path, []).append(entry["content"])
    if texts:
        data[_BOOK_KEY] = {**book, "entries": [entry for entry in entries if not _fact_of(entry)]}
    return {path: BigList.of(Fact(text=text) for text in said) for path, said in texts.items()}


def _fact_of(entry: Any) -> str:
    """Which list of facts an entry tells one of; nothing where it is any other entry."""
    extensions = entry.get("extensions") if isinstance(entry, dict) else None
    path = extensions.get(TOLD) if isinstance(extensions, dict) else None
    return path if path in _FACTS and isinstance(entry.get("content"), str) else ""

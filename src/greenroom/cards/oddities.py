"""Values that the specifications don't know: a strict reader refuses a whole card for one, so in files they stand aside.

They are kept under `extensions` beside where they were, and reading puts them back.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import UNSET

from greenroom.cards import values
from greenroom.cards.backfill import OLDER, Keys, is_no_number, with_aside, without_aside
from greenroom.cards.lorebook import BOOK, ENTRY
from greenroom.cards.values import ODD
from greenroom.characters.losses import Loss
from greenroom.kit.json_values import same

_KEPT = "is no value that the specifications know, and is set aside in extensions"
_BOOK_KEY = "character_book"


def _unless(read: Callable[[Any], Any]) -> Callable[[Any], bool]:
    return lambda value: value is not None and read(value) is UNSET


_OF_DATA: Keys = {
    _BOOK_KEY: _unless(values.mapping),
    "creator_notes_multilingual": _unless(values.translations),
    "creation_date": _unless(values.seconds),
    "modification_date": _unless(values.seconds),
    "assets": _unless(values.assets),
}
_OF_BOOK: Keys = {key: _unless(part.read) for key, part in BOOK.items() if part.typed}
_OF_ENTRY: Keys = {
    **{key: _unless(part.read) for key, part in ENTRY.items() if part.typed},
    "id": lambda value: is_no_number(value) and not isinstance(value, str),
}


def set_odd_aside(card: Mapping[str, Any]) -> tuple[dict[str, Any], list[Loss]]:
    """A written card with nothing in it that is not as its specification has it, and what was set aside."""
    moved: list[Loss] = []
    data = dict(card["data"])
    book = data.get(_BOOK_KEY)
    if isinstance(book, dict):
        path = f"data.{_BOOK_KEY}"
        entries = [
            _aside(entry, _OF_ENTRY, f"{path}.entries[{at}]", moved)
            for at, entry in enumerate(book["entries"])
        ]
        data[_BOOK_KEY] = _aside(book | {"entries": entries}, _OF_BOOK, path, moved)
    return {**card, "data": _aside(data, _OF_DATA, "data", moved)}, moved


def _aside(place: dict[str, Any], keys: Keys, path: str, moved: list[Loss]) -> dict[str, Any]:
    odd = {key: place[key] for key, is_odd in keys.items() if is_odd(place.get(key))}
    if not odd:
        return place
    moved.extend(Loss(f"{path}.{key}", _KEPT) for key in odd)
    rest = {key: value for key, value in place.items() if key not in odd}
    return rest | {"extensions": with_aside(place["extensions"], odd, ODD)}


def put_odd_back(data: Mapping[str, Any], notes: list[Loss]) -> dict[str, Any]:
    """The data of any card with the odd values where they stood; what somebody wrote there since stays."""
    whole = _back(data, _OF_DATA, "data", notes)
    book = whole.get(_BOOK_KEY)
    if isinstance(book, dict):
        path = f"data.{_BOOK_KEY}"
        whole[_BOOK_KEY] = book = _back(book, _OF_BOOK, path, notes)
        if isinstance(entries := book.get("entries"), list):
            book["entries"] = [
                _back(one, _OF_ENTRY, f"{path}.entries[{at}]", notes) if isinstance(one, dict) else one
                for at, one in enumerate(entries)
            ]
    return whole


def _back(place: Mapping[str, Any], keys: Keys, path: str, notes: list[Loss]) -> dict[str, Any]:
    extensions, odd = without_aside(place.get("extensions"), keys, ODD)
    if not odd:
        return dict(place)
    older = [key for key, value in odd.items() if place.get(key) is not None and not same(place[key], value)]
    notes.extend(Loss(f"{path}.extensions.{ODD}.{key}", OLDER) for key in older)
    missing = {key: value for key, value in odd.items() if place.get(key) is None}
    return {**place, **missing, "extensions": extensions}

"""World Info: entries as SillyTavern keeps them in files of their own, and as some programs put them into cards."""

import re
from collections.abc import Mapping
from typing import Any

from greenroom.cards.values import flag

_NAMES = {
    "id": "id",
    "uid": "id",
    "key": "keys",
    "keysecondary": "secondary_keys",
    "order": "insertion_order",
    "content": "content",
    "comment": "comment",
    "constant": "constant",
    "selective": "selective",
}
_BOOK_NAMES = {
    "scanDepth": "scan_depth",
    "tokenBudget": "token_budget",
    "recursiveScanning": "recursive_scanning",
}
_PLACES = ("before_char", "after_char")
_AS_THEY_ARE = (
    "selectiveLogic",
    "useProbability",
)  # the others are in snake case when SillyTavern exports a card
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")


def list_entries(entries: Any) -> list[Any]:
    """The entries of a book, which may be an object keyed by entry id, as a list of card entries."""
    if isinstance(entries, dict):
        named = [_with_id(uid, entry) for uid, entry in entries.items()]
        return [card_entry(entry) for entry in named]
    return [card_entry(entry) for entry in entries] if isinstance(entries, list) else []


def card_book(book: Mapping[str, Any]) -> Mapping[str, Any]:
    """A book as cards write it, where its entries are an object."""
    if not isinstance(book.get("entries"), dict):
        return book
    return {_BOOK_NAMES.get(key, key): value for key, value in book.items()} | {
        key: value for key, value in book.items() if key not in _BOOK_NAMES
    }


def card_entry(entry: Any) -> Any:
    """A World Info entry as cards write it; whatever is none stays as it is.

    What cards have no key for goes to `extensions`, under the names that SillyTavern uses there.
    """
    if not isinstance(entry, dict) or "keys" in entry or not ("key" in entry or "keysecondary" in entry):
        return entry
    card = {_NAMES[name]: value for name, value in entry.items() if name in _NAMES}
    rest = {name: value for name, value in entry.items() if name not in _NAMES}
    extensions = rest.pop("extensions", None)
    disable = rest.pop("disable", None)
    disabled = flag(disable)
    if isinstance(disabled, bool):
        card["enabled"] = not disabled
    elif disable is not None:
        rest["disable"] = disable
    at = rest.get("position")
    kept = dict(extensions) if isinstance(extensions, dict) else {}
    if type(at) is int and at in range(len(_PLACES)):
        card["position"] = _PLACES[rest.pop("position")]
        kept.pop("position", None)
    moved = {_extension(name): value for name, value in rest.items()}
    return card | {
        "extensions": kept | moved
    }  # SillyTavern changes the entry, and leaves older extensions in it


def _extension(name: str) -> str:
    return name if name in _AS_THEY_ARE else _CAPITAL.sub(r"_\1", name).lower()


def _with_id(uid: str, entry: Any) -> Any:
    if not isinstance(entry, dict) or "uid" in entry or "id" in entry:
        return entry
    return entry | {"id": int(uid) if _WHOLE.fullmatch(uid) else uid}

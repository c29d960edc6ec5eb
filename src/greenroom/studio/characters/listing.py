"""One's own characters as a list: the last changed first; with words or a choice, those that fit among all."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.json import Decoder

from greenroom.characters import Transaction, store
from greenroom.characters.model import Record
from greenroom.characters.standings import standing
from greenroom.kit.words import folded

MOST = 36
_AT_ONCE = 500
_FACETS = 1000
_FURTHEST = 20_000


class Asked(NamedTuple):
    """What the address asks for; `words` are those of a search."""

    words: str = ""
    kind: str = ""
    collection: str = ""
    offset: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether all are asked for."""
        return not (self.words or self.kind or self.collection)


class Listed(NamedTuple):
    """Part of a list; `total` are all of an account, `more` says whether others follow.

    `standings` are what operators decided about those that others could see, or what waits for that, by their ids.
    """

    records: list[Record]
    total: int
    more: bool
    collections: list[str]
    standings: Mapping[str, str]


class _Sorted(Struct):
    """What of a document is looked at for the names of collections."""

    collections: tuple[str, ...] = ()


_MOST_KNOWN = 512
_NAMES: dict[str, tuple[tuple[object, ...], list[str]]] = {}
"""What the collections of an account were called when its characters were in a state; some accounts', no more."""

_collections_of = Decoder(_Sorted).decode


def listed(db: Transaction, account_id: str, asked: Asked) -> Listed:
    """The characters that fit, from an offset on, and the names of collections among the last changed thousand."""
    newest = store.page(db, account_id, "updated_at", 1, 0)
    if asked.is_plain:
        found = store.page(db, account_id, "updated_at", MOST + 1, asked.offset).records
        records = [one.record() for one in found]
    else:
        records = _fitting(db, account_id, asked)
    shown = records[:MOST]
    decided = _standings(db, shown)
    return Listed(shown, newest.total, len(records) > MOST, _collections(db, account_id, newest), decided)


def _standings(db: Transaction, records: list[Record]) -> Mapping[str, str]:
    public = (one for one in records if one.character.visibility != "private")
    found = {one.character_id: standing(db, one) for one in public}
    return {name: one.state for name, one in found.items() if one and one.state != "approved"}


def _collections(db: Transaction, account_id: str, newest: store.Page) -> list[str]:
    """The names of collections; read anew when the account's characters are others than they were, or changed."""
    state = (newest.total, *((one.character_id, one.record().updated_at) for one in newest.records))
    known = _NAMES.get(account_id)
    if known and known[0] == state:
        return known[1]
    facets = store.page(db, account_id, "updated_at", _FACETS, 0)
    names = {name for one in facets.records for name in _collections_of(one.document).collections}
    found = sorted(names, key=str.casefold)
    if len(_NAMES) >= _MOST_KNOWN:
        _NAMES.clear()
    _NAMES[account_id] = (state, found)
    return found


def _fitting(db: Transaction, account_id: str, asked: Asked) -> list[Record]:
    """One more than are shown, to know whether there are others."""
    wanted, found, skip = folded(asked.words).split(), list[Record](), asked.offset
    for start in range(0, _FURTHEST, _AT_ONCE):
        batch = store.page(db, account_id, "updated_at", _AT_ONCE, start).records
        for record in (one.record() for one in batch):
            if not _fits(record, asked, wanted):
                continue
            if skip:
                skip -= 1
                continue
            found.append(record)
            if len(found) > MOST:
                return found
        if len(batch) < _AT_ONCE:
            break
    return found


def _fits(record: Record, asked: Asked, wanted: list[str]) -> bool:
    character = record.character
    if asked.kind and character.visibility != asked.kind:
        return False
    if asked.collection and asked.collection not in character.collections:
        return False
    text = folded(" ".join((character.name, character.subtitle, *character.tags)))
    return all(word in text for word in wanted)

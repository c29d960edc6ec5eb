"""The characters that somebody knows: those they talked with lately, and their own; for forms that choose among them."""

from typing import NamedTuple

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record
from greenroom.conversations import store
from greenroom.kit.clock import LATEST
from greenroom.problems import Problem

_THREADS, _OWN = 200, 100


class Known(NamedTuple):
    """A character that can be chosen. `owner_id` is whose it is; `picture` an asset's id or nothing."""

    character_id: str
    owner_id: str
    name: str
    picture: str


def known_to(db: Transaction, catalogue: Catalogue, who: Caller) -> list[Known]:
    """Those that can be talked with, by name."""
    found: dict[str, Known] = {}
    for one in catalogue.newest(db, who, _OWN):
        _note(db, catalogue, who, one.character_id, None, found)
    for thread in store.threads(db, who.account_id, _THREADS, (LATEST, "~")):
        _note(db, catalogue, who, thread.character_id, thread.share_id, found)
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.character_id))


def _note(
    db: Transaction,
    catalogue: Catalogue,
    who: Caller,
    character_id: str,
    share_id: str | None,
    found: dict[str, Known],
) -> None:
    if character_id in found:
        return
    try:
        record: Record = catalogue.conversable(db, who.account_id, character_id, share_id)
    except Problem:
        return
    character = record.character
    name = character.name.strip() or "…"
    found[character_id] = Known(record.character_id, record.account_id, name, character.avatar)

"""Everything that an account has, as one JSON document: what its owner made and said, and what is known about them.

No secret is in it: no key, no hash, no session.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from greenroom.accounts import audit, service
from greenroom.accounts.identities import list_identities
from greenroom.accounts.model import Caller
from greenroom.assets.store import assets_of
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.revisions import newest
from greenroom.community.appearance import appearance
from greenroom.community.blocks import blocked
from greenroom.conversations import stages, store
from greenroom.conversations.model import Thread
from greenroom.dialects.native import canonical
from greenroom.dialects.native.talk import threads
from greenroom.places.containers import containers_of

FORMAT = "greenroom account 1"
_STEP = 200
_FIRST, _LAST = "", "g"
_LATEST = (2**62, "~")


def export(db: Transaction, catalogue: Catalogue, who: Caller) -> dict[str, Any]:
    """The document of an account."""
    account_id = who.account_id
    return {
        "format": FORMAT,
        "account": service.find_account(db, account_id),
        "appearance": appearance(db, account_id),
        "identities": list_identities(db, account_id),
        "keys": service.list_keys(db, account_id),
        "characters": list(_characters(db, catalogue, who)),
        "pictures": assets_of(db, account_id),
        "containers": containers_of(db, account_id),
        "personas": store.personas(db, account_id, _LAST, 10**6),
        "scenes": stages.page(db, account_id, _FIRST, 10**6),
        "threads": list(_threads(db, account_id)),
        "blocked": blocked(db, account_id),
        "acts": [one._asdict() for one in audit.own(db, account_id, 10**6)],
    }


def encoded(document: dict[str, Any]) -> bytes:
    """As bytes, with lines, for people may look into it."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _characters(db: Transaction, catalogue: Catalogue, who: Caller) -> Iterator[dict[str, Any]]:
    before = _LAST
    while batch := catalogue.newest(db, who, _STEP, before):
        for one in batch:
            record = catalogue.get(db, who, one.record().character_id, lists=True)
            history = newest(db, record, 2**31 - 1, 10**6)
            around = {name: getattr(record, name) for name in record.__struct_fields__ if name != "character"}
            yield around | {"character": canonical.shown(record.character), "revisions": history}
        before = batch[-1].record().character_id


def _threads(db: Transaction, account_id: str) -> Iterator[dict[str, Any]]:
    before = _LATEST
    while batch := store.threads(db, account_id, _STEP, before):
        for thread in batch:
            yield threads.show(thread) | {"messages": list(_messages(db, thread))}
        before = batch[-1].updated_at, batch[-1].thread_id


def _messages(db: Transaction, thread: Thread) -> Iterator[Any]:
    after = _FIRST
    while batch := store.messages(db, thread, after, _STEP):
        yield from batch
        after = batch[-1].message_id

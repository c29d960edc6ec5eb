"""Finding the character that a call is about."""

from typing import Any

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.model import Record
from greenroom.characters.stored import Stored
from greenroom.dialects.convai.bodies import character_id
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import one_of
from greenroom.problems import BadValue, NotFound, NotOwner


def own(db: Transaction, call: Call, who: Caller, identity: str, *, lists: bool = False) -> Record:
    """An own character; raises NotFound for every other, since editors take a 403 for a bad key."""
    try:
        return call.house.catalogue.get(db, who, identity, lists=lists)
    except NotOwner:
        raise NotFound("character", identity) from None


def readable(db: Transaction, call: Call, who: Caller, said: dict[str, Any]) -> Record | Stored:
    """The character that a get names: by id anybody's public one, by name the caller's newest; raises NotFound or BadValue."""
    query = call.query()
    try:
        return call.house.catalogue.look_readable(db, who, character_id(said, query))
    except BadValue:
        name = said.get("charName") or one_of(query, "charName", "")
        if not isinstance(name, str) or not name:
            raise
        return _named(db, who, name)


def _named(db: Transaction, who: Caller, name: str) -> Record:
    found = store.named(db, who.account_id, name)
    if not found:
        raise NotFound("character", name)
    return found[0]

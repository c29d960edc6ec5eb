"""Characters as models: the names that they have, and the list of those that the caller may call their own."""

from greenroom.accounts.model import Caller
from greenroom.accounts.service import find_account
from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST, Catalogue
from greenroom.characters.model import Record
from greenroom.dialects.openai import wire
from greenroom.kit.clock import SECOND
from greenroom.kit.ids import is_uuid
from greenroom.problems import BadParameter, NotFound

_KIND = "character:"
_LONGEST = 400


def find(db: Transaction, catalogue: Catalogue, who: Caller, name: str) -> Record:
    """The live copy of the character that a caller may talk with by this name, its big lists by name only.

        character:UUID, UUID       an own one, or anybody's public one
        character:@HANDLE/NAME     likewise, by its name in whichever dialect has names
        character:SHARE_ID         whatever a share link leads to
        NAME                       an own one

    Raises NotFound, or NotDeployed for an own one that was never live.
    """
    try:
        return _found(db, catalogue, who, name)
    except NotFound:
        raise NotFound("model", name) from None


def _found(db: Transaction, catalogue: Catalogue, who: Caller, name: str) -> Record:
    rest = name.removeprefix(_KIND)
    if "\0" in name or len(name) > _LONGEST:
        raise NotFound("character", name)
    if is_uuid(rest.lower()):
        return catalogue.conversable(db, who.account_id, rest.lower())
    if rest == name:
        named = catalogue.named(db, who.account_id, name)
    elif rest.startswith("@"):
        handle, _, address = rest.partition("/")
        named = catalogue.named(db, find_account(db, handle).account_id, address)
    else:
        shared = catalogue.shared(db, rest)
        return catalogue.conversable(db, who.account_id, shared.character_id, rest)
    return catalogue.conversable(db, who.account_id, named.character_id)


def page(db: Transaction, catalogue: Catalogue, who: Caller, most: int, before: str) -> list[Record]:
    """Own characters that are live, newest first, from the one after `before` on."""
    found: list[Record] = []
    while len(found) < most:
        part = catalogue.newest(db, who, most, before)
        found += [record for record in (one.record() for one in part) if record.live_revision is not None]
        if len(part) < most:
            break
        before = part[-1].character_id
    return found[:most]


def position(after: str) -> str:
    """The id of the character behind which a list goes on; raises BadParameter for what is no name from a list."""
    if not after:
        return LAST
    identity = after.removeprefix(_KIND).lower()
    if not is_uuid(identity):
        raise BadParameter("after", "after must be an id from this list")
    return identity


def show(record: Record, name: str = "") -> wire.Model:
    """A character as a model, by the name that it was asked for."""
    return wire.Model(
        name or f"{_KIND}{record.character_id}", "model", record.created_at // SECOND, f"@{record.handle}"
    )

"""Links: which functions and knowledge files are connected to a character."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.convai.bodies import as_json
from greenroom.dialects.convai.translate import NAME
from greenroom.http.bodies import refuse_nul
from greenroom.problems import BadValue, NotFound
from greenroom.records import store as records
from greenroom.records.model import Shelf

FUNCTION, DOCUMENT = "function", "document"
ACTIVE, INACTIVE = "active", "inactive"
_MOST = 128
_FIELDS = {"functions": FUNCTION, "docs": DOCUMENT}
_REQUIRED = ("id", "status")


class Links(NamedTuple):
    """Whether things of one kind are to be connected: by id, "active" or "inactive"."""

    field: str
    kind: str
    wanted: dict[str, str]


def things(who: Caller, kind: str) -> Shelf:
    """Where an account's functions or knowledge files stand."""
    return Shelf(who.account_id, NAME, kind)


def links(who: Caller, kind: str, character_id: str) -> Shelf:
    """Where it stands which of them a character is connected to."""
    return Shelf(who.account_id, NAME, f"{kind}_link", character_id)


def read_links(body: Mapping[str, Any]) -> list[Links]:
    """What a body says of links; raises BadValue in the vendor's sentences."""
    return [
        Links(field, kind, _wanted(field, kind, body[field]))
        for field, kind in _FIELDS.items()
        if body.get(field) is not None
    ]


def connect(db: Transaction, who: Caller, character_id: str, said: list[Links]) -> None:
    """Connect what is to be connected; raises BadValue for what there is not, and for too many functions."""
    for field, kind, wanted in said:
        for thing, status in sorted(wanted.items()):  # in one order, so that nobody waits for each other
            if not _link(db, who, kind, character_id, thing, status):
                raise BadValue(field, f"{kind.capitalize()} with id {thing} not found")
        if kind == FUNCTION and len(connected(db, who, kind, character_id)) > _MOST:
            raise _too_many()


def connected(db: Transaction, who: Caller, kind: str, character_id: str) -> set[str]:
    """The ids of what is connected to a character."""
    found = records.all_on(db, links(who, kind, character_id))
    return {one.record_id for one in found if one.document["status"] == ACTIVE}


def copy(db: Transaction, who: Caller, kind: str, one: str, other: str) -> None:
    """Connect another character to everything that one is connected to."""
    for link in records.all_on(db, links(who, kind, one)):
        _link(db, who, kind, other, link.record_id, link.document["status"])


def delete(db: Transaction, who: Caller, kind: str, thing: str) -> None:
    """Remove a function or knowledge file, to which no character is connected any more; raises NotFound."""
    records.delete(db, things(who, kind), thing)  # first: that waits for whoever is connecting it
    records.delete_in_all_scopes(db, links(who, kind, ""), thing)


def _link(db: Transaction, who: Caller, kind: str, character_id: str, thing: str, status: str) -> bool:
    """Connect one thing, which nobody removes before this transaction ends; False where there is none."""
    try:
        records.lock(db, things(who, kind), thing)
    except NotFound:
        return False
    records.put(db, links(who, kind, character_id), thing, {"status": status})
    return True


def _wanted(field: str, kind: str, value: Any) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for one in _listed(field, value):
        for name in _REQUIRED:
            if not isinstance(one.get(name), str) or not one[name]:
                raise BadValue(field, f"Missing required fields in {kind} configuration: {name}")
        if one["status"] not in {ACTIVE, INACTIVE}:
            raise BadValue(field, f"{kind.capitalize()} status must be one of: active, inactive")
        if one["id"] in wanted:
            raise BadValue(field, f"Duplicate {kind} ID found: {one['id']}")
        wanted[one["id"]] = one["status"]
    if kind == FUNCTION and sum(status == ACTIVE for status in wanted.values()) > _MOST:
        raise _too_many()
    return wanted


def _listed(field: str, value: Any) -> list[dict[str, Any]]:
    value = as_json(value)
    refuse_nul(value, field)  # bodies of updates may hold it elsewhere
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadValue(field, f"{field.capitalize()} must be a list of configurations")
    return value


def _too_many() -> BadValue:
    return BadValue(
        "functions",
        f"Function limit exceeded. A maximum of {_MOST} functions can be connected to a character.",
    )

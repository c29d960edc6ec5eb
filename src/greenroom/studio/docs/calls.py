"""The calls that a dialect's page shows and its panels send: with the ids of the reader's own newest character."""

from typing import Any, NamedTuple

from msgspec.structs import replace

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record, blank_record
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.samples import Samples, Sent

_NAME = "Nora"
_TEXT = "Stay in-character and concise."
_LINE = "Sharp, stylish, and always one step ahead."
NOBODY = "00000000-0000-7000-8000-000000000000"


class Call(NamedTuple):
    """A call by what it does: `create`, `list`, `read`, `update`, `delete` or `talk`."""

    word: str
    sent: Sent


def newest_in(db: Transaction, catalogue: Catalogue, who: Caller, dialect: str) -> Record | None:
    """The newest character of an account, with the name that it has in a dialect; None where there is none."""
    found = catalogue.newest(db, who, 1) if who.account_id else []
    if not found:
        return None
    return catalogue.in_dialect(db, found[0].record(), dialect)


def calls(dialect: Dialect, record: Record | None) -> list[Call]:
    """What is shown of a dialect; ids stand for nobody where there is no character."""
    found: list[Call] = []
    if dialect.samples:
        found = _of_characters(dialect.samples, record)
    elif dialect.example:
        found.append(Call("list", Sent("GET", dialect.example)))
    if dialect.talk:
        found.append(Call("talk", dialect.talk(record.character_id if record else NOBODY)))
    return found


def _of_characters(samples: Samples, record: Record | None) -> list[Call]:
    body: dict[str, Any] = {**samples.body(_NAME, _TEXT), **samples.beside}
    whole = samples.whole or (samples.pages.path(20, None) if samples.pages else "")
    ids = samples.ids(record) if record else _ids_of_nobody(samples)
    found = [Call("create", Sent("POST", samples.create, body)), Call("list", Sent("GET", _neat(whole)))]
    found.append(Call("read", Sent("GET", samples.one(ids))))
    if samples.change:
        found.append(Call("update", samples.change(ids, _LINE)))
    if samples.remove:
        found.append(Call("delete", samples.remove(ids)))
    return found


def _ids_of_nobody(samples: Samples) -> dict[str, Any]:
    blank = replace(blank_record("", "", 0), character_id=NOBODY, container="default", address="nora")
    return samples.ids(blank)


def _neat(path: str) -> str:
    """A list's path without the parameters that are empty."""
    bare, mark, query = path.partition("?")
    said = "&".join(part for part in query.split("&") if not part.endswith("="))
    return bare + (mark if said else "") + said

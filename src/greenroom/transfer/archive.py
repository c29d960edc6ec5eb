"""The archive of an account: one zip file with everything that an account holds, good for either database.

    about.json              what this is: format, version, whose account, when, how many rows each table has
    rows/characters.jsonl   the rows of a table, one JSON object a line; documents stand in them as they are
    media/4k…               the bytes of an asset, by its id
    manifest.json           the last entry: the SHA-256 and size of every other

It holds no keys, nor what they open: an account that is made of it gets new ones.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

import msgspec

from greenroom.database import Statement, statements
from greenroom.database.schema import own_schema
from greenroom.kit.clock import LATEST

SQL = statements(__package__)

FORMAT = "greenroom account"
VERSION = 1

ABOUT, MANIFEST = "about.json", "manifest.json"
ROWS, MEDIA = "rows/", "media/"

ACCOUNT = ("containers", "scenes", "common_knowledge", "assets", "profiles")
CHARACTER = (
    "characters",
    "addresses",
    "revisions",
    "list_items",
    "asset_uses",
    "originals",
    "ledger",
    "standings",
)
THREAD = ("threads", "messages", "recollections")
REST = ("records", "personas", "persona_choices", "scene_casts")
TABLES = (*ACCOUNT, *CHARACTER, *REST, *THREAD, "imports")
"""In the order in which they can be filled: by account, by character, by account, by thread, and what refers to both."""

OUT: Mapping[str, Statement] = {
    "containers": SQL.containers_out,
    "scenes": SQL.scenes_out,
    "common_knowledge": SQL.common_knowledge_out,
    "assets": SQL.assets_out,
    "profiles": SQL.profiles_out,
    "characters": SQL.characters_out,
    "addresses": SQL.addresses_out,
    "revisions": SQL.revisions_out,
    "list_items": SQL.list_items_out,
    "asset_uses": SQL.asset_uses_out,
    "originals": SQL.originals_out,
    "ledger": SQL.ledger_out,
    "standings": SQL.standings_out,
    "records": SQL.records_out,
    "personas": SQL.personas_out,
    "persona_choices": SQL.persona_choices_out,
    "scene_casts": SQL.scene_casts_out,
    "threads": SQL.threads_out,
    "messages": SQL.messages_out,
    "recollections": SQL.recollections_out,
    "imports": SQL.imports_out,
}
"""What reads the rows of each table."""

IN: Mapping[str, Statement] = {
    "containers": SQL.containers_in,
    "scenes": SQL.scenes_in,
    "common_knowledge": SQL.common_knowledge_in,
    "assets": SQL.assets_in,
    "profiles": SQL.profiles_in,
    "characters": SQL.characters_in,
    "addresses": SQL.addresses_in,
    "revisions": SQL.revisions_in,
    "list_items": SQL.list_items_in,
    "asset_uses": SQL.asset_uses_in,
    "originals": SQL.originals_in,
    "ledger": SQL.ledger_in,
    "standings": SQL.standings_in,
    "records": SQL.records_in,
    "personas": SQL.personas_in,
    "persona_choices": SQL.persona_choices_in,
    "scene_casts": SQL.scene_casts_in,
    "threads": SQL.threads_in,
    "messages": SQL.messages_in,
    "recollections": SQL.recollections_in,
    "imports": SQL.imports_in,
}
"""What writes a row of it."""

LEFT_OUT: Mapping[str, str] = {
    "accounts": "a new one is made, with the name that is shown",
    "handles": "the new one has its own",
    "api_keys": "secrets, which open nothing elsewhere",
    "key_owners": "as above",
    "identities": "by which somebody signs in here",
    "identity_owners": "as above",
    "passwords": "as above",
    "guests": "as above",
    "sessions": "as above",
    "session_tokens": "as above",
    "session_keys": "as above",
    "tickets": "as above",
    "operators": "who looks after this server",
    "secret_mark": "what keys of this server are made with",
    "audit": "what was done on this server",
    "reports": "other people's complaints, for whoever looks after this server",
    "blocks": "names other accounts of this server",
    "idempotency": "answers to requests of the last day",
    "operations": "work that is under way here",
    "deployments": "as above",
    "shares": "made anew of the characters",
    "character_totals": "counted anew",
    "discovered": "made anew of the characters",
    "discovery_totals": "as above",
    "reply_stops": "replies that are under way here",
    "outcomes": "what became of replies of the last day",
    "vectors": "made anew of the texts",
    "message_days": "what the plan here granted",
}
"""Tables that are not in it, and why."""

DOCUMENTS = frozenset(("draft", "live", "document", "about", "report"))
"""The columns that hold JSON, but for those of the next table."""

TEXTS = frozenset((("profiles", "about"),))
"""Of which table such a column holds a text."""

_TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\)", re.DOTALL)
_COLUMN = re.compile(r"^  ([a-z][a-z0-9_]*) +(TEXT|BIGINT|INTEGER|DOUBLE|\$\{bytes\})[^\n]*", re.MULTILINE)
_TYPES: Mapping[str, Any] = {
    "TEXT": str,
    "BIGINT": int,
    "INTEGER": int,
    "DOUBLE": float | int,
    "${bytes}": bytes,
}

Row = dict[str, Any]
_decode = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


class Bad(Exception):
    """An archive that can't be restored; says why."""


class About(msgspec.Struct, frozen=True):
    """What an archive is of."""

    format: str
    version: int
    greenroom: str
    account_id: str
    handle: str
    display_name: str
    made_at: Annotated[int, msgspec.Meta(ge=0, le=LATEST)]
    """Microseconds since 1970, UTC."""
    rows: dict[str, int]


class Entry(msgspec.Struct, frozen=True):
    """An entry as it was written."""

    sha256: str
    size: int


@cache
def kinds() -> Mapping[tuple[str, str], tuple[Any, bool]]:
    """Table and column → what kind of value stands there, and whether there may be none."""
    return {
        (table[1], column[1]): (_TYPES[column[2]], "NOT NULL" not in column[0])
        for table in _TABLE.finditer(own_schema().whole)
        for column in _COLUMN.finditer(table[2])
    }


def is_document(table: str, column: str) -> bool:
    """Whether a column holds JSON."""
    return column in DOCUMENTS and (table, column) not in TEXTS


def line_of(table: str, row: Row) -> bytes:
    """A row as a line; its documents as they are."""
    shown = {
        name: msgspec.Raw(bytes(value)) if is_document(table, name) and value is not None else value
        for name, value in row.items()
    }
    return _encode(shown) + b"\n"


def row_of(table: str, line: bytes) -> Row:
    """A row of a line; raises Bad."""
    try:
        return {name: _value(raw, document=is_document(table, name)) for name, raw in _decode(line).items()}
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Bad(f"a row can't be read: {error}") from None


def _value(raw: msgspec.Raw, *, document: bool) -> Any:
    text = bytes(raw)
    if document and text != b"null":
        return text
    return msgspec.json.decode(text)

"""Characters as rows: documents, big lists, names, revisions."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from greenroom.characters.knowledge import BigList, Fact, Knowledge, LoreEntry
from greenroom.characters.model import Around, Character, Record, Visibility, Whose
from greenroom.characters.stored import Stored, decode
from greenroom.database import Row, Statement, Transaction, statements
from greenroom.kit.structs import put_paths
from greenroom.kit.words import sort_key
from greenroom.problems import NotFound

SQL = statements(__package__)

Order = Literal["created_at", "updated_at", "name"]
"""Of one's own characters: the newest or the last changed first, or by name from A to Z."""


_encode = msgspec.json.Encoder().encode
_decode_fact = msgspec.json.Decoder(Fact).decode
_decode_entry = msgspec.json.Decoder(LoreEntry).decode


class _Walk(NamedTuple):
    """How a list is read in an order: where the nth begins, counted from the first and from the last, and what follows."""

    from_first: Statement
    from_last: Statement
    following: Statement


class Copies(NamedTuple):
    """A character as it is now: its record with the working copy, and the live copy where that is another."""

    record: Record
    live: Character | None


class Made(NamedTuple):
    """How a revision came to be: through which surface, with which key, and the core paths it changed."""

    via: str
    key_id: str | None
    changed: Iterable[str] = ()


class Page(NamedTuple):
    """Part of a list, and how many are in all of it."""

    records: list[Stored]
    total: int


_WALKS: Mapping[Order, _Walk] = {
    "created_at": _Walk(SQL.nth_created_last, SQL.nth_created, SQL.by_creation),
    "updated_at": _Walk(SQL.nth_updated_last, SQL.nth_updated, SQL.by_update),
    "name": _Walk(SQL.nth_by_name, SQL.nth_by_name_last, SQL.by_name),
}


def key_of(record: Record | Whose) -> dict[str, Any]:
    """The values by which statements know a character."""
    return {"account_id": record.account_id, "character_id": record.character_id}


def encode(character: Character) -> bytes:
    """The document of a character: canonical JSON of what differs from the defaults, big lists by name only."""
    return _encode(named_only(character))


def named_only(character: Character) -> Character:
    """A character as its document holds it: its big lists by name only."""
    lists = {path: listed.named_only() for path, _, listed in lists_of(character.knowledge) if listed.count}
    return put_paths(character, lists)


def lists_of(knowledge: Knowledge) -> Iterable[tuple[str, Any, BigList[Any]]]:
    """Where a character's big lists are: core path, decoder of an item, list."""
    if knowledge.facts:
        yield "knowledge.facts", _decode_fact, knowledge.facts
    yield "knowledge.older_facts", _decode_fact, knowledge.older_facts
    if knowledge.lorebook:
        yield "knowledge.lorebook.entries", _decode_entry, knowledge.lorebook.entries


def stored(row: Row) -> Stored:
    """The columns of the queries that read a record, which stand in the order of its fields."""
    return Stored(Around(*row[:-1]), row[-1])


def record_of(row: Row) -> Record:
    """A record from the same columns."""
    return stored(row).record()


def load_lists(db: Transaction, record: Record) -> Record:
    """The record with the items of its big lists; raises NotFound if the character was deleted meanwhile."""
    found = {}
    for path, decode_item, listed in lists_of(record.character.knowledge):
        if listed.items is None:
            rows = db.all(SQL.list_items, key_of(record) | {"list_id": listed.list_id})
            if len(rows) != listed.count:
                raise NotFound("character", record.character_id)
            found[path] = replace(listed, items=tuple(decode_item(row[0]) for row in rows))
    return replace(record, character=put_paths(record.character, found)) if found else record


def save_lists(db: Transaction, record: Record, character: Character) -> None:
    """Write the big lists that are not there yet; a list never changes once it is written."""
    for _, _, listed in lists_of(character.knowledge):
        named = key_of(record) | {"list_id": listed.list_id}
        if listed.items and not db.one(SQL.list_stored, named):
            rows = [
                named | {"position": at, "document": _encode(item)} for at, item in enumerate(listed.items)
            ]
            db.many(SQL.insert_item, rows)


def insert(db: Transaction, record: Record, made: Made) -> None:
    """Enter a new character at revision 1."""
    row = key_of(record) | {
        "now": db.now,
        "live_revision": record.live_revision,
        "live_at": None if record.live_revision is None else db.now,
        "visibility": record.character.visibility,
        "share_id": record.share_id,
        "draft": encode(record.character),
        "via": made.via,
        "key_id": made.key_id,
        "name_key": sort_key(record.character.name),
    }
    db.run(SQL.insert_character, row)
    db.run(SQL.add_to_total, {"account_id": record.account_id, "change": 1})


def is_live(copies: Copies, character: Character) -> bool:
    """Whether this is what is live."""
    record, live = copies
    return record.live_revision is not None and named_only(character) == (live or record.character)


def replace_working_copy(
    db: Transaction, record: Record, live: Character | None, made: Made, *, moved: bool
) -> None:
    """Write the next revision, and the live copy where it is another; what was the working copy becomes history.

    `moved` says whether what is live is another than before.
    """
    db.run(SQL.archive, key_of(record))
    row = key_of(record) | {
        "now": record.updated_at,
        "revision": record.revision,
        "live_revision": record.live_revision,
        "visibility": record.character.visibility,
        "draft": encode(record.character),
        "live": None if live is None else encode(live),
        "via": made.via,
        "key_id": made.key_id,
        "changed": " ".join(made.changed),
        "moved": int(moved),
        "name_key": sort_key(record.character.name),
    }
    db.run(SQL.update_working_copy, row)


def replace_live_copy(db: Transaction, record: Record, live: Character | None, *, moved: bool) -> None:
    """Write what conversations use, None where that is the working copy; the working copy stays as it is."""
    row = key_of(record) | {
        "now": db.now,
        "moved": int(moved),
        "live_revision": record.live_revision,
        "live": None if live is None else encode(live),
    }
    db.run(SQL.update_live_copy, row)


def lock(db: Transaction, record: Record, *, doomed: bool = False) -> Copies:
    """A character as it is now, which no other writer changes until the transaction ends; raises NotFound if it is gone.

    What is written must begin from this: a record that was read before may be out of date. One that is `doomed`, which is
    to be deleted, is kept from those too who write beside it. Who locked it otherwise before may wait for them for ever.
    Its account is held first, as everybody does: who deletes that one waits until the transaction ends.
    """
    row = db.one(SQL.doomed_character if doomed else SQL.locked_character, key_of(record))
    if row is None:
        raise NotFound("character", record.character_id)
    *columns, live = row
    now = replace(record_of(tuple(columns)), container=record.container, address=record.address)
    return Copies(now, None if live is None else decode(live))


def doom_all(db: Transaction, account_id: str) -> None:
    """What `lock` does for a character that is doomed, for all of an account."""
    db.all(SQL.doomed_characters, {"account_id": account_id})


def delete(db: Transaction, record: Record) -> None:
    """Remove a character and, by cascade, every row that is its own."""
    db.run(SQL.delete_character, key_of(record))
    db.run(SQL.add_to_total, {"account_id": record.account_id, "change": -1})


def names(db: Transaction, account_id: str) -> set[str]:
    """The ids and share ids of all characters of an account."""
    rows = db.all(SQL.names_of_account, {"account_id": account_id})
    return {name for row in rows for name in row if name}


def look(db: Transaction, account_id: str, character_id: str) -> Stored | None:
    """A character of this account by its id, for who may have shown it before."""
    row = db.one(SQL.character, {"account_id": account_id, "character_id": character_id})
    return stored(row) if row else None


def find(db: Transaction, account_id: str, character_id: str) -> Record | None:
    """A character of this account by its id."""
    found = look(db, account_id, character_id)
    return found.record() if found else None


def find_shared(db: Transaction, share_id: str) -> Record | None:
    """The character that a share link leads to, unless it is private now or its owner is suspended."""
    row = db.one(SQL.shared_character, {"share_id": share_id})
    return record_of(row) if row else None


def newest(db: Transaction, account_id: str, before: str, most: int) -> list[Stored]:
    """Characters of an account from the newest on, made before the one with the id `before`."""
    rows = db.all(SQL.newest_characters, {"account_id": account_id, "before": before, "most": most})
    return [stored(row) for row in rows]


def page(db: Transaction, account_id: str, order: Order, most: int, offset: int) -> Page:
    """Characters of an account in this order, after `offset` others, and how many there are.

    Those are passed over in the index alone, from its nearer end, which takes some 30 ns for each.
    """
    count, walk = total(db, account_id), _WALKS[order]
    left, who = count - offset, {"account_id": account_id}
    nearer, skipped = (walk.from_first, offset) if offset < left else (walk.from_last, left - 1)
    first = db.one(nearer, who | {"skipped": skipped}) if left > 0 else None
    if first is None:
        return Page([], count)
    values = who | {"value": first[0], "character_id": first[1], "most": most}
    return Page([stored(row) for row in db.all(walk.following, values)], count)


def total(db: Transaction, account_id: str) -> int:
    """How many characters an account has."""
    row = db.one(SQL.total, {"account_id": account_id})
    return row[0] if row else 0


def named(db: Transaction, account_id: str, name: str) -> list[Record]:
    """The characters of an account with exactly this name, the newest first."""
    rows = db.all(SQL.named, {"account_id": account_id, "name_key": sort_key(name)})
    return [record for record in map(record_of, rows) if record.character.name == name]


def oldest(db: Transaction, account_id: str, after: str, most: int) -> list[Stored]:
    """Characters of an account from the oldest on, made after the one with the id `after`."""
    rows = db.all(SQL.oldest_characters, {"account_id": account_id, "after": after, "most": most})
    return [stored(row) for row in rows]


def look_public(db: Transaction, character_id: str) -> Stored | None:
    """The live copy of anybody's public character: its revision and moment are those of that copy."""
    row = db.one(SQL.public_character, {"character_id": character_id})
    return stored(row) if row else None


def find_public(db: Transaction, character_id: str) -> Record | None:
    """The same, decoded."""
    found = look_public(db, character_id)
    return found.record() if found else None


def all_public(db: Transaction, whose: Iterable[tuple[str, str]]) -> dict[str, Stored]:
    """The live copies of those of these characters (account id, id) that are public, by their ids."""
    rows = db.all(SQL.public_characters, {"whose": json.dumps([*whose])})
    return {one.character_id: one for one in map(stored, rows)}


def public_of(db: Transaction, account_id: str) -> list[Record]:
    """The live copies of an account's public characters."""
    return [record_of(row) for row in db.all(SQL.public_of_account, {"account_id": account_id})]


def find_live(db: Transaction, account_id: str, character_id: str) -> Record | None:
    """A character of this account with its live copy; the working copy, where it was never live."""
    row = db.one(SQL.live_character, {"account_id": account_id, "character_id": character_id})
    return record_of(row) if row else None


def count_messages(db: Transaction, record: Record | Whose, messages: int, uses: int) -> None:
    """Add messages to those ever exchanged with a character, and uses to the threads that somebody spoke in."""
    db.run(SQL.count_messages, key_of(record) | {"messages": messages, "uses": uses, "now": db.now})


def owner(db: Transaction, character_id: str) -> tuple[str, Visibility] | None:
    """Whose a character is, and who may see it."""
    row = db.one(SQL.owner, {"character_id": character_id})
    return (row[0], row[1]) if row else None


def edition(db: Transaction, account_id: str) -> int | None:
    """A number that is another after each change of what lists show of an account's characters; see `database/sqlite/editions.sql`."""
    row = db.one(SQL.edition, {"account_id": account_id})
    return row[0] if row else None


def turn(db: Transaction, account_id: str) -> None:
    """Let the edition be another, after a change beside the characters' own rows."""
    db.run(SQL.turn, {"account_id": account_id})


def set_share(db: Transaction, record: Record, share_id: str | None) -> None:
    """Give a character a share id, or take it away."""
    db.run(SQL.set_share, key_of(record) | {"share_id": share_id})
    if share_id is None:
        db.run(SQL.delete_shares, key_of(record))
    else:
        db.run(SQL.insert_share, key_of(record) | {"share_id": share_id})

"""Discovery as rows: who may be found, by which words, and how many there are."""

from math import log2
from typing import Any

from greenroom.characters.discovery.model import HALF_LIFE
from greenroom.characters.model import Character, Record, Whose
from greenroom.database import Transaction, statements
from greenroom.kit.words import words_of

SQL = statements(__package__)

_READ = 5_000
"""Characters of a text whose words count; more is no name and no blurb."""


def show(db: Transaction, record: Record, live: Character | None) -> None:
    """Let a character be found as its live copy is, or not at all with None."""
    found = db.one(SQL.found, _of(record))
    if live is None:
        if found:
            hide(db, record.account_id, record.character_id, found[0])
        return
    values = _of(record) | {"category": live.category, "words": _words(live)}
    if found is None:
        db.run(SQL.insert_found, values)
        _count(db, live.category, 1)
    elif found != (live.category, values["words"]):
        db.run(SQL.update_found, values)
        if found[0] != live.category:
            _count(db, found[0], -1, all_too=False)
            _count(db, live.category, 1, all_too=False)


def hide(db: Transaction, account_id: str, character_id: str, category: str) -> None:
    """Let nobody find a character that could be found."""
    db.run(SQL.delete_found, {"account_id": account_id, "character_id": character_id})
    _count(db, category, -1)


def hide_account(db: Transaction, account_id: str) -> None:
    """Let nobody find any character of an account."""
    for character_id, category in db.all(SQL.of_account, {"account_id": account_id}):
        hide(db, account_id, character_id, category)


def like(db: Transaction, record: Record | Whose, messages: int) -> None:
    """Count messages that were just exchanged with a character.

    The trend is the logarithm of a sum in which each message weighs 2^(its moment / half-life): an order that needs no
    sweep, since all weights fade alike (forward decay, Cormode et al., 2009). It is kept with the character, whether it
    can be found or not.
    """
    row = db.one(SQL.trend, _of(record))
    if row:
        now = db.now / HALF_LIFE + log2(messages)
        low, high = sorted((row[0], now))
        trend = high + log2(1 + 2 ** (low - high))
        db.run(SQL.update_trend, _of(record) | {"trend": trend})
        db.run(SQL.update_rank, _of(record) | {"messages": messages, "trend": trend})


def rate(db: Transaction, record: Record | Whose, *, mature: bool) -> None:
    """Note whether a character is for adults, for now and whenever it can be found."""
    db.run(SQL.rate, _of(record) | {"mature": int(mature)})
    db.run(SQL.rate_found, _of(record) | {"mature": int(mature)})


def is_mature(db: Transaction, record: Record | Whose) -> bool:
    """Whether a character is for adults."""
    row = db.one(SQL.rating, _of(record))
    return bool(row and row[0])


def count_of(db: Transaction, account_id: str) -> int:
    """How many characters of an account can be found."""
    row = db.one(SQL.count_of_account, {"account_id": account_id})
    return row[0] if row else 0


def categories(db: Transaction, most: int) -> list[str]:
    """The categories with most characters that can be found."""
    return [row[0] for row in db.all(SQL.categories, {"most": most})]


def of_account(db: Transaction, account_id: str, most: int, *, mature: bool = False) -> list[str]:
    """The ids of an account's characters that can be found, the most popular first; those for adults if asked for."""
    values: dict[str, Any] = {"account_id": account_id, "most": most, "mature": int(mature)}
    return [row[0] for row in db.all(SQL.of_account_by_rank, values)]


_ALL = ""
"""The name of the total of all categories together, which nobody can give to one: who has it is in no category."""


def _count(db: Transaction, category: str, change: int, *, all_too: bool = True) -> None:
    for name in sorted({category, _ALL} if all_too else {category} - {_ALL}):
        db.run(SQL.add_to_total, {"category": name, "change": change})
        if change < 0:  # a category may be somebody's word
            db.run(SQL.delete_empty_total, {"category": name})


def _words(live: Character) -> str:
    """What a character is found by."""
    return " ".join(sorted(words_of(live.name[:_READ]) | words_of(live.blurb[:_READ])))


def _of(record: Record | Whose) -> dict[str, Any]:
    return {"account_id": record.account_id, "character_id": record.character_id}

"""Searches: a page of those who are wanted, in the order of their ranks."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from greenroom.characters.discovery.model import MOST_COUNTED, Rank, Sort, Wanted
from greenroom.database import Statement, Transaction, Value, statements
from greenroom.kit.words import AFTER

SQL = statements(__package__)

Row = tuple[str, Rank]
"""An account's id, and where a character of it stands."""

_STEP, _WIDEST = 64, 1_024
_WALKED, _WALKED_FAR = 2_000, (10_000, 50_000)
"""How many PostgreSQL looks at before it goes by the words themselves, and where a lot have even the rarest of them, step by step."""

_A_LOT, _FEW = 20_000, 100
"""So many are gathered in the time of the longest walk; with less than so many it does not matter."""

_LETTERS, _ALL_LETTERS = 4, 50
"""SQLite's index holds beginnings of words of up to so many; no word has more than the latter."""

_BEFORE_ALL = Rank(2**62, 2**62, "~")


class _Order(NamedTuple):
    """What reads an order: all of it, a category, and of those with words the nearest, the liked ones, and all.

    `liked` is None where who is liked does not come first.
    """

    all: Statement
    category: Statement
    near: Statement
    liked: Statement | None
    matching: Statement


_ORDERS: Mapping[Sort, _Order] = {
    "popular": _Order(
        SQL.popular,
        SQL.popular_in,
        SQL.popular_matching,
        SQL.popular_matching_liked,
        SQL.popular_matching_too,
    ),
    "recent": _Order(SQL.recent, SQL.recent_in, SQL.recent_matching, None, SQL.recent_matching_too),
    "trending": _Order(
        SQL.trending,
        SQL.trending_in,
        SQL.trending_matching,
        SQL.trending_matching_liked,
        SQL.trending_matching_too,
    ),
}


def search(db: Transaction, wanted: Wanted) -> list[Row]:
    """A page of the characters that are wanted."""
    if wanted.hidden:
        return list(islice(_sifted(db, wanted), wanted.offset, wanted.offset + wanted.most))
    return _page(db, wanted)


def count(db: Transaction, wanted: Wanted) -> int:
    """How many characters are wanted in all, `hidden` creators' too: exactly, but where words are, at most 10,000."""
    if wanted.words:
        row = db.one(SQL.count_matching, _matching(db, wanted, _ALL_LETTERS) | {"most": MOST_COUNTED})
        return row[0] if row else 0
    hidden = None if wanted.mature else db.one(SQL.mature_total, {"category": wanted.category})
    return _total(db, wanted.category) - (hidden[0] if hidden else 0)


def _total(db: Transaction, category: str) -> int:
    row = db.one(SQL.total, {"category": category})
    return row[0] if row else 0


def _page(db: Transaction, wanted: Wanted) -> list[Row]:
    """What follows in the order."""
    if wanted.words:
        return _with_words(db, wanted)
    order, values = _ORDERS[wanted.sort], _filters(wanted) | _behind(wanted, wanted.after)
    values |= {"most": wanted.most, "offset": wanted.offset}
    return [*map(_row, db.all(order.category if wanted.category else order.all, values))]


def _with_words(db: Transaction, wanted: Wanted) -> list[Row]:
    """What follows in the order of those who have all words."""
    order, values = _ORDERS[wanted.sort], _matching(db, wanted, _LETTERS)
    found, most = list[Row](), wanted.offset + wanted.most
    for statement, how in _steps(db, order, wanted, values["match"]):
        after = found[-1][1] if found else wanted.after
        asked = values | how | _behind(wanted, after) | {"most": most - len(found)}
        found += map(_row, db.all(statement, asked))
        if len(found) == most:
            break
    return found[wanted.offset :]


def _steps(
    db: Transaction, order: _Order, wanted: Wanted, match: Value
) -> Iterator[tuple[Statement, dict[str, Value]]]:
    """Where to look, one after the other until a page is full. SQLite finds everybody in the first place."""
    yield order.near, {"walked": _WALKED}
    likely = _likely(db, match)
    if likely is None:
        return
    least, rarest = (likely, match) if len(wanted.words) == 1 else _rarest(db, wanted)
    how: dict[str, Value] = {"rarest": rarest}
    db.one(SQL.by_words, {})
    if order.liked:
        yield order.liked, how
    if least > _A_LOT:
        for walked in _WALKED_FAR:
            yield order.near, {"walked": walked}
    yield order.matching, how


def _rarest(db: Transaction, wanted: Wanted) -> tuple[int, Value]:
    """How many have the rarest of several words, and what is asked for who have that one and others about as rare."""

    def match(*words: str) -> Value:
        return _matching(db, wanted._replace(words=words), _LETTERS)["match"]

    likely = {word: _likely(db, match(word)) or 0 for word in wanted.words}
    least = min(likely.values())
    return least, match(*(word for word, many in likely.items() if many <= max(least, _FEW) * 10))


def _likely(db: Transaction, match: Value) -> int | None:
    """How many match, as far as PostgreSQL's statistics know; None from SQLite, which has looked at all of them."""
    row = db.one(SQL.likely, {"match": match})
    return int(row[0][0]["Plan"]["Plan Rows"]) if row and row[0] else None


def _matching(db: Transaction, wanted: Wanted, letters: int) -> dict[str, Value]:
    """What all are asked for who have the words, in the words of the engine.

    Of a word as which `many` begin, it may ask for so many letters alone.
    """
    values, words = _filters(wanted), json.dumps(wanted.words, ensure_ascii=False)
    row = db.one(SQL.match, values | {"words": words, "after": AFTER, "letters": letters})
    match, many = row or ("", "[]")
    return values | {"match": match, "many": many}


def _filters(wanted: Wanted) -> dict[str, Value]:
    return {"category": wanted.category, "mature": int(wanted.mature)}


def _behind(wanted: Wanted, after: Rank | None) -> dict[str, Value]:
    """Where a page begins; `second` is asked for by trends alone."""
    values: dict[str, Value] = (after or _BEFORE_ALL)._asdict()
    if wanted.sort != "trending":
        del values["second"]
    return values


def _row(row: tuple[Any, ...]) -> Row:
    account_id, character_id, first, second = row
    return account_id, Rank(first, second, character_id)


def _sifted(db: Transaction, wanted: Wanted) -> Iterator[Row]:
    """All that are wanted and nobody's who is hidden, page after page, each longer than the last."""
    step, after = _STEP, wanted.after
    while True:
        page = _page(db, wanted._replace(most=step, offset=0, after=after))
        yield from (row for row in page if row[0] not in wanted.hidden)
        if len(page) < step:
            return
        step, after = min(2 * step, _WIDEST), page[-1][1]

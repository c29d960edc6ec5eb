"""Searches: a page of those who are wanted. Words that few have lead to them; past words that many have one walks in order."""

import json
from collections.abc import Iterator
from itertools import islice
from math import isqrt
from typing import Any, NamedTuple

from greenroom.characters.discovery.model import MOST_COUNTED, Rank, Wanted
from greenroom.database import Transaction, statements
from greenroom.kit.words import AFTER

SQL = statements(__package__)

Row = tuple[str, Rank]
"""An account's id, and where a character of it stands."""

_FEW = 200
_STEP, _WIDEST = 64, 1_024
_FARTHEST = 5_000
"""How far one walks past words that many have; who has all of them may be rare, and then the rarest word leads on."""
_BEFORE_ALL = Rank(2**62, 2**62, "~")
_PLAIN = {
    ("popular", False): SQL.popular,
    ("popular", True): SQL.popular_in,
    ("recent", False): SQL.recent,
    ("recent", True): SQL.recent_in,
    ("trending", False): SQL.trending,
    ("trending", True): SQL.trending_in,
}


class _Words(NamedTuple):
    """Words of a search, the rarest first; `lead` whether that one is rare enough to begin with."""

    all: tuple[str, ...]
    lead: bool


def search(db: Transaction, wanted: Wanted) -> list[Row]:
    """A page of the characters that are wanted."""
    words = _words(db, wanted)
    if not (wanted.hidden or (words.all and not words.lead)):
        return _page(db, wanted, words)
    return list(islice(_sifted(db, wanted, words), wanted.offset, wanted.offset + wanted.most))


def count(db: Transaction, wanted: Wanted) -> int:
    """How many characters are wanted in all, `hidden` creators' too: exactly, but where words are, at most 10,000."""
    if wanted.words:
        values = _led(_words(db, wanted)) | {"category": wanted.category, "most": MOST_COUNTED}
        row = db.one(SQL.count_with_words, values | {"mature": int(wanted.mature)})
        return row[0] if row else 0
    hidden = None if wanted.mature else db.one(SQL.mature_total, {"category": wanted.category})
    return _total(db, wanted.category) - (hidden[0] if hidden else 0)


def _words(db: Transaction, wanted: Wanted) -> _Words:
    """A word that n of N have is worth beginning with while n is less than the N/n steps for each that is shown."""
    if not wanted.words:
        return _Words((), lead=False)
    most = max(_FEW, isqrt((wanted.offset + wanted.most) * _total(db, wanted.category)))
    numbers = {word: _number(db, word, most + 1) for word in wanted.words}
    ordered = sorted(wanted.words, key=lambda word: (numbers[word], -len(word)))
    return _Words(tuple(ordered), lead=numbers[ordered[0]] <= most)


def _number(db: Transaction, word: str, most: int) -> int:
    row = db.one(SQL.count_of_word, {"low": word, "high": word + AFTER, "most": most})
    return row[0] if row else 0


def _total(db: Transaction, category: str) -> int:
    row = db.one(SQL.total, {"category": category})
    return row[0] if row else 0


def _page(db: Transaction, wanted: Wanted, words: _Words) -> list[Row]:
    """What follows in the order, led by a word or by nothing."""
    after = wanted.after or _BEFORE_ALL
    values = {"category": wanted.category, "most": wanted.most, "offset": wanted.offset, **after._asdict()}
    values |= {"mature": int(wanted.mature)}
    if words.lead:
        rows = db.all(SQL.with_words, values | _led(words) | {"sort": wanted.sort})
    else:
        if wanted.sort != "trending":
            del values["second"]
        rows = db.all(_PLAIN[wanted.sort, bool(wanted.category)], values)
    return [(account_id, Rank(first, second, name)) for account_id, name, first, second in rows]


def _sifted(db: Transaction, wanted: Wanted, words: _Words) -> Iterator[Row]:
    """All that are wanted, page after page, each longer than the last."""
    step, after, walked = _STEP, wanted.after, 0
    while True:
        page = _page(db, wanted._replace(most=step, offset=0, after=after), words)
        yield from _sift(db, page, wanted, words)
        if len(page) < step:
            return
        walked += step
        words = words._replace(lead=bool(words.all) and (words.lead or walked >= _FARTHEST))
        step, after = min(2 * step, _WIDEST), page[-1][1]


def _sift(db: Transaction, page: list[Row], wanted: Wanted, words: _Words) -> list[Row]:
    """Those of a page that have all words, and are nobody's who is hidden."""
    seen = [row for row in page if row[0] not in wanted.hidden]
    if words.lead or not words.all:
        return seen
    pairs = [(account_id, rank.character_id) for account_id, rank in seen]
    values = {"pairs": json.dumps(pairs), "words": json.dumps(words.all), "after": AFTER}
    having = {name for (name,) in db.all(SQL.having_words, values)}
    return [row for row in seen if row[1].character_id in having]


def _led(words: _Words) -> dict[str, Any]:
    """The word that leads, and the others."""
    first, *others = words.all
    return {"low": first, "high": first + AFTER, "others": json.dumps(others), "after": AFTER}

"""Public characters to be found: names and descriptions of made-up words, of which some are in every other one, most in few.

A word's frequency falls as its rank, as in languages (Zipf's law). One character in twenty was talked with; how often
falls likewise. All of it is the same in every run.
"""

import asyncio
import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from greenroom.bench.character import TEXT
from greenroom.bench.stock import Stock, stock_with
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Greetings, Prompt, Record
from greenroom.database import open_database
from greenroom.database.engines import engine_of

CATEGORIES = tuple(f"Category {number}" for number in range(12))
EVERYBODYS = "traveller"

_SYLLABLES = [
    "an",
    "bra",
    "da",
    "dor",
    "el",
    "fi",
    "ga",
    "ka",
    "la",
    "len",
    "lu",
    "mi",
    "mor",
    "ne",
    "ri",
    "ro",
    "sha",
    "sta",
    "the",
    "va",
    "wo",
]
_VOCABULARY = 60_000
_DESCRIBED_BY = 12
_DEFINITION = TEXT[:500]
_LIKED = 0.05
_MOST_MESSAGES = 1_000_000


@cache
def vocabulary() -> Sequence[str]:
    """The words there are, the most frequent first."""
    chance, words = random.Random(1), dict[str, None]()
    while len(words) < _VOCABULARY:
        words["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))] = None
    return tuple(words)


def crowd(folder: Path, count: int) -> Stock:
    """Make an instance in `folder` that holds so many; its index of words is made in the end, at once."""
    folder.mkdir()
    location = str(folder / "greenroom.sqlite3")
    asyncio.run(open_database(location).close())
    with engine_of(location).keeper() as keeper, keeper.unchecked():
        return stock_with(member, folder, count, then=_like)


def member(number: int) -> Character:
    """The character of a number."""
    chance = random.Random(number)
    name = f"{' '.join(_words(chance, 2)).title()} {number}"
    return Character(
        name=name,
        blurb=f"{EVERYBODYS} {' '.join(_words(chance, _DESCRIBED_BY))}",
        category=chance.choice(CATEGORIES),
        prompt=Prompt(definition=_DEFINITION),
        greetings=Greetings(first="Who goes there?"),
        visibility="public",
    )


def messages(name: str) -> int:
    """How many were exchanged with the character of this name before anything is measured."""
    chance = random.Random(name)
    return min(int(chance.paretovariate(0.6)), _MOST_MESSAGES) if chance.random() < _LIKED else 0


def _words(chance: random.Random, count: int) -> list[str]:
    return chance.choices(vocabulary(), cum_weights=_weights(), k=count)


@cache
def _weights() -> list[float]:
    return [*accumulate(1 / (rank + 3) for rank in range(_VOCABULARY))]


def _like(db: Transaction, catalogue: Catalogue, records: list[Record]) -> None:
    for record in records:
        exchanged = messages(record.character.name)
        if exchanged:
            catalogue.count_messages(db, record, exchanged)

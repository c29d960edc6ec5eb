"""Queries: pages of lists, and what is looked for; all parameters that are at fault are told."""

import re
from collections.abc import Mapping
from typing import NamedTuple, cast, get_args

from greenroom.characters.discovery.model import Sort, Wanted
from greenroom.characters.store import Order
from greenroom.dialects.kit.paging import one_of
from greenroom.dialects.kit.routes import Query
from greenroom.dialects.replr.wire import CATEGORIES
from greenroom.kit.words import wanted_words
from greenroom.problems import BadValues, Faults

Said = Mapping[str, list[str]]

MOST = 100
FARTHEST = 10_000
"""Where the last page of the feed may begin."""

LONGEST_SEARCH = 200
_BEYOND = 2**62  # farther than any list goes, and a number for every database
_NUMBER = re.compile(r"[0-9]{1,1000}")
_ORDERS: tuple[str, ...] = get_args(Order)
_SORTS: tuple[str, ...] = get_args(Sort)

_PAGE = (
    Query(
        "limit",
        {"type": "integer", "minimum": 1, "default": 20},
        f"Page size; above {MOST} it is {MOST}.",
    ),
)
LIST = (
    *_PAGE,
    Query("offset", {"type": "integer", "minimum": 0, "default": 0}, "How many to pass over."),
    Query("sort", {"type": "string", "enum": [*_ORDERS], "default": "created_at"}, "The order."),
)
EXPLORE = (
    *_PAGE,
    Query(
        "offset",
        {"type": "integer", "minimum": 0, "maximum": FARTHEST, "default": 0},
        "How many to pass over.",
    ),
    Query("sort", {"type": "string", "enum": [*_SORTS], "default": "popular"}, "The order."),
    Query("category", {"type": "string", "enum": [*CATEGORIES]}, "Only this category."),
    Query(
        "q",
        {"type": "string", "maxLength": LONGEST_SEARCH},
        "Words, each of which name or description must have, or a word that begins with it.",
    ),
)


class Asked(NamedTuple):
    """A page of one's own characters. `offset` is as it was sent, however large."""

    limit: int
    offset: int
    order: Order

    @property
    def skipped(self) -> int:
        """How many to pass over, as a number that a database takes."""
        return min(self.offset, _BEYOND)


class Looked(NamedTuple):
    """A page of what is looked for; `wanted` is None for what nothing can match."""

    limit: int
    offset: int
    wanted: Wanted | None


def read_list(query: Said) -> Asked:
    """The page that a query asks for; raises BadValues."""
    faults = Faults()
    limit = _limit(query, faults)
    offset = _offset(query, faults, None)
    order = _word(query, "sort", _ORDERS, "created_at", faults)
    _refuse(faults)
    return Asked(limit, offset, cast("Order", order))


def read_explore(query: Said) -> Looked:
    """What a query looks for; raises BadValues."""
    faults = Faults()
    limit = _limit(query, faults)
    offset = _offset(query, faults, FARTHEST)
    sort = _word(query, "sort", _SORTS, "popular", faults)
    category = _word(query, "category", CATEGORIES, "", faults)
    text = one_of(query, "q", "")
    if len(text) > LONGEST_SEARCH:
        faults["q"] = f"must be at most {LONGEST_SEARCH} characters"
    elif "\0" in text:
        faults["q"] = "must not contain U+0000"
    _refuse(faults)
    words = tuple(wanted_words(text))
    nothing = not words and text.strip()  # signs alone are in no text's words
    wanted = None if nothing else Wanted(cast("Sort", sort), category, words, limit, offset)
    return Looked(limit, offset, wanted)


def _limit(query: Said, faults: Faults) -> int:
    text = one_of(query, "limit", "20")
    if not _NUMBER.fullmatch(text) or int(text) < 1:
        faults["limit"] = f"must be a whole number from 1 to {MOST}"
        return MOST
    return min(int(text), MOST)


def _offset(query: Said, faults: Faults, most: int | None) -> int:
    text = one_of(query, "offset", "0")
    if not _NUMBER.fullmatch(text) or (most is not None and int(text) > most):
        faults["offset"] = f"must be a whole number from 0{'' if most is None else f' to {most:,}'}"
        return 0
    return int(text)


def _word(query: Said, name: str, words: tuple[str, ...], default: str, faults: Faults) -> str:
    word = one_of(query, name, default)
    if name in query and word not in words:
        faults[name] = f"must be one of {', '.join(words)}"
    return word


def _refuse(faults: Faults) -> None:
    if faults:
        raise BadValues(faults)

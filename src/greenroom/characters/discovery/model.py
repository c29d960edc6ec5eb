"""What may be looked for, and in which order."""

from typing import Literal, NamedTuple

Sort = Literal["popular", "recent", "trending"]

HALF_LIFE = 3 * 24 * 3600 * 1_000_000
"""Microseconds after which a message counts half for `trending`."""

MOST_COUNTED = 10_000
"""A count of what words match goes no further."""


class Rank(NamedTuple):
    """Where a character stands in an order, and so where a next page begins."""

    first: int | float
    second: int | float
    character_id: str


class Wanted(NamedTuple):
    """A search: every one of `words` must match, "" is any category, and what is given begins `offset` behind `after`.

    What is for adults is found only where it is asked for, with `mature`; nothing is of a creator (account id) in `hidden`.
    """

    sort: Sort = "popular"
    category: str = ""
    words: tuple[str, ...] = ()
    most: int = 20
    offset: int = 0
    after: Rank | None = None
    mature: bool = False
    hidden: tuple[str, ...] = ()

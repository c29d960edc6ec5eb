"""Phrases to be looked for in a text that is read unit by unit: rows of keys, sorted, and what is done where one is met.

The rows of a whole list are eight bytes for each key and the keys themselves once; those of the lists that were asked for
last are kept, up to a bound on all of them together.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from threading import Lock
from typing import NamedTuple

Row = tuple[str, ...]


class Deed(IntEnum):
    """What is done where a phrase is met; of two deeds for one phrase the higher counts."""

    COVER = 1
    END = 2
    SPARE = 3


class Span(NamedTuple):
    """The rows that begin with what was read so far, and how many keys that is."""

    low: int
    high: int
    depth: int = 0


class Phrases:
    """A list of phrases; `size` is roughly what it takes, in bytes."""

    def __init__(self, rows: Iterable[tuple[Row, Deed]]) -> None:
        deeds: dict[Row, Deed] = {}
        for row, deed in rows:
            if row:
                deeds[row] = max(deed, deeds.get(row, deed))
        self._rows = sorted(deeds)
        self._deeds = bytes(deeds[row] for row in self._rows)
        self.size = sum(100 + 8 * len(row) + sum(map(len, row)) for row in self._rows)

    @property
    def all(self) -> Span:
        """Before anything was read; false where there are none."""
        return Span(0, len(self._rows))

    def step(self, span: Span, key: str) -> Span | None:
        """After one key more; None where no phrase goes on so."""
        depth = span.depth
        if _at(self._rows[span.low], depth) == key == _at(self._rows[span.high - 1], depth):
            return Span(span.low, span.high, depth + 1)
        low = bisect_left(self._rows, key, span.low, span.high, key=lambda row: _at(row, depth))
        if low == span.high or _at(self._rows[low], depth) != key:
            return None
        high = bisect_right(self._rows, key, low, span.high, key=lambda row: _at(row, depth))
        return Span(low, high, depth + 1)

    def deed(self, span: Span) -> Deed | None:
        """What is done where a phrase is over here; None where none is."""
        return Deed(self._deeds[span.low]) if len(self._rows[span.low]) == span.depth else None

    def goes_on(self, span: Span, beginning: str) -> bool:
        """Whether any phrase goes on with a key that begins so."""
        depth = span.depth
        at = bisect_left(self._rows, beginning, span.low, span.high, key=lambda row: _at(row, depth))
        return at < span.high and _at(self._rows[at], depth).startswith(beginning)


def _at(row: Row, depth: int) -> str:
    """A row that is over sorts before all that go on."""
    return row[depth] if depth < len(row) else ""


class Shelf:
    """Lists of phrases by what they were made of. One is made at a time; threads may share it."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._kept: OrderedDict[Sequence[Sequence[str]], Phrases] = OrderedDict()
        self._lock = Lock()

    def get(self, said: Sequence[Sequence[str]], make: Callable[[], Phrases]) -> Phrases:
        """The phrases that `make` makes of what was said, made where they are not kept."""
        with self._lock:
            if said in self._kept:
                self._kept.move_to_end(said)
                return self._kept[said]
            found = self._kept[said] = make()
            self._held += found.size
            while self._held > self._most and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._held -= gone.size
            return found

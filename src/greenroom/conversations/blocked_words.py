"""Blocked words in a text that arrives in pieces: found whole, however it is cut, and held back no longer than needed.

A text is read as units: a run of letters and digits, one character of a script without blanks, one symbol, or what stands
between them. Units compare folded – compatibility forms, case, accents and invisible characters don't count – and a
phrase is a row of units, so that a word is not found inside another, and any gap between two words is as good as a blank.
"""

import unicodedata
from collections import deque
from collections.abc import Iterator, MutableSequence, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Literal

from greenroom.conversations.phrases import Deed, Phrases, Row, Shelf, Span
from greenroom.kit.words import is_unspaced

MASK = "▇"
"""Stands for each character of a blocked word. Not an asterisk: between those, chats narrate, and the rest would lean."""

LONGEST = 200
"""Characters of a phrase; a longer one is no word that anybody says, and is not looked for."""

MOST_PHRASES = 10_000
"""Phrases that are looked for, the first ones."""

MOST_CHARACTERS = 1 << 18
"""Of all phrases together: 26 for each of so many. What is beyond is not looked for."""

_SHELF = Shelf(16 << 20)

_LONGEST_KEY = LONGEST * 20  # one character folds to 18 at most
_AT_ONCE = 1024  # characters, so that no unit grows for long before its text is handed out

Kind = Literal["word", "single", "gap"]
_GAP = " "
_MARKS = ("Mn", "Mc", "Me", "Cf")
_SELECTORS = range(0xFE00, 0xFE10)
_ACCENTS = range(0x300, 0x370)


@dataclass(slots=True)
class _Unit:
    """Some of the text, and the key it compares by. The text of a unit may be handed out before the unit ends."""

    kind: Kind
    text: str
    key: str


class BlockedWords:
    """A filter for one text. `masked` words are covered, the text ends before a word of `ending`, and `spared` phrases stay.

    To make one of a long list takes up to a second: call it where that may be.
    """

    def __init__(self, masked: Sequence[str], ending: Sequence[str] = (), spared: Sequence[str] = ()) -> None:
        said = tuple(masked), tuple(ending), tuple(spared)
        self._phrases = _SHELF.get(said, lambda: Phrases(_rows(*said)))
        self._all = self._phrases.all
        self._units: deque[_Unit] = deque()
        self.ended = False

    def feed(self, text: str) -> str:
        """What of the text so far may go on now."""
        if not self._all.high:
            return text
        return "".join(self._feed(text[at : at + _AT_ONCE]) for at in range(0, len(text), _AT_ONCE))

    def _feed(self, text: str) -> str:
        for character in text:
            _append(self._units, character)
        return self._settle(final=False)

    def finish(self) -> str:
        """The rest, after the last piece."""
        return self._settle(final=True)

    def _settle(self, *, final: bool) -> str:
        """Decide about units from the first, as far as the following ones can't change it any more."""
        out: list[str] = []
        while self._units and not self.ended:
            length, deed = self._match(final=final)
            self.ended = deed is Deed.END
            if length > 0 and not self.ended:
                texts = [self._units.popleft().text for _ in range(length)]
                out.extend(texts if deed is Deed.SPARE else [MASK * len(text) for text in texts])
            elif length < 0:
                break
            elif length == 0 and len(self._units) == 1 and not final:
                out.append(self._units[0].text)
                self._units[0].text = ""  # it may go on growing, and is known to be no beginning of anything
                break
            elif length == 0:
                out.append(self._units.popleft().text)
        if self.ended:
            self._units.clear()
        return "".join(out)

    def _match(self, *, final: bool) -> tuple[int, Deed | None]:
        """The units of the longest phrase they begin with, 0 without one, −1 where more text must come to tell."""
        span: Span = self._all
        found: tuple[int, Deed | None] = (0, None)
        for place, unit in enumerate(self._units, 1):
            if place == len(self._units) and not final:
                return (-1, None) if self._phrases.goes_on(span, unit.key) else found
            following = self._phrases.step(span, unit.key)
            if following is None:
                return found
            span = following
            if deed := self._phrases.deed(span):
                found = (place, deed)
        return found


def _rows(masked: Sequence[str], ending: Sequence[str], spared: Sequence[str]) -> Iterator[tuple[Row, Deed]]:
    left = MOST_CHARACTERS
    for deed, phrases in ((Deed.SPARE, spared), (Deed.END, ending), (Deed.COVER, masked)):
        for phrase in phrases[:MOST_PHRASES]:
            if len(phrase) > LONGEST:
                continue
            left -= len(phrase)
            if left < 0:
                return
            yield tuple(intern(unit.key) for unit in _phrase(phrase)), deed


def covered(text: str, masked: Sequence[str]) -> str:
    """A whole text with its blocked words covered."""
    words = BlockedWords(masked)
    return words.feed(text) + words.finish()


def _phrase(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    for character in text:
        _append(units, character)
    while units and units[0].kind == "gap":
        del units[0]
    while units and units[-1].kind == "gap":
        del units[-1]
    return units


def _append(units: MutableSequence[_Unit], character: str) -> None:
    """One character more: into the last unit, or a unit of its own."""
    kind, key = _nature(character)
    last = units[-1] if units else None
    if last and (kind is None or (kind == last.kind and kind != "single")):
        last.text += character
        if last.kind != "gap" and len(last.key) <= _LONGEST_KEY:
            last.key += key
    else:
        units.append(_Unit(kind or "gap", character, key if kind and kind != "gap" else _GAP))


@lru_cache(maxsize=1 << 15)
def _nature(character: str) -> tuple[Kind | None, str]:
    """What kind of unit a character makes, None for one that belongs to whatever it follows; and what it compares as."""
    category = unicodedata.category(character)
    key = "".join(_folded(character))
    if category in _MARKS:
        return None, key
    if character.isalnum():
        return ("single" if is_unspaced(character) else "word"), key
    return ("single" if category[0] == "S" else "gap"), key


def _folded(character: str) -> Iterator[str]:
    """Character by character, so that a text's key only ever grows as the text does."""
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold()):
        code = ord(part)
        if unicodedata.category(part) != "Cf" and code not in _ACCENTS and code not in _SELECTORS:
            yield part

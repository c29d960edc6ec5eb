"""Words of texts, for searching and sorting: made here once, so that every database finds and orders the same.

Letters are folded (compatibility forms, case, accents of the scripts that have them as marks: U+0300 to U+036F). Scripts
that are written without blanks between words are cut into pairs of neighbouring characters, so that a text is found by any
part of it that has two.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

_ACCENTS = dict.fromkeys(range(768, 880))
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),  # iteration marks
    (0x3041, 0x30FF),  # hiragana, katakana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # ideographs from here on
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_ASCII_RUN = re.compile(r"[a-z0-9]+")
_LONGEST_KEY = 200
_LONGEST_WORD = 50
AFTER = "\U0010ffff"
"""Sorts behind everything that may follow: `word` to `word + AFTER` are the words that begin with it."""


def folded(text: str) -> str:
    """A text as it is compared: NFKC, case folded, accents dropped."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).translate(_ACCENTS)
    return unicodedata.normalize("NFKC", bare.casefold())


def sort_key(text: str) -> str:
    """What a name is sorted by: folded, blanks made one, at most 200 characters."""
    return " ".join(folded(text[: 2 * _LONGEST_KEY]).replace("\0", " ").split())[:_LONGEST_KEY]


def words_of(text: str) -> set[str]:
    """The words by which a text is found."""
    return set(every_word(text))


def every_word(text: str) -> list[str]:
    """The words by which a text is found, one after the other, each as often as it occurs."""
    text = folded(text)
    if text.isascii():
        return [run[:_LONGEST_WORD] for run in _ASCII_RUN.findall(text)]
    return [part for run in _runs(text) for part in _parts(run, last=True)]


def wanted_words(query: str) -> list[str]:
    """The words that somebody looks for, each once; each must be a word of the text, or the beginning of one."""
    found = {part: None for run in _runs(folded(query)) for part in _parts(run, last=False)}
    return [*found]


def _runs(text: str) -> Iterator[str]:
    """Stretches of letters, digits and their marks, each of one way of writing."""
    for kind, characters in groupby(text, _kind):
        if kind:
            yield "".join(characters)


@lru_cache(maxsize=1 << 14)
def _kind(character: str) -> int:
    """0 between words, 1 in a word, 2 in a script without blanks."""
    if not character.isalnum() and unicodedata.category(character)[0] != "M":
        return 0
    return 2 if is_unspaced(character) else 1


def _parts(run: str, *, last: bool) -> Iterator[str]:
    """A run as words: itself, or its pairs; with `last` its last character, too, which begins no pair."""
    if not is_unspaced(run[0]):
        yield run[:_LONGEST_WORD]
    elif len(run) == 1:
        yield run
    else:
        yield from (one + other for one, other in pairwise(run))
        if last:
            yield run[-1]


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that is written without blanks between words."""
    code = ord(character)
    return code >= 0x0E00 and any(low <= code <= high for low, high in _UNSPACED)

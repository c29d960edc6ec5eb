"""Words of texts, for searching and sorting: made here once, so that every database finds and orders the same.

Letters are folded (compatibility forms, case, accents of the scripts that have them as marks, U+0300 to U+036F, strokes
and ligatures of Latin, vowel signs and tatweel of Arabic). Scripts that are written without blanks between words are cut
into pairs of neighbouring characters, so that a text is found by any part of it that has two. Signs such as + and # are
part of a word, which is found without them, too: `C++` by `c` and by `c++`, but not by `c#`. Alone they are none. A picture, as an emoji, is a
word by itself. Other signs only divide.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

_ACCENTS = dict.fromkeys(
    [
        *range(0x0300, 0x0370),
        *(0x0640, *range(0x064B, 0x0660), 0x0670),  # tatweel, and what vocalises Arabic
        *range(0xFE00, 0xFE10),  # whether a sign is a picture or a letter
    ]
)
_PLAIN = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_SIGNS = "#@&%*"
_WORD, _UNSPACED_WORD, _SIGN, _PICTURE = range(1, 5)
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
_ASCII_SIGNS = "#@&%*+<=>|~$"
_ASCII_MIXED = re.compile(
    rf"[a-z0-9{_ASCII_SIGNS}]+"
)  # one class, so that it takes linear time whatever the text is
_LONGEST_KEY = 200
_LONGEST_WORD = 50
AFTER = "\U0010ffff"
"""Sorts behind everything that may follow: `word` to `word + AFTER` are the words that begin with it."""


def folded(text: str) -> str:
    """A text as it is compared: NFKC, case folded, accents dropped, letters with strokes without them."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).translate(_ACCENTS)
    return unicodedata.normalize("NFKC", bare.casefold().translate(_PLAIN))


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
        mixed = [run for run in _ASCII_MIXED.findall(text) if not run.isalnum() and run.strip(_ASCII_SIGNS)]
        return [run[:_LONGEST_WORD] for run in (*_ASCII_RUN.findall(text), *mixed)]
    return [part for run in _runs(text) for part in _found_by(run)]


def wanted_words(query: str) -> list[str]:
    """The words that somebody looks for, each once; each must be a word of the text, or the beginning of one."""
    found = {part: None for run in _runs(folded(query)) for part in _parts(run, last=False)}
    return [*found]


def _runs(text: str) -> Iterator[str]:
    """Stretches of letters, digits, their marks and signs, each of one way of writing; and pictures, one by one."""
    for kind, characters in groupby(text, _way):
        if kind == _PICTURE:
            yield from characters
        elif kind and (run := "".join(characters)) and {*map(_kind, run)} != {_SIGN}:
            yield run


def _way(character: str) -> int:
    """Signs are written with the letters that they stand by."""
    kind = _kind(character)
    return _WORD if kind == _SIGN else kind


@lru_cache(maxsize=1 << 14)
def _kind(character: str) -> int:
    """What a character is part of; 0 where it only divides."""
    category = unicodedata.category(character)
    if character.isalnum() or category[0] == "M":
        return _UNSPACED_WORD if is_unspaced(character) else _WORD
    if category in {"Sm", "Sc"} or character in _SIGNS:
        return _SIGN
    return _PICTURE if category == "So" else 0


def _found_by(run: str) -> Iterator[str]:
    """The words of a run; of one with signs also what stands between them."""
    yield from _parts(run, last=True)
    if any(_kind(character) == _SIGN for character in run):
        for kind, characters in groupby(run, _kind):
            if kind == _WORD:
                yield "".join(characters)[:_LONGEST_WORD]


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

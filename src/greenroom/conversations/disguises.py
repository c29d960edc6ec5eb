"""Words in disguise: letter by letter, with signs within, with digits or look-alikes for letters.

A text is read chunk by chunk, which blanks end, and characters of scripts without blanks. Only a chunk that is no plain
word, or stands in a row of single letters, may be a disguise; plain words are `blocked_words`' to find.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST = 80
"""Characters of a chunk; what goes on for longer is read in parts."""

_SHORTEST = 3
_LOOK_ALIKES = str.maketrans(
    dict(zip("аеорсхуѕіјһԁӏкмтв", "aeopcxysijhdlkmtb", strict=True))  # Cyrillic
    | dict(zip("αεικνορτυχω", "aeikvoptuxw", strict=True))  # Greek
)
_LEET = str.maketrans("013457890@$€!|", "oieastbgoaseil")
_END = re.compile(
    r"[\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_STRIP = re.compile(r"^[^\w@$€]+|[^\w]+$|^_+|_+$")
_BETWEEN = re.compile(r"[-–—/.,:;?…()\[\]{}\"'’«»&+=\\!]+")
_WITHIN = re.compile(r"[*_~|#^·•]+")
_APART = re.compile(r"[*_~|#^·•.,'’ -]+")
_ARTICLES = "aio"


class Disguises:
    """A filter for one text, which ends before a word of these in disguise."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = _plain(frozenset(words))
        self._rest = ""  # a chunk that may go on
        self._row: list[str] = []  # single letters, and what stood between them, not handed out yet
        self.ended = False

    def feed(self, text: str) -> str:
        """What of the text so far may go on now."""
        out: list[str] = []
        self._rest += "" if self.ended else text
        at = 0
        while not self.ended and (end := self._end_of_chunk(at)):
            self._take(self._rest[at:end], out)
            at = end
        self._rest = self._rest[at:]
        return "".join(out)

    def finish(self) -> str:
        """The rest, after the last piece."""
        out: list[str] = []
        if self._rest and not self.ended:
            self._take(self._rest, out)
        self._rest = ""
        if not self.ended:
            self._end_row(out)
        return "".join(out)

    def _end_of_chunk(self, at: int) -> int:
        """Behind the chunk that begins there and what ends it, 0 where it may still go on."""
        found = _END.search(self._rest, at, at + LONGEST + 1)
        if found and (whole := _END.match(self._rest, found.start())):
            return whole.end()
        return at + LONGEST if len(self._rest) > at + LONGEST else 0

    def _take(self, chunk: str, out: list[str]) -> None:
        bare, core = _bare(chunk), _bare(unicodedata.normalize("NFKC", chunk))
        if len(core) == 1:
            self._row.append(chunk)
            if len(self._row) > LONGEST:
                self._end_row(out)
            return
        self._end_row(out)
        shown = _shown(core) if core == bare else [_letters(core), *_shown(core)]
        if not self.ended:
            starred = "*" in core and self._is_starred(core)
            self.ended = starred or any(word in self._words for word in shown)
        if not self.ended:
            out.append(chunk)

    def _end_row(self, out: list[str]) -> None:
        """The single letters before are all that there are of them."""
        spelt = "".join(_letters(_bare(unicodedata.normalize("NFKC", one))) for one in self._row)
        starts = range(1 + (spelt[:1] in _ARTICLES))
        ends = (len(spelt), len(spelt) - 1)[: 1 + (spelt[-1:] in _ARTICLES)]
        self.ended = any(spelt[start:end] in self._words for start in starts for end in ends)
        if not self.ended:
            out.extend(self._row)
        self._row.clear()

    def _is_starred(self, core: str) -> bool:
        """Whether stars stand for letters of a word, the first and the last of which are said."""
        said = _folded(core)
        if not (said[0].isalpha() and said[-1].isalpha()) or said.count("*") * 2 > len(said):
            return False
        pattern = re.compile(re.escape(said).replace(r"\*", "[a-z]"))
        return any(pattern.fullmatch(word) for word in self._words if len(word) == len(said))


def _bare(chunk: str) -> str:
    """A chunk without what stands around it."""
    return _STRIP.sub("", _END.sub("", chunk))


def _shown(core: str) -> Iterator[str]:
    """The words that a chunk may be meant as; none for what is a plain word, or several."""
    if core.isascii() and core.isalpha():
        return
    parts = [part for part in _BETWEEN.split(core) if part]
    for part in parts:
        if (letters := _letters(part)) != part.casefold():
            yield letters
    if _WITHIN.search(core):
        yield _letters(_WITHIN.sub("", core))
    apart = _APART.split(core)
    if len(apart) >= _SHORTEST and all(len(one) == 1 for one in apart):
        yield _letters("".join(apart))


def _letters(text: str) -> str:
    """With letters for what looks like them; as it is where it has no letter at all."""
    said = _folded(text)
    return said.translate(_LEET) if any(one.isalpha() for one in said) else said


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(one for one in parts if unicodedata.category(one) not in {"Mn", "Cf"}).translate(
        _LOOK_ALIKES
    )


@lru_cache(maxsize=8)
def _plain(words: frozenset[str]) -> frozenset[str]:
    """Those that can be disguised: single words of Latin letters."""
    found = {_folded(word) for word in words if " " not in word}
    return frozenset(word for word in found if len(word) >= _SHORTEST and word.isascii() and word.isalpha())

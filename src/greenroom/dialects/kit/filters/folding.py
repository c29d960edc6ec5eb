"""Text as people compare it: without regard to case, accents and compatibility forms (Unicode's NFKC)."""

import re
import unicodedata
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f]+")
"""Combining diacritics of European scripts. The marks of other scripts tell letters apart (か and が)."""
_KEPT = 16


@lru_cache(_KEPT)
def folded(text: str) -> str:
    """The text to compare in place of `text`; the latest are kept, as many words are looked for in each text."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFKC", bare)

"""Keys that are regular expressions, as `/dra(gon|ke)/i`, searched in linear time and with a bound on the work.

The engine is RE2, which never backtracks: what it can't say (looking ahead, back references) is no pattern to it. The work
of a search is its program's steps times the text's bytes; the worst of them take about a nanosecond.
"""

import re
from functools import lru_cache
from typing import Any

import re2

MOST_WORK = 20_000_000
"""Work of one search; a pattern that may need more is not searched."""

_LONGEST_PATTERN = 2_000
_MEMORY = 1 << 18  # bytes that one compiled pattern may take
_DELIMITED = re.compile(r"/(.+)/([a-z]*)", re.DOTALL)
_CODE = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?")


class NoPattern(ValueError):
    """The pattern is not valid, or needs what a linear engine can't do."""


class TooCostly(ValueError):
    """The search might take too long."""


def is_delimited(key: str) -> bool:
    """Whether a key stands between slashes."""
    return _DELIMITED.fullmatch(key) is not None


def work(pattern: str, text: str, *, case_sensitive: bool) -> int:
    """The most work that searching this text can be.

    Raises:
        NoPattern: it can't be compiled.
        TooCostly: it is more than MOST_WORK.
    """
    compiled = _compiled(pattern, case_sensitive)
    needed = int(compiled.programsize) * len(text.encode())
    if needed > MOST_WORK:
        raise TooCostly(pattern)
    return needed


def occurs(pattern: str, text: str, *, case_sensitive: bool) -> bool:
    """Whether the pattern is met; flags behind slashes decide about case before `case_sensitive` does.

    The text has no lone surrogates. Raises as `work` does, which says before what this will cost.
    """
    return _compiled(pattern, case_sensitive).search(text) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str, case_sensitive: bool) -> Any:  # noqa: FBT001 - positional, so that equal calls share a place
    body, flags = pattern, "" if case_sensitive else "i"
    if said := _DELIMITED.fullmatch(pattern):
        body, flags = said[1], "".join(flag for flag in "ims" if flag in said[2])
    if len(body) > _LONGEST_PATTERN:
        raise NoPattern(pattern)
    options = re2.Options()
    options.log_errors, options.max_mem = False, _MEMORY
    try:
        return re2.compile(f"(?{flags})" * bool(flags) + _CODE.sub(r"\\x{\1}", body), options)
    except (re2.error, UnicodeEncodeError) as error:
        raise NoPattern(pattern) from error

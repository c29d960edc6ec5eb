"""Slugs: the last segment of a resource name, made from a character's given name."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator

LONGEST_SLUG = 55
SUFFIX_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SUFFIX_LENGTH = 5

_DROPPED = re.compile(r"[^a-z0-9_-]")


def slug(given_name: str, empty: str = "character") -> str:
    """The last segment of a new character's name.

    Programs work it out themselves, and deploy by it without reading the answer to their create: hence plain,
    with a suffix only where it is taken. Where nothing is left of the name it is `empty`.
    """
    decomposed = unicodedata.normalize("NFD", given_name).lower().replace(" ", "_")
    return _DROPPED.sub("", decomposed)[:LONGEST_SLUG] or empty


def slugs(given_name: str, empty: str = "character") -> Iterator[str]:
    """The plain slug first, because clients work it out themselves; then with random letters behind it."""
    plain = slug(given_name, empty)
    yield plain
    while True:
        yield suffixed(plain, secrets.choice)


def suffixed(taken: str, choose: Callable[[str], str]) -> str:
    """A slug beside one that is taken: a hyphen and five letters more, each chosen from `SUFFIX_LETTERS`."""
    return f"{taken}-{''.join(choose(SUFFIX_LETTERS) for _ in range(SUFFIX_LENGTH))}"

"""The catalogue of words: everything that pages say, in one place, made of the tables of all folders.

A folder's `words.py` has WORDS, word → text; pages name them `folder.word`. What stands in braces is filled in.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from greenroom.studio import folders


@cache
def catalogue() -> Mapping[str, str]:
    """All texts by their names."""
    return {
        f"{prefix}{word}": text
        for folder in folders.having("words")
        for prefix, words in _tables(folder)
        for word, text in words.items()
    }


def say(name: str, /, **values: object) -> str:
    """A text of the catalogue; KeyError for one that isn't in it."""
    text = catalogue()[name]
    return text.format_map(values) if values else text


def _tables(folder: str) -> list[tuple[str, Mapping[str, str]]]:
    module = import_module(f"{folders.PACKAGE}.{folder}.words")
    return [(f"{folder}.", module.WORDS), ("", getattr(module, "SHARED", {}))]

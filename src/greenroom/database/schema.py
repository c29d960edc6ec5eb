"""The schema: whole for an empty database, and in numbered steps for one that grew up with older versions.

`schema.sql` is what a new database gets. `migrations/0001_first.sql` and its successors lead to the same place one
version at a time. They are written once for both engines; where these differ, an engine has its own words.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

_STEP = re.compile(r"(?P<number>\d{4})_(?P<name>\w+)\.sql")
_WORD = re.compile(r"--[^\n]*|(?P<word>\$\{\w+\}|\bTEXT\b)")


class Step(NamedTuple):
    """What leads from version `number - 1` to `number`."""

    number: int
    name: str
    sql: str


class Schema(NamedTuple):
    """One version of the schema, and the way there."""

    whole: str
    steps: tuple[Step, ...]

    @property
    def version(self) -> int:
        """The version that both `whole` and the last step make; the first is 1."""
        return len(self.steps)


@cache
def own_schema() -> Schema:
    """The schema of this version of Greenroom."""
    return read_schema(files("greenroom.database"))


def read_schema(directory: Traversable) -> Schema:
    """The schema in `schema.sql` and `migrations/NNNN_words.sql` of `directory`.

    Raises:
        ValueError: the steps are not numbered 1, 2, 3, …
    """
    named = {file.name: file for file in directory.joinpath("migrations").iterdir()}
    matches = (_STEP.fullmatch(name) for name in sorted(named))
    steps = tuple(
        Step(int(match["number"]), match["name"], named[match[0]].read_text("utf-8"))
        for match in matches
        if match
    )
    if not steps or [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise ValueError(f"{directory}: migrations are numbered 0001, 0002, …, each once")
    return Schema(directory.joinpath("schema.sql").read_text("utf-8"), steps)


def in_words_of(words: Mapping[str, str], sql: str) -> str:
    """`sql` with `${braced}` words and the type TEXT, outside comments, as an engine says them.

    Raises:
        KeyError: a braced word that the engine doesn't know.
    """
    return _WORD.sub(lambda found: words[found[0]] if found["word"] else found[0], sql)

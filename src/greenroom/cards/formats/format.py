"""A format: how it is recognised in a decoded value, and what it says."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from greenroom.cards.imported import Contents
from greenroom.characters.codecs import Context
from greenroom.characters.lens import Lens
from greenroom.characters.model import Record

Value = Mapping[str, Any]
"""A JSON object, well-formed."""


def never(_value: Value) -> bool:
    """For a format that is only written."""
    return False


class Format(NamedTuple):
    """One format. The dialects' are named as they are, and carried by their passports.

    `recognises` must need marks that no other format has, and `read` gives what is in a value that it recognises, or
    raises BadCard. `own`: it is Greenroom's, which holds what a server kept. `first`: it is asked before the formats of the community, since its marks are certain.
    `write` gives the JSON of a character that was read with its lists; `lens` is what it is shown through, which knows what
    that leaves out, and is missing where nothing is.
    """

    name: str
    recognises: Callable[[Value], bool]
    read: Callable[[Value], Contents]
    write: Callable[[Record, Context], Any] | None = None
    first: bool = False
    own: bool = False
    lens: Lens | None = None

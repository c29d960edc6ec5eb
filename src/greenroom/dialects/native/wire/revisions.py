"""The history of a character."""

from typing import Any

from msgspec import Struct

from greenroom.dialects.native.wire.characters import Canonical
from greenroom.dialects.native.wire.values import Time


class Revision(Struct):
    """One change of a character; `changed` are core paths."""

    revision: int
    created_at: Time
    via: str
    key_id: str | None
    changed: list[str]


class Revisions(Struct):
    """A page of a character's history, newest first."""

    items: list[Revision]
    next_cursor: str | None


class WholeRevision(Revision):
    """What a character was at a revision."""

    character: Canonical


class Difference(Struct, rename={"since": "from"}):
    """What is otherwise at one revision than at another."""

    since: int
    to: int
    changes: list["Differing"]


class Differing(Struct):
    """A core path at which two revisions differ, with what was and what is there; null where nothing is."""

    path: str
    old: Any
    new: Any

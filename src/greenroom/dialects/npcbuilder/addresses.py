"""Ids in paths, queries and bodies: games, worlds, regions and locations, which clients name as they like.

An id has 1 to 64 of A-Z, a-z, 0-9, _ and -, and is compared without regard to case; but for the ids that follow from
characters' own, which stand nowhere. A world belongs to a game, both to the account.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import one_of
from greenroom.dialects.kit.routes import Query
from greenroom.dialects.npcbuilder.placement import NAMES, Moves
from greenroom.kit.ids import (
    UUID7_NUMBERS,
    base62,
    base62_number,
    is_base62,
    random_base62,
    uuid7_number,
    uuid7_of,
)
from greenroom.places.containers import folded
from greenroom.problems import BadValue

LONGEST = 64
ID_SCHEMA = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
_ID = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_SESSION = 128
_NEW = 20


class World(NamedTuple):
    """A world of a game, as its container is called."""

    game: str
    world: str

    @property
    def name(self) -> str:
        """The container's name, as it was written."""
        return f"{self.game}/{self.world}"

    @property
    def key(self) -> str:
        """The container's name, as it is compared."""
        return folded(self.name)


def proposals(record: Record) -> Iterator[str]:
    """Ids for a character: the one that follows from its own, then any."""
    yield id_of(record.character_id)
    while True:
        yield new_id()


@lru_cache(16_384)  # a list asks for all of its own again and again; 4 MB at most
def id_of(character_id: str) -> str:
    """What the character with this UUID is called, where nothing else was ever written down. They sort by age, as UUIDs do."""
    return base62(uuid7_number(character_id), _NEW)


@lru_cache(4096)  # games ask for the same few again and again, and it is a quarter of a look-up
def uuid_of(text: str) -> str | None:
    """The UUID that an id follows from, if it follows from one."""
    if len(text) != _NEW or not is_base62(text):
        return None
    number = base62_number(text)
    return uuid7_of(number) if number < UUID7_NUMBERS else None


def new_id() -> str:
    """An id as the vendor makes them."""
    return random_base62(_NEW)


def identity(name: str, text: str, longest: int = LONGEST) -> str:
    """`text`, if it can be an id; raises BadValue, which says so of a placeholder of the vendor's samples."""
    if len(text) <= longest and _ID.fullmatch(text):
        return text
    hint = "; put an id in place of the braces" if "{" in text or "}" in text else ""
    raise BadValue(name, f"must be 1 to {longest} letters, digits, underscores and hyphens{hint}")


def of_path(call: Call, name: str) -> str:
    """An id from the path, by the name of its placeholder."""
    return identity(name, call.values[name])


def world_of(call: Call) -> World:
    """The world that a path leads to or through."""
    return World(of_path(call, "game_id"), of_path(call, "world_id"))


def moves_of(query: Mapping[str, list[str]]) -> Moves:
    """Where a query puts a character; an empty value takes it away from where it stands."""
    said = {name: one_of(query, name, "") for name in NAMES if name in query}
    return {name: text and identity(name, text) for name, text in said.items()}


def note_session(call: Call, query: Mapping[str, list[str]]) -> None:
    """Let the request log have the session; raises BadValue for one that can't be. No character has a state of its own for it."""
    if SESSION.name in query:
        session = one_of(query, SESSION.name, "")
        if not 1 <= len(session) <= _LONGEST_SESSION:
            raise BadValue(SESSION.name, f"must have 1 to {_LONGEST_SESSION} characters")
        call.note(session)


SESSION = Query(
    "session_id",
    {"type": "string", "minLength": 1, "maxLength": _LONGEST_SESSION},
    "The player's session: noted in the request log, and without effect.",
)
PLACEMENT = (
    Query("region_id", {"type": "string", "pattern": "^[A-Za-z0-9_-]{0,64}$"}, "Where the character stands."),
    Query(
        "location_id", {"type": "string", "pattern": "^[A-Za-z0-9_-]{0,64}$"}, "Where the character stands."
    ),
    SESSION,
)

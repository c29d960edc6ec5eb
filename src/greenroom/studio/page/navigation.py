"""Where one can go: two sides, each a list of places, and what operators have beside them. A place whose page isn't there is not shown."""

from typing import Literal, NamedTuple

Side = Literal["people", "developers", "operators"]


class Place(NamedTuple):
    """A page that the navigation leads to; its name in the catalogue is `nav.` and its last word."""

    path: str
    word: str
    icon: str
    for_members: bool = True
    thumb: bool = False
    """Whether it stands at the bottom of a phone, too."""


PLACES: dict[Side, tuple[Place, ...]] = {
    "people": (
        Place("/", "nav.home", "home", for_members=False, thumb=True),
        Place("/discover", "nav.discover", "compass", for_members=False, thumb=True),
        Place("/chats", "nav.chats", "chat", thumb=True),
        Place("/characters", "nav.characters", "characters", thumb=True),
        Place("/personas", "nav.personas", "persona"),
        Place("/scenes", "nav.scenes", "scene"),
    ),
    "developers": (
        Place("/keys", "nav.keys", "key"),
        Place("/docs", "nav.docs", "book", for_members=False),
        Place("/requests", "nav.requests", "log"),
        Place("/usage", "nav.usage", "chart"),
        Place("/imports", "nav.imports", "import"),
        Place("/operations", "nav.operations", "gears"),
        Place("/faq", "nav.faq", "book", for_members=False),
        Place("/changes", "nav.changes", "log", for_members=False),
    ),
    "operators": (
        Place("/reports", "nav.reports", "flag"),
        Place("/accounts", "nav.accounts", "person"),
        Place("/models", "nav.models", "gears"),
        Place("/audit", "nav.audit", "eye"),
    ),
}


def places(side: Side, *, member: bool) -> list[Place]:
    """What one side offers to whoever is there."""
    return [place for place in PLACES[side] if member or not place.for_members]


def is_here(place: str, path: str) -> bool:
    """Whether a path lies at or beneath a place."""
    return path == place or (place != "/" and path.startswith(f"{place}/"))

"""What ties a character to a game, as frozen data."""

from msgspec import Struct

from greenroom.characters.layer import Layer


class Item(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A thing the character has."""

    kind: str = ""  # trade, …
    name: str = ""
    unit: str = ""
    value: int | float | str | None = None  # as it was written
    description: str = ""
    more: Layer = {}


class Event(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that may happen, and the character reacts to."""

    kind: str = ""  # action, item, …
    name: str = ""
    description: str = ""
    more: Layer = {}


class Quest(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A task the character gives."""

    description: str = ""
    objective: str = ""
    reward: str = ""
    more: Layer = {}


class World(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What ties the character to a game's world."""

    items: tuple[Item, ...] = ()
    events: tuple[Event, ...] = ()
    quests: tuple[Quest, ...] = ()
    actions: tuple[str, ...] = ()  # what it can do, by name

"""Namings: how dialects with names of their own name characters, and where they put them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from greenroom.characters.model import Record


class Derived(NamedTuple):
    """Names that follow from the ids of characters, so that no row needs to say them.

    `name_of` an id is the character's name, `id_of` that name and no other is the id again; None for what is no such name.
    """

    name_of: Callable[[str], str]
    id_of: Callable[[str], str | None]


class Naming(NamedTuple):
    """How a dialect with names of its own makes them: proposals for a character, the best first, without end.

    `container` is where it puts what was made elsewhere, `kind` what it calls such places. With `derived` names a
    character stands in `container` under that name for as long as nothing else is written down.
    """

    dialect: str
    container: str
    proposals: Callable[[Record], Iterator[str]]
    kind: str = "container"
    derived: Derived | None = None

    @property
    def home(self) -> str:
        """That container, folded."""
        return self.container.lower()

    def is_derived_in(self, container: str) -> bool:
        """Whether names in a container, in any case, follow from ids, so that none need be written down."""
        return self.derived is not None and container.lower() == self.home

    def derived_name(self, character_id: str, container: str) -> str | None:
        """What a character is called in a container where nothing is written down; None where something must be."""
        if self.derived and self.is_derived_in(container):
            return self.derived.name_of(character_id)
        return None

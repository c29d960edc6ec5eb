"""Characters as their rows have them: the document is not decoded, which a list that was rendered before need not be."""

from typing import Any, NamedTuple

import msgspec

from greenroom.characters.model import Character, Record

decode = msgspec.json.Decoder(Character).decode
"""The character of a document, its big lists by name only."""


class Stored(NamedTuple):
    """A record that is not decoded yet: what stands `around` its character, as in `Record`, and the document."""

    around: tuple[Any, ...]
    document: bytes

    @property
    def character_id(self) -> str:
        """The id, by which lists go on."""
        identity: str = self.around[0]
        return identity

    @property
    def place(self) -> tuple[str, str]:
        """Container and name in the dialect that was asked; the name is empty where none is written down."""
        container, name = self.around[-2:]
        return container, name

    def called(self, name: str) -> "Stored":
        """The same under this name."""
        return self._replace(around=(*self.around[:-1], name))

    def record(self) -> Record:
        """The record, its big lists by name only."""
        return Record(*(*self.around, decode(self.document)))


def decoded(one: Record | Stored) -> Record:
    """A record, whichever of the two it was."""
    return one.record() if isinstance(one, Stored) else one

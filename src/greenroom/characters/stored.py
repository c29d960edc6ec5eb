"""Characters as their rows have them: the document is not decoded, which one that was rendered before need not be."""

from typing import NamedTuple

import msgspec

from greenroom.characters.model import Around, Character, Record

decode = msgspec.json.Decoder(Character).decode
"""The character of a document, its big lists by name only."""


class Stored(NamedTuple):
    """A record that is not decoded yet: what stands `around` its character, as in `Record`, and the document."""

    around: Around
    document: bytes

    @property
    def character_id(self) -> str:
        """The id, by which lists go on."""
        return self.around.character_id

    def called(self, name: str) -> "Stored":
        """The same under this name in the dialect that was asked."""
        return Stored(Around(*self.around[:-1], name), self.document)

    def record(self) -> Record:
        """The record, its big lists by name only."""
        return Record(*(*self.around, decode(self.document)))


def decoded(one: Record | Stored) -> Record:
    """A record, whichever of the two it was."""
    return one.record() if isinstance(one, Stored) else one

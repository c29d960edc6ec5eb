"""What writing a file gives: its bytes, and what it leaves out."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from greenroom.cards.imported import Embedded, Fate, Line
from greenroom.characters.losses import OWN_WORDS, Loss

PICTURE = "avatar"
"""The core's field of the picture, which no card has and two containers carry."""


class Exported(NamedTuple):
    """A file as it was written. `ext` is how its name ends, without a dot."""

    data: bytes
    media_type: str
    ext: str
    report: tuple[Line, ...] = ()


class Materials(NamedTuple):
    """What a file needs besides the character.

    `picture` is the character's, a PNG; `icon` the same as it is kept, of the kind `icon_ext`. `assets` and `entries` are
    the files of the file that it was imported from: those that its card names, and whatever else was in its archive.
    `like` is the card that it was read from, for the order of keys; `own_icon`: the picture is another than it came with.
    """

    picture: bytes = b""
    icon: bytes = b""
    icon_ext: str = "png"
    assets: tuple[Embedded, ...] = ()
    entries: Mapping[str, bytes] = {}
    like: Mapping[str, Any] | None = None
    own_icon: bool = False


def lines(notes: Iterable[Loss]) -> tuple[Line, ...]:
    """What a file leaves out, says in other words, or keeps in an extension, as lines of a report."""
    return tuple(Line(note.field, _fate_of(note.why), note.why) for note in notes)


def _fate_of(why: str) -> Fate:
    if why == OWN_WORDS:
        return "mapped"
    return "extension" if "set aside" in why else "dropped"

"""What reading a file gives: the characters and lorebooks in it, and what became of everything that it said."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from greenroom.characters.knowledge import Lorebook
from greenroom.characters.model import Character
from greenroom.problems import BadCard

Fate = Literal["kept", "extension", "mapped", "dropped", "dead_link"]
"""Kept natively; kept in an extension, for whoever knows it; said in other words; left out; a link to what isn't there."""


class Line(NamedTuple):
    """What became of one thing that a file said; `field` is its path there, and `why` may be nothing where it is plain."""

    field: str
    fate: Fate
    why: str = ""


class Embedded(NamedTuple):
    """A file inside the file: a picture, a sound, a model. `read` unfolds its bytes, and raises BadCard where it can't."""

    type: str  # icon, background, emotion, user_icon, x_…
    name: str
    ext: str  # lower case, without the dot
    uri: str  # as the card writes it
    read: Callable[[], bytes]


class Found(NamedTuple):
    """One character of a file.

    `surface` is whose layers it fills: "card", or a dialect's name. `place` says where in the file it stood, where that
    holds several. `avatar` is its picture as it came, any kind of file, not looked at. `card` is the card that it was
    read from, if it was one, which has the order of keys.
    """

    character: Character
    surface: str
    format: str
    report: tuple[Line, ...] = ()
    place: str = ""
    avatar: bytes | None = None
    assets: tuple[Embedded, ...] = ()
    card: Mapping[str, Any] | None = None


class FoundBook(NamedTuple):
    """A lorebook that belongs to no character of the file; `book` is as V3 writes it."""

    name: str
    lorebook: Lorebook
    book: Mapping[str, Any]
    format: str
    report: tuple[Line, ...] = ()
    place: str = ""


class Failure(NamedTuple):
    """A part of a file that could not be read, while others could."""

    place: str
    problem: BadCard


class Alternative(NamedTuple):
    """Another card in the same file, which gave way: where it stands, and its bytes, to be read as a file of their own."""

    place: str
    data: bytes


class Contents(NamedTuple):
    """What a format finds in a value."""

    characters: tuple[Found, ...] = ()
    lorebooks: tuple[FoundBook, ...] = ()


class Imported(NamedTuple):
    """A file that was read. It has a character or a lorebook at least; `format` is that of the first."""

    name: str
    container: str  # png, webp, jpeg_zip, charx, zip, byaf, voxpkg, json, yaml, csv
    format: str  # chara_card_v1, chara_card_v2, chara_card_v3, lorebook_v3, …, or a dialect's name
    sha256: str  # of the file, in hexadecimal digits
    characters: tuple[Found, ...] = ()
    lorebooks: tuple[FoundBook, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

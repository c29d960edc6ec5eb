"""Reading files in processes of their own: from bytes to what a transaction writes, with the bytes kept already.

What comes back is small: the bytes of files and pictures stay in the store of media, and the pictures themselves are made
when somebody first looks at them.
"""

import hashlib
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec.structs import replace

from greenroom.assets.ids import file_of, source_of
from greenroom.assets.media import Media
from greenroom.assets.model import Asset
from greenroom.assets.opening import MediaPlace, open_media
from greenroom.assets.pictures import measure, prepare
from greenroom.cards.caps import MOST_OF_PICTURE
from greenroom.cards.containers.picture_card import bare_picture
from greenroom.cards.file import read_file
from greenroom.cards.formats.format import Format
from greenroom.cards.imported import Found, Line
from greenroom.dialects.kit.imports import MORE_IN_IT, NOT_KEPT, Prepared, Taken, has_secrets, holds_more
from greenroom.problems import BadCard, Problem
from greenroom.transfer.result import BROKE, OUR_FAULTS, Result
from greenroom.transfer.sources import Source

Formats = Callable[[], tuple[Format, ...]]
"""Gives the formats of dialects' own files; a function of a module, so that another process finds it."""


_MOST_WAITING = 16 * 1024 * 1024


_log = logging.getLogger(__name__)


class Desk(NamedTuple):
    """What reading needs; another process can be told it. `media` is where bytes lie; `dry` keeps none."""

    secret: bytes
    account_id: str
    media: MediaPlace
    formats: Formats
    dry: bool = False


class Read(NamedTuple):
    """A file that was read: what its transactions write, or why it is refused."""

    source: Source
    prepared: Prepared | None
    refusal: Result | None = None


def read_all(desk: Desk, sources: list[Source]) -> list[Read]:
    """Several files, each by itself; their bytes are kept when this returns."""
    formats = desk.formats()
    later = Later(None if desk.dry else open_media(desk.media))
    reads = []
    for source in sources:
        reads.append(_read_one(desk, later, formats, source))
        if later.size > _MOST_WAITING:
            later.keep()
    later.keep()
    return reads


class Later:
    """Bytes that are to be kept, several at once; none if there is nowhere to keep them."""

    def __init__(self, media: Media | None) -> None:
        self._media = media
        self._waiting: dict[str, bytes] = {}

    def put(self, asset_id: str, data: bytes) -> None:
        """Let these wait."""
        if self._media:
            self._waiting[asset_id] = data

    @property
    def size(self) -> int:
        """How many bytes wait."""
        return sum(map(len, self._waiting.values()))

    def keep(self) -> None:
        """Keep all that wait."""
        if self._media and self._waiting:
            self._media.put_all(self._waiting)
        self._waiting = {}


def _read_one(desk: Desk, later: Later, formats: tuple[Format, ...], source: Source) -> Read:
    """One file; a bad one is told, and stops no other."""
    try:
        data = source.read()
        prepared = _prepared(desk, later, formats, source, data)
    except (Problem, OSError) as error:
        return Read(source, None, refusal(source.name, error))
    except OUR_FAULTS:
        _log.exception("a file of a batch could not be read, and not be refused properly: %s", source.name)
        return Read(source, None, Result(source.name, "failed", why=BROKE, reason="unreadable"))
    return Read(source, prepared)


def refusal(file: str, error: Problem | OSError) -> Result:
    """What to tell of a file that can't be taken in."""
    if isinstance(error, OSError):
        return Result(file, "failed", why=f"It can't be read: {error.strerror}.", reason="unreadable")
    return Result(
        file,
        "failed",
        why=str(error),
        reason=error.reason if isinstance(error, BadCard) else type(error).__name__,
    )


def digest(source: Source) -> str:
    """The SHA-256 of a file, in hexadecimal digits; nothing where it can't be read, which reading it will tell."""
    try:
        return hashlib.sha256(source.read()).hexdigest()
    except OSError:
        return ""


def _prepared(desk: Desk, media: Later, formats: tuple[Format, ...], source: Source, data: bytes) -> Prepared:
    imported = read_file(source.origin, data, formats)
    secret, alone = (
        has_secrets(imported),
        not imported.characters,
    )  # a lorebook alone is a record, which has it all
    unkept = secret or alone or holds_more(imported)
    file = None if unkept else file_of(data, desk.secret, desk.account_id)
    if file:
        media.put(file.asset_id, data)
    why = None if file else NOT_KEPT if secret else MORE_IN_IT
    taken = tuple(_taken(desk, media, found, why) for found in imported.characters)
    light = imported._replace(characters=tuple(one.found for one in taken), alternatives=())
    return Prepared(light, len(data), file, taken, {})


def _taken(desk: Desk, media: Later, found: Found, why: Line | None) -> Taken:
    """A character without the bytes of its file; its picture is made now where the file isn't kept, and `why` says so."""
    report = (*found.report, why) if why else found.report
    light = Taken(found._replace(avatar=None, assets=(), card=None), None, report, _world(found))
    if found.avatar is None:
        return light
    try:
        return light._replace(picture=_picture(desk, media, found.avatar, now=why is not None))
    except Problem as problem:
        told = f"can't be shown, so the default picture stands for it: {problem}"
        return light._replace(report=(*report, Line("avatar", "dropped", told)))


def _picture(desk: Desk, media: Later, data: bytes, *, now: bool) -> Asset:
    if not now:
        width, height = measure(data, cap_bytes=MOST_OF_PICTURE)
        return source_of(data, width, height, desk.secret, desk.account_id)
    made = prepare(bare_picture(data), cap_bytes=MOST_OF_PICTURE)
    asset = source_of(data, made.width, made.height, desk.secret, desk.account_id)
    media.put(asset.asset_id, made.data)
    return replace(asset, size=len(made.data))


def _world(found: Found) -> str:
    """The lorebook that a card names, as SillyTavern links one."""
    place: Any = found.card
    for key in ("data", "extensions", "world"):
        place = place.get(key) if isinstance(place, dict) else None
    return place if isinstance(place, str) else ""

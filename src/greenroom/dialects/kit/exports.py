"""Characters becoming files, with their pictures and whatever else was in the files that they came from."""

import asyncio
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from greenroom.assets.default_picture import default_picture
from greenroom.assets.kinds import kind_of
from greenroom.assets.pictures import as_png
from greenroom.cards.caps import ASSET, MIB, MOST_OF_ARCHIVE, MOST_OF_PICTURE, MOST_OF_TEXT
from greenroom.cards.containers.archive import open_archive
from greenroom.cards.containers.charx import card_entry
from greenroom.cards.containers.png import SIGNATURE
from greenroom.cards.exported import Exported, Materials
from greenroom.cards.exports import ORIGINAL, exports
from greenroom.cards.file import read_file
from greenroom.cards.formats.format import Format
from greenroom.cards.imported import Found, Imported, Line
from greenroom.characters import Transaction, originals, store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record
from greenroom.characters.originals import Original
from greenroom.dialects.kit.house import House
from greenroom.kit.clock import system_clock
from greenroom.problems import BadCard, NotFound, Problem

_ALTERNATIVE = re.compile(r"alternative (\d+)(?:#|$)")
_ARCHIVES = ("charx", "jpeg_zip")
_MOST = {"png": MOST_OF_PICTURE, "charx": MOST_OF_ARCHIVE}
_TYPES: Mapping[str, tuple[str, str]] = {
    "png": ("image/png", "png"),
    "webp": ("image/webp", "webp"),
    "jpeg_zip": ("image/jpeg", "jpeg"),
    "charx": ("application/zip", "charx"),
    "zip": ("application/zip", "zip"),
    "byaf": ("application/zip", "byaf"),
    "voxpkg": ("application/zip", "voxpkg"),
    "json": ("application/json", "json"),
    "yaml": ("application/yaml", "yaml"),
    "csv": ("text/csv", "csv"),
}


class _Source(NamedTuple):
    """The file that a character is from, and what was read in it."""

    original: Original | None = None
    data: bytes = b""
    found: Found | None = None


def names(formats: Iterable[Format]) -> tuple[str, ...]:
    """Every format that a character can be asked for in."""
    return (*exports(formats), ORIGINAL)


async def export(house: House, record: Record, form: str, formats: Iterable[Format]) -> Exported:
    """A character in a format of `names`.

    Raises:
        NotFound: the original of a character that was not imported, or whose file was not kept; or it is gone.
    """
    known = tuple(formats)
    source = await _source(house, record, known)
    if form == ORIGINAL:
        return _as_it_came(record, source)
    whole = await house.database.scan(_whole, house.catalogue, record, form)
    picture = await asyncio.to_thread(_picture, house, whole, source)
    return await asyncio.to_thread(_written, house, whole, form, known, source, picture)


def _whole(db: Transaction, catalogue: Catalogue, record: Record, form: str) -> Record:
    """The record with its lists, and with its name in the dialect whose format is asked for."""
    return store.load_lists(db, catalogue.in_dialect(db, record, form))


async def _source(house: House, record: Record, formats: tuple[Format, ...]) -> _Source:
    original = await house.database.read(originals.original_of, record)
    if original is None or not original.asset_id:
        return _Source(original)
    data = await asyncio.to_thread(house.media.get, original.asset_id)
    if data is None:
        return _Source(original)
    found = await asyncio.to_thread(find_in, data, original, formats)
    return _Source(original, data, found)


def find_in(data: bytes, original: Original, formats: Iterable[Format]) -> Found | None:
    """The character in its file; None where that can't be read any more."""
    other = _ALTERNATIVE.match(original.place)
    try:
        imported = read_alternative(original.name, data, tuple(formats), int(other[1]) if other else 0)
    except (BadCard, NotFound):
        return None
    return next((one for one in imported.characters if one.place == original.place), None)


def read_alternative(name: str, data: bytes, formats: tuple[Format, ...], number: int) -> Imported:
    """What is in a file; with a number, in that one of the cards which gave way in it, with the picture of the file."""
    imported = read_file(name, data, formats)
    if not number:
        return imported
    if number > len(imported.alternatives):
        raise NotFound("alternative", str(number))
    found = read_file(name, imported.alternatives[number - 1].data, formats)
    picture = next((one.avatar for one in imported.characters), None)
    return found._replace(
        sha256=imported.sha256,
        container=imported.container,
        characters=tuple(_as_alternative(one, number, picture) for one in found.characters),
    )


def _as_alternative(one: Found, number: int, picture: bytes | None) -> Found:
    place = f"alternative {number}{'#' + one.place if one.place else ''}"
    return one._replace(place=place, avatar=one.avatar or picture)


def _as_it_came(record: Record, source: _Source) -> Exported:
    if source.original is None or not source.data:
        raise NotFound("original file", record.character_id)
    behind = source.original.container == "jpeg_zip" and source.data.startswith(SIGNATURE)
    media_type, ext = _TYPES["png" if behind else source.original.container]
    return Exported(source.data, media_type, ext)


def _picture(house: House, record: Record, source: _Source) -> bytes:
    """The picture as it came, if it is still the character's; else as it is kept."""
    if source.found and source.found.avatar and not _has_own_icon(record, source):
        return source.found.avatar
    avatar = record.character.avatar
    return (house.media.get(avatar) if avatar else None) or default_picture().data


def _has_own_icon(record: Record, source: _Source) -> bool:
    return source.original is None or source.original.avatar != record.character.avatar


def _written(
    house: House, record: Record, form: str, formats: tuple[Format, ...], source: _Source, picture: bytes
) -> Exported:
    found = source.found
    lost: list[Line] = []
    materials = Materials(
        picture=_png(picture) if form == "png" else b"",
        icon=picture,
        icon_ext=(kind_of(picture) or "unknown").lower().replace("jpeg", "jpg"),
        assets=found.assets if found else (),
        entries=_entries(source, lost) if form == "charx" else {},
        like=found.card if found else None,
        own_icon=_has_own_icon(record, source),
    )
    made = exports(formats)[form](record, house.context, materials, system_clock())
    return made._replace(report=(*made.report, *lost, *_too_large(made)))


def _too_large(made: Exported) -> list[Line]:
    """A line for a file that would not be read again, here or by others with like caps."""
    most = _MOST.get(made.ext, MOST_OF_TEXT)
    told = f"has {len(made.data) / MIB:.0f} MiB; files of its kind are read here up to {most // MIB}"
    return [Line("file", "mapped", told)] if len(made.data) > most else []


def _png(picture: bytes) -> bytes:
    """The picture as a PNG, which most are; the default one in place of one that can't be read."""
    if picture.startswith(SIGNATURE):
        return picture
    try:
        return as_png(picture)
    except Problem:
        return as_png(default_picture().data)


def _entries(source: _Source, lost: list[Line]) -> dict[str, bytes]:
    """What is in the archive that the character came in, beside the card; a line for each entry that can't be read."""
    if source.original is None or source.original.container not in _ARCHIVES or not source.data:
        return {}
    archive = open_archive(source.data)
    found = {}
    for name in archive.entries:
        if name == card_entry(archive):
            continue
        try:
            found[name] = archive.read(name, ASSET)
        except BadCard as problem:
            lost.append(Line(name, "dropped", problem.why))
    return found

"""Files becoming characters: read, their pictures and bytes kept, and entered in the catalogue.

    prepared = await prepare(house, who, "ada.png", data, formats)   # nothing is in the database yet
    records = await house.database.write(enter, house, who, prepared)
    await prepared.keep(house)                                        # once more; see `Call.keep_media`

Whoever has many files may leave their pictures for the first time that somebody looks at them (`pictures=False`).
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.assets.default_picture import default_picture
from greenroom.assets.ids import file_of, is_asset_id, source_of
from greenroom.assets.model import Asset
from greenroom.assets.pictures import measure, prepare_picture
from greenroom.cards.caps import MOST_OF_PICTURE
from greenroom.cards.containers.picture_card import bare_picture
from greenroom.cards.formats.format import Format
from greenroom.cards.imported import Found, Imported, Line
from greenroom.cards.secrets import TAKEN
from greenroom.characters import Transaction, originals
from greenroom.characters.model import Record
from greenroom.characters.originals import Original
from greenroom.dialects.kit.exports import find_in, read_alternative
from greenroom.dialects.kit.house import House
from greenroom.kit.json_values import encode_json
from greenroom.problems import Problem

_AVATAR = "avatar"
_CARD = "card"  # the only surface whose pictures are found again without its dialect
NOT_KEPT = Line("file", "dropped", "its bytes were not kept, for there were secrets in it")
MORE_IN_IT = Line(
    "file", "dropped", "its bytes were not kept, for there was more in the archive than is read here"
)
"""What is told of a file that is only remembered: a folder in an archive may hold whatever somebody has, keys too."""


class Taken(NamedTuple):
    """A character of a file with its picture, if that can be shown, and the whole report on it; `world` is the lorebook that its card names."""

    found: Found
    picture: Asset | None
    report: tuple[Line, ...]
    world: str = ""


class Prepared(NamedTuple):
    """A file that was read. `blobs` are the bytes to be kept, by asset id; `file` is None where the file is not kept."""

    imported: Imported
    size: int
    file: Asset | None
    taken: tuple[Taken, ...]
    blobs: dict[str, bytes]

    async def keep(self, house: House) -> None:
        """Keep the bytes: before the transaction that speaks of them, and once more after it."""
        for asset_id, data in self.blobs.items():
            await asyncio.to_thread(house.media.put, asset_id, data)


async def prepare(
    house: House,
    who: Caller,
    name: str,
    data: bytes,
    formats: Iterable[Format],
    *,
    pictures: bool = True,
    alternative: int = 0,
) -> Prepared:
    """Read a file and keep its bytes. `pictures`: make them now, which takes up to a second each, or else when they are asked for.

    `alternative`: read this one of the other cards in the file, counted from 1.

    Raises:
        BadCard: See `cards.file`.
        NotFound: There are fewer.
    """
    imported = await asyncio.to_thread(read_alternative, name, data, tuple(formats), alternative)
    secret = has_secrets(imported)
    file = None if secret or holds_more(imported) else file_of(data, house.secret, who.account_id)
    blobs = {} if file is None else {file.asset_id: data}
    taken = [
        await _taken(house, who, found, blobs, now=pictures or file is None) for found in imported.characters
    ]
    if file is None:
        why = NOT_KEPT if secret else MORE_IN_IT
        taken = [one._replace(report=(*one.report, why)) for one in taken]
    prepared = Prepared(imported, len(data), file, tuple(taken), blobs)
    await prepared.keep(house)
    return prepared


async def make_picture(house: House, asset_id: str) -> None:
    """Make a picture that was left for later, of the file that it is in; the default one where that can't be read."""
    original = await house.database.read(originals.pictured_in, asset_id) if is_asset_id(asset_id) else None
    data = await asyncio.to_thread(house.media.get, original.asset_id) if original else None
    if original is None or data is None:
        return
    found = await asyncio.to_thread(find_in, data, original, ())
    picture = default_picture()
    with suppress(Problem):
        if found and found.avatar:
            picture = await prepare_picture(bare_picture(found.avatar), cap_bytes=MOST_OF_PICTURE)
    await asyncio.to_thread(house.media.put, asset_id, picture.data)


def has_secrets(imported: Imported) -> bool:
    """Whether anything was taken out of a file because it was a secret."""
    reports = (*(one.report for one in imported.characters), *(one.report for one in imported.lorebooks))
    return any(line.why == TAKEN for report in reports for line in report)


def holds_more(imported: Imported) -> bool:
    """Whether a file is an archive in which there is something else than what is read here."""
    return imported.container == "zip" and bool(imported.failures)


def enter(db: Transaction, house: House, who: Caller, prepared: Prepared) -> list[Record]:
    """New characters, live at once, in the order of the file; their file and pictures are the account's then."""
    if prepared.file:
        assets.keep(db, who.account_id, prepared.file)
    return [enter_one(db, house, who, prepared, one) for one in prepared.taken]


def original(prepared: Prepared, one: Taken) -> Original:
    """What is remembered of the file of a character."""
    imported = prepared.imported
    return Original(
        asset_id=prepared.file.asset_id if prepared.file else "",
        sha256=imported.sha256,
        size=prepared.size,
        name=imported.name.replace("\0", "\ufffd"),  # which not every database takes
        place=one.found.place,
        container=imported.container,
        format=one.found.format,
        avatar=one.picture.asset_id if one.picture else "",
        report=encode_json([line._asdict() for line in one.report]),
    )


def enter_one(db: Transaction, house: House, who: Caller, prepared: Prepared, one: Taken) -> Record:
    """One of them, where their file is the account's already."""
    character = one.found.character
    if one.picture:
        assets.keep(db, who.account_id, one.picture)
        character = replace(character, avatar=one.picture.asset_id)
    record = house.catalogue.create(db, who, character, one.found.surface)
    originals.keep(db, record, original(prepared, one))
    return record


async def _taken(house: House, who: Caller, found: Found, blobs: dict[str, bytes], *, now: bool) -> Taken:
    if found.avatar is None:
        return Taken(found, None, found.report)
    try:
        picture = await _picture(house, who, found.avatar, blobs, now=now)
    except Problem as problem:
        why = f"can't be shown, so the default picture stands for it: {problem}"
        return Taken(found, None, (*found.report, Line(_AVATAR, "dropped", why)))
    return Taken(found, picture, found.report)


async def _picture(house: House, who: Caller, data: bytes, blobs: dict[str, bytes], *, now: bool) -> Asset:
    if not now:
        width, height = await asyncio.to_thread(partial(measure, data, cap_bytes=MOST_OF_PICTURE))
        return source_of(data, width, height, house.secret, who.account_id)
    made = await prepare_picture(bare_picture(data), cap_bytes=MOST_OF_PICTURE)
    asset = source_of(data, made.width, made.height, house.secret, who.account_id)
    blobs[asset.asset_id] = made.data
    return replace(asset, size=len(made.data))

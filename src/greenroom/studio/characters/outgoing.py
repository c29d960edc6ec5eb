"""Many characters at once as files: picture cards in one archive."""

import asyncio
import zipfile
from collections.abc import Iterable
from io import BytesIO

from starlette.responses import Response

from greenroom.cards.exported import Exported
from greenroom.characters.model import Record
from greenroom.dialects.kit.exports import export
from greenroom.http.answers import Answer
from greenroom.problems import BadValue
from greenroom.studio.exporting.page import file_name
from greenroom.studio.page.spoken import formats
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit

_FORM = "png"
_MOST = 200
_HEADERS = ((b"content-disposition", b"attachment; filename=characters.zip"),)


async def archive(visit: Visit, who: Member, chosen: list[str]) -> Response:
    """An archive of these characters, at most 200."""
    if len(chosen) > _MOST:
        raise BadValue("characters", f"must be at most {_MOST} at once")
    made: list[tuple[Record, Exported]] = []
    for character_id in chosen:
        record = await visit.read(visit.house.catalogue.get, who.caller, character_id)
        made.append((record, await export(visit.house, record, _FORM, formats())))
    data = await asyncio.to_thread(_packed, made)
    return Answer(data, media_type=b"application/zip", headers=_HEADERS)


def _packed(made: Iterable[tuple[Record, Exported]]) -> bytes:
    """Pictures are packed already; equal names get a number."""
    data, taken = BytesIO(), set[str]()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as packed:
        for record, one in made:
            stem, _, ext = file_name(record, one).rpartition(".")
            names = (f"{stem}{f'-{number}' if number else ''}.{ext}" for number in range(len(taken) + 1))
            name = next(name for name in names if name.lower() not in taken)
            taken.add(name.lower())
            packed.writestr(name, one.data)
    return data.getvalue()

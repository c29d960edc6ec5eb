"""The formats of one's own character, and the files themselves."""

import re
from typing import NamedTuple
from urllib.parse import quote

from starlette.responses import Response

from greenroom.cards.exported import Exported
from greenroom.cards.exports import EXPORTS, ORIGINAL
from greenroom.characters import originals
from greenroom.characters.model import Record
from greenroom.dialects.kit.exports import export, names
from greenroom.http.answers import Answer
from greenroom.problems import NotFound
from greenroom.studio.catalogue import say
from greenroom.studio.own import owner
from greenroom.studio.page.spoken import formats, spoken
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_ODD = re.compile(r"[^\w.-]+")
_FIRST = ("png", "chara_card_v3", "chara_card_v2", "charx", "yaml")


class Choice(NamedTuple):
    """A format that one can choose."""

    form: str
    name: str
    text: str


async def choose(visit: Visit, who: Member) -> Response:
    """The formats; with `format`, the file."""
    record = await owner.read(visit, who)
    wanted = visit.query("format")
    if wanted:
        return await _download(visit, record, wanted)
    original = await visit.read(originals.original_of, record)
    kept = original is not None and bool(original.asset_id)
    return visit.page(
        "exporting/exporting.html", record=record, own_tabs=owner.tabs(record), choices=choices(original=kept)
    )


def choices(*, original: bool) -> list[Choice]:
    """Every format, those of the community first."""
    known = [name for name in _FIRST if name in EXPORTS] + ([ORIGINAL] if original else [])
    community = [
        Choice(name, say(f"exporting.as_{name}"), say(f"exporting.as_{name}_text")) for name in known
    ]
    titles = {dialect.name: dialect.title for dialect in spoken()}
    theirs = [
        Choice(one.name, titles.get(one.name, say("exporting.ours")), say("exporting.as_api_text"))
        for one in formats()
        if one.write
    ]
    return [*community, *theirs]


async def _download(visit: Visit, record: Record, wanted: str) -> Response:
    if wanted not in names(formats()):
        raise NotFound("format", wanted)
    made = await export(visit.house, record, wanted, formats())
    said = f"attachment; filename*=UTF-8''{quote(file_name(record, made))}"
    headers = [(b"content-disposition", said.encode())]
    return Answer(made.data, media_type=made.media_type.encode(), headers=headers)


def file_name(record: Record, made: Exported) -> str:
    """What the file of a character is called."""
    return f"{_ODD.sub('_', record.character.name).strip('_.')[:100] or 'character'}.{made.ext}"


PAGES = (Page("GET", "/characters/{character_id}/export", choose),)

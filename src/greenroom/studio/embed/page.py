"""The endpoint. It answers for public characters' pages and for share links; a JSON body, as its `json` format has it."""

from html import escape
from urllib.parse import urlsplit

from starlette.responses import Response

from greenroom.characters.model import Record
from greenroom.http.answers import json_answer
from greenroom.problems import NotFound
from greenroom.studio.page.showing import picture
from greenroom.studio.page.table import NOBODY, Page
from greenroom.studio.page.visit import Visit

_WIDTH, _HEIGHT = 480, 176
_UNIMPLEMENTED = 501


async def oembed(visit: Visit) -> Response:
    """How to show a page: its card in a frame, as large as is asked for at most."""
    if visit.query("format", "json") != "json":
        return json_answer({"error": "only the format json is served"}, _UNIMPLEMENTED)
    path = _path(visit)
    record = await _record(visit, path)
    width, height = _least(visit.query("maxwidth"), _WIDTH), _least(visit.query("maxheight"), _HEIGHT)
    name = record.character.name
    source = f"{visit.public_url}{path}/card"
    return json_answer(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": "Greenroom",
            "provider_url": visit.public_url,
            "title": name,
            "author_name": f"@{record.handle}",
            "author_url": f"{visit.public_url}/@{record.handle}",
            "thumbnail_url": visit.public_url + picture(record.character.avatar),
            "thumbnail_width": 512,
            "thumbnail_height": 512,
            "width": width,
            "height": height,
            "html": f'<iframe src="{escape(source)}" width="{width}" height="{height}" title="{escape(name)}" '
            'sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>',
        }
    )


def _path(visit: Visit) -> str:
    """The path of the page that is meant; raises NotFound for an address of another server."""
    asked = visit.query("url", longest=2000)
    ours = urlsplit(visit.public_url)
    try:
        address = urlsplit(asked)
    except ValueError:  # as for "http://[x"
        raise NotFound("page", asked) from None
    if (address.scheme, address.netloc) != (ours.scheme, ours.netloc):
        raise NotFound("page", asked)
    return address.path.rstrip("/")


async def _record(visit: Visit, path: str) -> Record:
    match path.split("/"):
        case ["", "c", share_id]:
            return await visit.read(visit.house.catalogue.shared, share_id)
        case ["", "characters", character_id]:
            return await visit.read(visit.house.catalogue.readable, NOBODY, character_id)
    raise NotFound("page", path)


def _least(asked: str, ours: int) -> int:
    return min(ours, int(asked)) if asked.isascii() and asked.isdigit() and int(asked) > 0 else ours


PAGES = (Page("GET", "/oembed", oembed),)

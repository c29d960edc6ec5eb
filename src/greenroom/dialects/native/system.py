"""Paths of the server itself: whether it lives, what it counts, what it serves to anybody."""

import asyncio
from collections.abc import Callable, Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from starlette.responses import Response

from greenroom.assets.serving import serve
from greenroom.characters.codecs import media_link
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Handler, Route
from greenroom.dialects.native import wire
from greenroom.http.answers import Answer, json_answer
from greenroom.problems import NotFound

Gauges = Callable[[], bytes]

_POLICY = (
    b"default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_MEDIA = (
    (b"content-security-policy", b"default-src 'none'; sandbox"),
    (b"content-disposition", b"inline"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)


async def alive(_call: Call) -> Response:
    """Whether the process answers."""
    return json_answer({"status": "ok"})


async def ready(call: Call) -> Response:
    """Whether the database is reachable and its schema current."""
    await call.house.database.ready()
    return json_answer({"status": "ok"})


async def media(call: Call) -> Response:
    """A picture, to whoever has its address."""
    asset_id, dot, kind = call.values["file"].partition(".")
    if dot and kind != "webp":
        raise NotFound("picture", call.values["file"])
    served = await asyncio.to_thread(serve, call.house.media, asset_id)
    cache = b"public, max-age=31536000, immutable" if served.lasting else b"public, max-age=86400"
    headers = [(b"etag", served.etag.encode()), (b"cache-control", cache), *_MEDIA]
    if served.etag in call.request.headers.get("if-none-match", ""):  # a list, or marked as weak by a proxy
        answer = Answer(b"", 304)
        answer.raw_headers = headers
        return answer
    return Answer(served.data, media_type=served.media_type.encode(), headers=headers)


async def share(call: Call) -> Response:
    """The page behind a share link; JSON for who asks for JSON."""
    share_id = call.values["share"]
    if not (share_id.isascii() and share_id.isalnum()):
        raise NotFound("character", share_id)
    record = await call.read(call.house.catalogue.shared, share_id)
    headers = [
        (b"content-security-policy", _POLICY),
        (b"vary", b"Accept"),
        (b"referrer-policy", b"no-referrer"),
    ]
    if record.character.visibility == "unlisted":
        headers.append((b"x-robots-tag", b"noindex"))
    shown = public_view(call, record)
    if "application/json" in call.request.headers.get("accept", ""):
        return json_answer(shown, headers=headers)
    page = Template(files(__package__).joinpath("share.html").read_text("utf-8"))
    text = page.substitute({name: escape(str(value)) for name, value in shown.items()})
    return Answer(text.encode(), media_type=b"text/html; charset=utf-8", headers=headers)


def public_view(call: Call, record: Record) -> dict[str, Any]:
    """What everybody may see who has the link: never the definition, the knowledge or anything unknown."""
    character = record.character
    return {
        "id": record.character_id,
        "name": character.name,
        "subtitle": character.subtitle,
        "description": character.blurb,
        "greeting": character.greetings.first or "",
        "creator_tag": f"@{record.handle}",
        "avatar": media_link(character.avatar or "default", call.house.context),
        "visibility": character.visibility,
        "share_url": f"{call.house.context.public_url}/c/{record.share_id}",
        "message_count": record.message_count,
        "used_count": record.used_count,
    }


def documents(texts: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]]) -> Handler:
    """The handler for the dialects' OpenAPI documents, which are written when the first of them is asked for."""
    made: dict[str, bytes] = {}

    async def document(call: Call) -> Response:
        """A dialect's OpenAPI 3.1 document."""
        if not made:
            made.update(texts() if callable(texts) else texts)
        name, _, kind = call.values["document"].partition(".")
        if kind != "json" or name not in made:
            raise NotFound("OpenAPI document", call.values["document"])
        return Answer(made[name])

    return document


def metrics(text: Callable[[], bytes]) -> Handler:
    """The handler for Prometheus."""

    async def scrape(_call: Call) -> Response:
        """Counts of this process, in Prometheus' text format."""
        return Answer(text(), media_type=b"text/plain; version=0.0.4; charset=utf-8")

    return scrape


ROUTES = (
    Route("GET", "/healthz", alive, None, wire.Health, tag="server"),
    Route("GET", "/readyz", ready, None, wire.Health, tag="server"),
    Route("GET", "/media/{file}", media, alias=True),
    Route("GET", "/c/{share}", share, alias=True),
)

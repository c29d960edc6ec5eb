"""Paths of the server itself: whether it lives, what it counts, what it serves to anybody."""

import asyncio
from collections.abc import Callable, Mapping

from starlette.responses import Response

from greenroom.assets.serving import serve
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.imports import make_picture
from greenroom.dialects.kit.routes import Handler, Route
from greenroom.dialects.native import wire
from greenroom.http.answers import Answer, json_answer, not_modified
from greenroom.http.metrics import METRICS_TYPE
from greenroom.problems import NotFound

Gauges = Callable[[], bytes]

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
    try:
        served = await asyncio.to_thread(serve, call.house.media, asset_id)
    except NotFound:
        await make_picture(call.house, asset_id)
        served = await asyncio.to_thread(serve, call.house.media, asset_id)
    cache = b"public, max-age=31536000, immutable" if served.lasting else b"public, max-age=86400"
    headers = [(b"etag", served.etag.encode()), (b"cache-control", cache), *_MEDIA]
    if served.etag in call.request.headers.get("if-none-match", ""):  # a list, or marked as weak by a proxy
        return not_modified(headers)
    return Answer(served.data, media_type=served.media_type.encode(), headers=headers)


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
        """Counts of this server's processes, in Prometheus' text format."""
        return Answer(text(), media_type=METRICS_TYPE)

    return scrape


ROUTES = (
    Route("GET", "/healthz", alive, None, wire.Health, tag="server"),
    Route("GET", "/readyz", ready, None, wire.Health, tag="server"),
    Route("GET", "/media/{file}", media, alias=True),
)

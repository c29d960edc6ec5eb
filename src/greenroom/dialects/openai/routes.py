"""The three operations."""

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import one_of, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route
from greenroom.dialects.openai import models, wire
from greenroom.dialects.openai.completions import complete
from greenroom.http.answers import json_answer
from greenroom.http.sse import EVENT_STREAM

_MOST = 1000


async def list_own(call: Call, who: Reader) -> Response:
    """Own characters that can be talked to, as models, newest first."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", str(_MOST)), 1, _MOST)
    before = models.position(one_of(query, "after", ""))

    def read(db: Transaction) -> list[wire.Model]:
        return [models.show(one) for one in models.page(db, call.house.catalogue, who, most + 1, before)]

    found = await call.scan(read)
    return json_answer(wire.Models("list", found[:most], has_more=len(found) > most))


async def get(call: Call, who: Reader) -> Response:
    """A character that can be talked to, as a model, by any of its names."""
    name = call.values["model"]
    record = await call.read(lambda db: models.find(db, call.house.catalogue, who, name))
    return json_answer(models.show(record, name))


_LIST = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": _MOST, "default": _MOST}, "Items of a page."),
    Query("after", {"type": "string", "format": "cursor"}, "The id of a model behind which the page begins."),
)

ROUTES = (
    Route("GET", "/v1/models", list_own, None, wire.Models, _LIST),
    Route("GET", "/v1/models/{model+}", get, None, wire.Model),
    Route(
        "POST",
        "/v1/chat/completions",
        complete,
        wire.Asked,
        wire.Completion,
        kind="chat",
        streams=(EVENT_STREAM,),
    ),
)

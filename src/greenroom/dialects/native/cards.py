"""Characters as files of the card community, coming and going."""

from typing import Any

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.cards.exports import EXPORTS
from greenroom.cards.reader import read as read_card
from greenroom.characters import Transaction, store
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import one_of
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import ONE, identity, show
from greenroom.http.answers import json_answer
from greenroom.http.bodies import json_file
from greenroom.kit.clock import system_clock
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadParameter


async def export(call: Call, who: Reader) -> Response:
    """A character as a file of the card community; `format` is chara_card_v3 or chara_card_v2."""
    wanted = one_of(call.query(), "format", "chara_card_v3")
    if wanted not in EXPORTS:
        raise BadParameter("format", f"format must be one of {', '.join(EXPORTS)}")
    record = await call.read(call.house.catalogue.get, who, identity(call))
    whole = await call.scan(store.load_lists, record)
    return json_answer(EXPORTS[wanted](whole, call.house.context, exported_at=system_clock()).card)


async def import_card(call: Call, who: Writer) -> Response:
    """A new character from a character card of any generation, as JSON."""
    body = await call.body()
    reading = await call.work_over(lambda: read_card(json_file(body)))

    def make(db: Transaction) -> Made:
        record = call.house.catalogue.create(db, who, reading.character, "card")
        return Made(
            encode_json(show(call, record) | {"notes": [note._asdict() for note in reading.notes]}), 201
        )

    return await call.create(who, make)


_FORMAT = (Query("format", {"type": "string", "enum": list(EXPORTS)}, "The format of the file."),)

ROUTES = (
    Route("GET", f"{ONE}/export", export, query=_FORMAT, tag="characters"),
    Route(
        "POST",
        "/v1/imports",
        import_card,
        body=dict[str, Any],
        answer=wire.Imported,
        status=201,
        creates=True,
        tag="imports",
    ),
)

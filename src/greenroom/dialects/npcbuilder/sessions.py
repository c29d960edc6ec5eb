"""The session manager: a session for each player, game and key, the same one each time it is asked for.

A character has one state for all sessions, so a session is no more than its id.
"""

import re
from collections.abc import Iterator

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.paging import one_of
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.npcbuilder import wire
from greenroom.dialects.npcbuilder.addresses import identity, new_id
from greenroom.dialects.npcbuilder.translate import NAME
from greenroom.http.answers import json_answer
from greenroom.http.bodies import refuse_nul
from greenroom.kit.json_values import encode_json
from greenroom.places.containers import folded
from greenroom.problems import BadValue, NotFound
from greenroom.records import store
from greenroom.records.model import Shelf

_KIND = "session"
_UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_LONGEST_GAME = 50


async def open_session(call: Call, who: Writer) -> Response:
    """A player's session of a game, made if there is none."""
    asked = _checked(convert(await call.json(), wire.NewSession))

    def make(db: Transaction) -> Made:
        found = store.once(db, _shelf(who, asked), _name(asked), {"session_id": new_id()})
        session_id = found.document["session_id"]
        message = f"Session created for key: {asked.session_key} with id: {session_id} has been created"
        return Made(encode_json(_shown(asked, session_id, message)), 201)

    return await call.create(who, make)


async def find_session(call: Call, who: Reader) -> Response:
    """A player's session of a game."""
    query = call.query()
    said = {name: one_of(query, name, "") for name in wire.NewSession.__struct_fields__ if name in query}
    asked = _checked(convert(said, wire.NewSession))
    session_id = (await call.read(_get, who, asked))["session_id"]
    message = f"Session for key: {asked.session_key} with id: {session_id}"
    return json_answer(_shown(asked, session_id, message))


def _get(db: Transaction, who: Caller, asked: wire.NewSession) -> dict[str, str]:
    found = store.find(db, _shelf(who, asked), _name(asked))
    if found is None:
        raise NotFound(_KIND, asked.session_key)
    return found.document


def _checked(asked: wire.NewSession) -> wire.NewSession:
    refuse_nul(asked.session_key, "session_key")
    identity("game_id", asked.game_id, _LONGEST_GAME)
    if not _UUID4.fullmatch(asked.player_id):
        raise BadValue("player_id", "must be a UUID of version 4")
    return asked


def _shelf(who: Caller, asked: wire.NewSession) -> Shelf:
    """With a slash, so that it is never that of a character."""
    return Shelf(who.account_id, NAME, _KIND, f"{folded(asked.game_id)}/")


def _name(asked: wire.NewSession) -> str:
    return f"{asked.player_id.lower()}/{asked.session_key}"


def _shown(asked: wire.NewSession, session_id: str, message: str) -> dict[str, str]:
    return {
        "message": message,
        "session_key": asked.session_key,
        "session_id": session_id,
        "player_id": asked.player_id,
    }


_QUERY = (
    Query(
        "session_key",
        {"type": "string", "minLength": 1, "maxLength": 50},
        "The game's own name.",
        required=True,
    ),
    Query("game_id", {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,50}$"}, "The game.", required=True),
    Query("player_id", {"type": "string", "format": "uuid4"}, "A UUID of version 4.", required=True),
)


def routes(root: str, *, alias: bool) -> Iterator[Route]:
    """The routes below a root."""
    path = f"{root}/sessionmanager"
    yield Route("POST", path, open_session, wire.NewSession, wire.Session, (), 201, alias, creates=True)
    yield Route("GET", path, find_session, None, wire.Session, _QUERY, alias=alias)

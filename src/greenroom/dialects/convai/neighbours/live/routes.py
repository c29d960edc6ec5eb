"""Rooms for live audio: asked for, and refused."""

from starlette.responses import Response

from greenroom.dialects.convai import errors
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route
from greenroom.problems import Unavailable


async def connect(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - the signature asks for a key
    """Refuse to open a room."""
    raise Unavailable("Live audio")


ROUTES = (Route("POST", "/connect", connect, kind="read", alias=True, errors=errors.LIVE),)  # never succeeds

"""Language models of an account's own: asked for, and refused, since whoever runs a server chooses its models."""

from starlette.responses import Response

from greenroom.dialects.convai import errors
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route
from greenroom.problems import UnknownPath


async def refuse(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - the signature asks for a key
    """Refuse to keep a model, or to know of one."""
    raise UnknownPath


ROUTES = tuple(
    Route("POST", f"/llm-models/{verb}", refuse, kind="read", alias=True, errors=errors.MODELS)
    for verb in ("register", "update", "deregister", "list")  # none ever succeeds
)

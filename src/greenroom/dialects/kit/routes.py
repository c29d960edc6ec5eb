"""Routes: records of what a dialect answers, from which requests are dispatched and OpenAPI is written.

A handler's signature says who may call it: `who: Reader`, `who: Writer`, `who: Chatter`, or no `who` at all for the public.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NamedTuple, get_type_hints

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.accounts.plans import Endpoint
from greenroom.dialects.kit.errors import Errors

Reader = Annotated[Caller, "read"]
Writer = Annotated[Caller, "write"]
Chatter = Annotated[Caller, "chat"]
KeyHolder = Annotated[Caller, "keys"]

Handler = Callable[..., Awaitable[Response]]


class Query(NamedTuple):
    """A query parameter, or a header, for the documentation: `schema` is JSON Schema."""

    name: str
    schema: dict[str, Any]
    help: str
    required: bool = False


class Route(NamedTuple):
    """METHOD PATH → handler. `body` and `answer` are the wire types, for the documentation.

    `alias` routes answer the same as another and are left out of it; one that `creates` takes an Idempotency-Key.
    `errors` are the words of this route alone, where a vendor has others for it; `kind` is that of the endpoint where the
    method does not tell it, as with vendors who POST everything. `raw` are media types whose bytes it takes in place of
    JSON, `streams` those that it answers with in place of JSON where it is asked to, and always where it has no `answer`;
    `events` are the names of a stream's events with the wire types of their data. `headers` are those that mean something.
    """

    method: str
    path: str
    handler: Handler
    body: Any = None
    answer: Any = None
    query: tuple[Query, ...] = ()
    status: int = 200
    alias: bool = False
    creates: bool = False
    tag: str = ""
    errors: Errors | None = None
    kind: Endpoint | None = None
    raw: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    events: tuple[tuple[str, Any], ...] = ()
    headers: tuple[Query, ...] = ()

    @property
    def scope(self) -> str | None:
        """The scope that a key needs here; None where nobody is asked for one."""
        hint = get_type_hints(self.handler, include_extras=True).get("who")
        return None if hint is None else str(hint.__metadata__[0])

    @property
    def endpoint(self) -> Endpoint:
        """The kind of endpoint, for limits."""
        return self.kind or ("read" if self.method in {"GET", "HEAD"} else "write")

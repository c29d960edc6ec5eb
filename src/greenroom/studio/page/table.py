"""The table of pages: METHOD PATH → handler. A handler's signature says who may come.

`who: Member` is somebody who signed in; whoever hasn't is led to the sign-in page and back. `who: Operator` looks after
this server, and everybody else who signed in is refused. Without `who` everybody may
come, and `visit.who` tells who it is, if anybody.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, NamedTuple, get_type_hints

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.accounts.sessions import Session as Member

__all__ = ["NOBODY", "Handler", "Member", "Operator", "Page"]

Operator = Annotated[Member, "operator"]

NOBODY = Caller(account_id="", handle="", plan="", key_id=None, scopes=frozenset())
"""Who has not signed in, for verbs that need somebody: owns nothing."""

Handler = Callable[..., Awaitable[Response]]


class Page(NamedTuple):
    """METHOD PATH → handler.

    A `foreign` one takes forms that other sites send, and so proves by itself whence they come. A `framed` one may be
    shown inside of other sites. An `also` one leaves who prefers JSON to the API at the same path.
    """

    method: str
    path: str
    handler: Handler
    foreign: bool = False
    framed: bool = False
    also: bool = False

    @property
    def for_members(self) -> bool:
        """Whether one must have signed in."""
        return get_type_hints(self.handler).get("who") is Member

    @property
    def for_operators(self) -> bool:
        """Whether one must look after the server."""
        return get_type_hints(self.handler, include_extras=True).get("who") == Operator

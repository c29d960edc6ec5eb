"""The keyhole: who holds the key that a request carries, through whichever carrier of its dialect.

Clients send the same headers again and again, so what was found in them is remembered: the text alone, which the keyring
judges anew each time.
"""

from collections.abc import Iterable

from starlette.requests import Request

from greenroom.accounts.keyring import Keyring
from greenroom.accounts.model import Caller
from greenroom.dialects.kit.passport import Dialect
from greenroom.problems import NoKey, Unauthenticated

_MOST_KEPT = 10_000


class Keyhole:
    """The keys that requests to one process lately carried."""

    def __init__(self, keyring: Keyring, dialects: Iterable[Dialect]) -> None:
        self._keyring = keyring
        self._headers = {
            one.name: frozenset(name for carrier in one.carriers for name in carrier.headers)
            for one in dialects
        }
        self._found: dict[tuple[str | bytes, ...], str] = {}

    async def caller(self, dialect: Dialect, request: Request) -> Caller:
        """Who holds the first good key among those the request carries; raises what the first of them lacks."""
        names = self._headers[dialect.name]
        sent = (dialect.name, *[part for one in request.scope["headers"] if one[0] in names for part in one])
        found = self._found.get(sent)
        if found is not None:
            try:
                return await self._keyring.caller(found)
            except Unauthenticated:
                self._found.pop(sent, None)  # unless another request of the same key was quicker
        return await self._look(dialect, request, sent)

    async def _look(self, dialect: Dialect, request: Request, sent: tuple[str | bytes, ...]) -> Caller:
        refusal: Unauthenticated | None = None
        for carrier in dialect.carriers:
            for text in carrier.candidates(request.headers):
                try:
                    who = await self._keyring.caller(text)
                except Unauthenticated as problem:
                    refusal = refusal or problem
                else:
                    self._keep(sent, text)
                    return who
        raise refusal or NoKey(dialect.how)

    def _keep(self, sent: tuple[str | bytes, ...], text: str) -> None:
        if len(self._found) >= _MOST_KEPT:
            self._found.clear()
        self._found[sent] = text

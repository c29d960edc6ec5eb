"""The HTTP client for model servers, one for each; httpx2 is loaded with the first of them."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from greenroom.llm.endpoint import Endpoint

if TYPE_CHECKING:
    import httpx2

_KEPT = 64
"""Idle connections to one server."""

_IDLE = 4.0
"""Seconds that a connection is kept. Many servers close theirs after five, and one that closes just as a request is
sent leaves it open whether the request was read."""


class Client:
    """Requests to one server. `http` belongs to the event loop that first uses it.

    To a server that is this machine's `own` there is no proxy, and each request has a connection of its own: that costs next
    to nothing there, and some servers, once they have streamed, close theirs without a word.
    """

    def __init__(self, endpoint: Endpoint, connect: float, *, own: bool = False) -> None:
        self.endpoint = endpoint
        self._own = own
        self._connect = connect

    @cached_property
    def http(self) -> "httpx2.AsyncClient":
        """The client itself. Any number of connections; of time-outs only that of connecting: others are not its own."""
        import httpx2  # noqa: PLC0415 - nobody who has no model waits for it

        key = self.endpoint.key
        return httpx2.AsyncClient(
            headers={"authorization": f"Bearer {key}"} if key else {},
            trust_env=not self._own,
            timeout=httpx2.Timeout(None, connect=self._connect),
            limits=httpx2.Limits(
                max_connections=None,
                max_keepalive_connections=0 if self._own else _KEPT,
                keepalive_expiry=_IDLE,
            ),
        )

    async def get(self, url: str, seconds: float) -> Any:
        """The JSON at a server's own path, None where there is none."""
        return await self._ask("GET", url, None, seconds)

    async def post(self, url: str, body: Any, seconds: float) -> Any:
        """The JSON that a server's own path answers, None where it doesn't."""
        return await self._ask("POST", url, body, seconds)

    async def _ask(self, method: str, url: str, body: Any, seconds: float) -> Any:
        import httpx2  # noqa: PLC0415 - as above

        try:
            answer = await self.http.request(method, url, json=body, timeout=seconds)
            return answer.json() if answer.is_success else None
        except (httpx2.HTTPError, ValueError):
            return None

    async def close(self) -> None:
        """End all connections."""
        if "http" in self.__dict__:
            await self.http.aclose()

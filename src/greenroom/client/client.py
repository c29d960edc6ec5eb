"""The two clients."""

from collections.abc import Mapping
from typing import Any, Self

import httpx2

from greenroom.client.environment import read_environment
from greenroom.client.options import TIMEOUT, Options
from greenroom.client.resources import AsyncResources, Resources
from greenroom.client.retries import DELAYS, Patience
from greenroom.client.transport import AsyncTransport, Transport


class Greenroom(Resources):
    """A client that blocks.

        with Greenroom("http://127.0.0.1:8700", "rp_…") as client:
            for character in client.characters.list():
                print(character.character.name)

    `timeout` is seconds without a byte from the server. What may pass with time is tried again up to `max_retries` times. An
    HTTP client of one's own, as `http`, stays open when this is closed.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        timeout: float = TIMEOUT,
        max_retries: int = len(DELAYS),
        headers: Mapping[str, str] | None = None,
        http: httpx2.Client | None = None,
    ) -> None:
        options = Options(base_url, key, timeout, Patience(max_retries), headers or {})
        super().__init__(Transport(options, http or httpx2.Client()))
        self._owns = http is None

    @classmethod
    def from_environment(cls, **options: Any) -> Self:
        """A client of the server `GREENROOM_URL`, or this machine's, with the key `GREENROOM_KEY`; ValueError without."""
        return cls(*read_environment(), **options)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "Greenroom":
        """The same client, over the same connections, with some options otherwise; `headers` come on top."""
        old = self._transport.options
        return Greenroom(
            old.base_url,
            old.key,
            timeout=old.timeout if timeout is None else timeout,
            max_retries=old.patience.most if max_retries is None else max_retries,
            headers={**old.headers, **(headers or {})},
            http=self._transport.http,
        )

    def close(self) -> None:
        """End all connections."""
        if self._owns:
            self._transport.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncGreenroom(AsyncResources):
    """A client that awaits; its arguments are those of `Greenroom`.

        async with AsyncGreenroom("http://127.0.0.1:8700", "rp_…") as client:
            async for character in client.characters.list():
                print(character.character.name)

    Of a list and of a stream the methods are the same, and are awaited.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        timeout: float = TIMEOUT,
        max_retries: int = len(DELAYS),
        headers: Mapping[str, str] | None = None,
        http: httpx2.AsyncClient | None = None,
    ) -> None:
        options = Options(base_url, key, timeout, Patience(max_retries), headers or {})
        super().__init__(AsyncTransport(options, http or httpx2.AsyncClient()))
        self._owns = http is None

    @classmethod
    def from_environment(cls, **options: Any) -> Self:
        """A client of the server `GREENROOM_URL`, or this machine's, with the key `GREENROOM_KEY`; ValueError without."""
        return cls(*read_environment(), **options)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "AsyncGreenroom":
        """The same client, over the same connections, with some options otherwise; `headers` come on top."""
        old = self._transport.options
        return AsyncGreenroom(
            old.base_url,
            old.key,
            timeout=old.timeout if timeout is None else timeout,
            max_retries=old.patience.most if max_retries is None else max_retries,
            headers={**old.headers, **(headers or {})},
            http=self._transport.http,
        )

    async def close(self) -> None:
        """End all connections."""
        if self._owns:
            await self._transport.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

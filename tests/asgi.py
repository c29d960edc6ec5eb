"""An application in this process, called without a network."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any, Self


class Alive:
    """An ASGI application between its start-up and its shutdown."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._runner = asyncio.Runner()
        self._to_life: asyncio.Queue[Any] = asyncio.Queue()
        self._from_life: asyncio.Queue[Any] = asyncio.Queue()

    def __enter__(self) -> Self:
        self._runner.run(self._begin())
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._live("shutdown"))
        self._runner.close()

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        """The status and JSON of the answer to a GET."""
        return self._runner.run(self._get(path, {"host": "localhost"} | headers))

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """What happens to the application's rooms while it lives."""
        self._runner.run(work)

    async def _begin(self) -> None:
        life = self._app({"type": "lifespan"}, self._to_life.get, self._from_life.put)
        self._living = asyncio.create_task(life)
        await self._live("startup")

    async def _live(self, step: str) -> None:
        await self._to_life.put({"type": f"lifespan.{step}"})
        assert (await self._from_life.get()) == {"type": f"lifespan.{step}.complete"}

    async def _get(self, path: str, headers: dict[str, str]) -> tuple[int, Any]:
        asked: asyncio.Queue[Any] = asyncio.Queue()
        told: asyncio.Queue[Any] = asyncio.Queue()
        await asked.put({"type": "http.request", "body": b"", "more_body": False})
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 5000),
        }
        await self._app(scope, asked.get, told.put)
        start, *rest = [told.get_nowait() for _ in range(told.qsize())]
        return start["status"], json.loads(b"".join(message.get("body", b"") for message in rest))

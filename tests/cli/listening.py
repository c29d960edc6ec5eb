"""An application behind uvicorn, in a thread of this process, over real sockets."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import uvicorn
from tests.fleet import within

from greenroom.cli.protocol import Protocol


class Listening(NamedTuple):
    """Where it is reached, what serves it, and on which event loop."""

    address: tuple[str, int]
    running: uvicorn.Server
    loop: asyncio.AbstractEventLoop


@contextmanager
def listening(
    app: Any,
    http: Any = Protocol,
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None,
    headers: list[tuple[str, str]] | None = None,
) -> Iterator[Listening]:
    """Serve `app` by a protocol, ours unless another is given, with some headers in all answers; idle connections stay."""
    config = uvicorn.Config(
        app,
        interface="asgi3",
        http=http,
        ws="none",
        lifespan="off",
        log_config=None,
        headers=headers,
        timeout_keep_alive=3600,
    )
    listener, running = socket.create_server(("127.0.0.1", 0)), uvicorn.Server(config)
    loops = list[asyncio.AbstractEventLoop]()

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await running.serve([listener])

    def run() -> None:
        with asyncio.Runner(loop_factory=factory or config.get_loop_factory()) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with within(60) as left:
            while not running.started and left():
                pass
        yield Listening(listener.getsockname(), running, loops[0])
    finally:
        running.should_exit = True
        thread.join(60)
        listener.close()
    assert not thread.is_alive()

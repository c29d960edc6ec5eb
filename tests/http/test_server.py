"""The pipeline around everything, called as uvicorn would call it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from tests.conftest import Run

from greenroom.http.answers import Answer, json_answer
from greenroom.http.proxies import Proxies
from greenroom.http.server import Seen, Server, Site
from greenroom.problems import Problem

Message = dict[str, Any]


class Around:
    """A server with a way to answer, what it watched, and what it sent."""

    def __init__(
        self, answer: Callable[[Request, str], Awaitable[Response]], *, origins: Collection[str] = ()
    ) -> None:
        self.watched: list[Seen] = []
        self.sent: list[Message] = []
        self.lived: list[str] = []
        self.server = Server(
            Site(frozenset({"localhost"}), origins, Proxies(["10.0.0.1"])),
            answer,
            refuse,
            self.watched.append,
            self.live,
            self.hurry,
        )

    async def hurry(self) -> None:
        self.lived.append("hurried")

    async def live(self) -> Callable[[], Awaitable[None]]:
        self.lived.append("began")

        async def end() -> None:
            self.lived.append("ended")

        return end

    async def send(self, message: Any) -> None:
        self.sent.append(message)

    async def ask(self, method: str = "GET", path: str = "/x", version: str = "1.1", **headers: str) -> None:
        named = {"host": "localhost"} | {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http",
            "http_version": version,
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
            "client": ("10.0.0.1", 1),
        }
        await self.server(scope, receive, self.send)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}


def refuse(_request: Request, problem: Problem, request_id: str) -> Response:
    return json_answer({"problem": str(problem), "id": request_id}, 400)


async def receive() -> Message:
    """Nothing more comes, and nobody leaves."""
    await asyncio.Event().wait()
    raise AssertionError


async def began() -> Message:
    return {"type": "lifespan.startup"}


async def fine(_request: Request, _request_id: str) -> Response:
    return Answer(b"fine")


def test_an_answer_is_sent_with_its_id_and_watched(run: Run) -> None:
    around = Around(fine)
    run(around.ask("GET", "/some/path", x_request_id="mine", x_forwarded_for="1.2.3.4"))
    assert (around.status, around.sent[1]["body"]) == (200, b"fine")
    assert (around.headers["x-request-id"], around.headers["x-content-type-options"]) == ("mine", "nosniff")
    (seen,) = around.watched
    assert (seen.method, seen.path, seen.status, seen.address, seen.request_id) == (
        "GET",
        "/some/path",
        200,
        "1.2.3.4",
        "mine",
    )
    assert seen.seconds >= 0


def test_requests_without_an_id_get_one_each(run: Run) -> None:
    around = Around(fine)
    for _ in range(100):
        run(around.ask())
    ids = {seen.request_id for seen in around.watched}
    assert len(ids) == 100
    assert all(re.fullmatch(r"req_[0-9A-Za-z]+", one) for one in ids)


def test_another_host_gets_no_further_than_the_door(run: Run) -> None:
    async def never(_request: Request, _request_id: str) -> Response:
        raise AssertionError

    around = Around(never)
    run(around.ask(host="evil.example"))
    assert around.status == 400
    assert [seen.status for seen in around.watched] == [400]


@pytest.mark.parametrize(("version", "status"), [("1.0", 200), ("1.1", 400)])
def test_only_http_1_0_may_name_no_host(run: Run, version: str, status: int) -> None:
    """Balancers that look whether we are alive say none (RFC 9112, section 3.2)."""
    around = Around(fine)
    run(around.ask(version=version, host=""))
    assert around.status == status


def test_who_left_before_the_end_is_watched_as_such(run: Run) -> None:
    async def chunks() -> Any:
        yield b"first"
        raise ConnectionResetError

    async def streaming(_request: Request, _request_id: str) -> Response:
        return StreamingResponse(chunks())

    around = Around(streaming)
    with pytest.raises((ConnectionResetError, ExceptionGroup)):
        run(around.ask())
    assert [seen.status for seen in around.watched] == [499]
    assert not any(message.get("more_body") is False for message in around.sent)


PREFLIGHT = {"origin": "https://game.example", "access_control_request_method": "POST"}


def test_a_preflight_is_answered_where_origins_are_allowed_and_nowhere_else(run: Run) -> None:
    closed, opened = Around(fine), Around(fine, origins=["https://game.example"])
    run(closed.ask("OPTIONS", **PREFLIGHT))
    run(opened.ask("OPTIONS", **PREFLIGHT))
    assert (closed.status, opened.status) == (200, 204)
    assert "access-control-allow-origin" not in closed.headers
    assert opened.headers["access-control-allow-origin"] == "https://game.example"


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [("https://a.example", "https://a.example"), ("https://b.example", None), ("", None)],
)
def test_only_an_allowed_origin_is_named(origin: str, allowed: str | None, run: Run) -> None:
    around = Around(fine, origins=["https://a.example"])
    run(around.ask(origin=origin))
    assert around.headers.get("access-control-allow-origin") == allowed
    assert around.headers["vary"] == "Origin"


def test_a_star_allows_every_origin_by_its_name(run: Run) -> None:
    around = Around(fine, origins=["*"])
    run(around.ask(origin="https://b.example"))
    assert around.headers["access-control-allow-origin"] == "https://b.example"


def test_it_lives_from_startup_to_shutdown(run: Run) -> None:
    around = Around(fine)
    said = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def told() -> Message:
        return said.pop(0)

    run(around.server({"type": "lifespan"}, told, around.send))
    assert around.lived == ["began", "ended"]
    assert [message["type"] for message in around.sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]


def test_what_keeps_it_from_starting_is_said(run: Run) -> None:
    async def refusing() -> Callable[[], Awaitable[None]]:
        raise RuntimeError("no room")

    around = Around(fine)
    around.server._life = refusing
    with pytest.raises(RuntimeError):
        run(around.server({"type": "lifespan"}, began, around.send))
    assert around.sent == [{"type": "lifespan.startup.failed", "message": "no room"}]


def test_other_protocols_are_closed(run: Run) -> None:
    around = Around(fine)
    run(around.server({"type": "websocket"}, receive, around.send))
    assert around.sent == [{"type": "websocket.close", "code": 1000}]


def test_a_cancelled_request_is_watched_too(run: Run) -> None:
    async def cancelled(_request: Request, _request_id: str) -> Response:
        return StreamingResponse(_endless())

    around = Around(cancelled)

    async def unit() -> None:
        task = asyncio.create_task(around.ask())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(unit())
    assert [seen.status for seen in around.watched] == [499]


async def _endless() -> Any:
    while True:
        await asyncio.sleep(0.001)
        yield b"x"

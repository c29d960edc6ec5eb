"""The ASGI application around everything: request ids, the Host check, CORS, and watching what was answered.

It is one pipeline of plain functions from request to response, not a stack of ASGI wrappers: each of those costs
microseconds on every request, and none of them needs to see bytes.
"""

import asyncio
import itertools
import re
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from greenroom.http.answers import Answer
from greenroom.http.proxies import Proxies
from greenroom.kit.ids import random_base62
from greenroom.problems import BadHost, Problem

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,128}")
_PROCESS = random_base62(
    10
)  # a random part for each process and a number for each request: cheap, and unique
_count = itertools.count()
_PREFLIGHT = b"GET, HEAD, POST, PUT, PATCH, DELETE"
_EXPOSED = (
    b"X-Request-Id, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
    b"RateLimit, RateLimit-Policy, Idempotent-Replayed, ETag"
)
_NOSNIFF = (b"x-content-type-options", b"nosniff")


class Seen(NamedTuple):
    """One answered request, for the log and the metrics. `seconds` runs until the last byte was handed over.

    `note` is a word of whoever answered it, from the scope's "greenroom.note".
    """

    moment: float
    method: str
    path: str
    status: int
    seconds: float
    dialect: str
    key_id: str
    address: str
    request_id: str
    note: str = ""


class Site(NamedTuple):
    """What the server needs to know about itself. `hosts` are lower-case names; `*` allows any."""

    hosts: Collection[str]
    cors_origins: Collection[str]
    proxies: Proxies


class Server:
    """The application. `answer` turns a request into a response and never raises; `refuse` words why one gets no further.

    `hurry` cuts short what answers wait for, so that they end soon.
    """

    def __init__(
        self,
        site: Site,
        answer: Callable[[Request, str], Awaitable[Response]],
        refuse: Callable[[Request, Problem, str], Response],
        watch: Callable[[Seen], None],
        life: Callable[[], Awaitable[Callable[[], Awaitable[None]]]],
        hurry: Callable[[], Awaitable[None]],
    ) -> None:
        self._site = site
        self._answer = answer
        self._refuse = refuse
        self._watch = watch
        self._life = life
        self.hurry = hurry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3: HTTP and lifespan; other protocols are refused by closing."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        request = Request(scope, receive)
        headers = dict(scope["headers"])
        request_id = _request_id(headers.get(b"x-request-id"))
        response = self._at_the_door(request, headers, request_id) or await self._answer(request, request_id)
        response.raw_headers.append((b"x-request-id", request_id.encode()))
        response.raw_headers.append(_NOSNIFF)
        if self._site.cors_origins:
            _allow_origin(request, response, self._site.cors_origins)
        status = response.status_code
        try:
            await response(scope, receive, send)
        except BaseException:  # noted, then raised on
            status = 499
            raise
        finally:
            self._watch(self._seen(request, request_id, status, begun))

    def _at_the_door(
        self, request: Request, headers: Mapping[bytes, bytes], request_id: str
    ) -> Response | None:
        """The answer to requests that no dialect gets to see: for other hosts, and browsers asking for permission."""
        host = headers.get(b"host", b"")
        if len(headers) < len(
            request.scope["headers"]
        ):  # some are there twice, and two hosts are none (RFC 9112, 3.2)
            host = b", ".join(value for name, value in request.scope["headers"] if name == b"host")
        unnamed = not host and request.scope.get("http_version") == "1.0"  # as balancers ask for health
        if not unnamed and not self._site.proxies.known_host(host, self._site.hosts):
            return self._refuse(request, BadHost(host.decode("latin-1")), request_id)
        if self._site.cors_origins and _is_preflight(request):
            return _preflight(request)
        return None

    def _seen(self, request: Request, request_id: str, status: int, begun: float) -> Seen:
        scope = request.scope
        return Seen(
            time.time(),
            scope["method"],
            scope["path"],
            status,
            time.perf_counter() - begun,
            scope.get("greenroom.dialect", ""),
            scope.get("greenroom.key") or "",
            self._site.proxies.client(scope),
            request_id,
            scope.get("greenroom.note", ""),
        )

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            end = await self._life()
        except Exception as error:  # told to the server, then raised on
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.shield(end())
        await send({"type": "lifespan.shutdown.complete"})


def _request_id(sent: bytes | None) -> str:
    """The caller's own request id where it is one that can be logged, else a new one."""
    if sent is not None and _REQUEST_ID.fullmatch(sent):
        return str(sent, "ascii")
    return f"req_{_PROCESS}{next(_count):07x}"


def _is_preflight(request: Request) -> bool:
    return request.method == "OPTIONS" and "access-control-request-method" in request.headers


def _preflight(request: Request) -> Response:
    wanted = request.headers.get("access-control-request-headers", "")
    headers = [
        (b"access-control-allow-methods", _PREFLIGHT),
        (b"access-control-allow-headers", wanted.encode("latin-1")),
        (b"access-control-max-age", b"600"),
    ]
    answer = Answer(b"", 204)
    answer.raw_headers = headers
    return answer


def _allow_origin(request: Request, response: Response, allowed: Collection[str]) -> None:
    response.raw_headers.append((b"vary", b"Origin"))
    origin = request.headers.get("origin")
    if origin and (origin in allowed or "*" in allowed):
        response.raw_headers.append((b"access-control-allow-origin", origin.encode("latin-1")))
        response.raw_headers.append((b"access-control-expose-headers", _EXPOSED))

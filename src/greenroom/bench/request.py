"""Requests to a server on this machine, sent one at a time; the load generator sends the same ones by the thousand."""

import http.client
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from greenroom.bench.obstacle import Obstacle

NUMBER = "{number}"
"""Stands in a body for what is another number in each request."""

_PATIENCE = 10.0


class Request(NamedTuple):
    """A GET, or with a body of JSON a POST. Under load the paths `in_turn`, if there are any, take its path's place.

    With paths, each connection makes a `pause` between an answer and what it asks next, so many milliseconds on average.
    """

    path: str
    headers: Mapping[str, str] = {}
    body: str | None = None
    in_turn: Sequence[str] = ()
    pause: int = 0


class Reply(NamedTuple):
    """The answer to one."""

    status: int
    body: bytes


def send(port: int, request: Request) -> Reply:
    """What a server answers; raises OSError or HTTPException where it doesn't."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        if request.body is None:
            connection.request("GET", request.path, headers=dict(request.headers))
        else:
            headers = {"Content-Type": "application/json", **request.headers}
            connection.request("POST", request.path, request.body.replace(NUMBER, "0").encode(), headers)
        response = connection.getresponse()
        return Reply(response.status, response.read())
    finally:
        connection.close()


def ask(port: int, request: Request) -> dict[str, Any]:
    """The JSON object that a server answers.

    Raises:
        Obstacle: it refuses.
    """
    reply = send(port, request)
    if not 200 <= reply.status < 300:
        raise Obstacle(f"{request.path} answers {reply.status}: {reply.body[:200].decode(errors='replace')}")
    value = msgspec.json.decode(reply.body)  # whole pages, by the thousand
    assert isinstance(value, dict)
    return value

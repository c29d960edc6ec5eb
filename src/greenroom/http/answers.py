"""Answers: a status, headers and a body of JSON, or another kind of Starlette response."""

from collections.abc import AsyncIterator, Iterable
from typing import Any

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from greenroom.kit.json_values import encode_json

Header = tuple[bytes, bytes]
JSON = b"application/json"

WHOLE = "greenroom.whole"
"""In the scope, where the server can: takes a status, headers and a body at once, and tells whether they were sent."""


class Answer(Response):
    """A finished body. Cheaper than Starlette's own response, which encodes its headers anew each time."""

    def __init__(
        self, body: bytes, status: int = 200, *, media_type: bytes = JSON, headers: Iterable[Header] = ()
    ) -> None:
        self.body = body
        self.status_code = status
        self.background = None
        self.raw_headers = [
            (b"content-type", media_type),
            (b"content-length", str(len(body)).encode()),
            *headers,
        ]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it; a HEAD request gets the headers alone."""
        body = b"" if scope["method"] == "HEAD" else self.body
        whole = scope.get(WHOLE)
        if whole is None or not whole(self.status_code, self.raw_headers, body):
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            await send({"type": "http.response.body", "body": body})


def not_modified(headers: Iterable[Header]) -> Answer:
    """304: the client has it already. A body, and what would describe one, stay out."""
    answer = Answer(b"", 304)
    answer.raw_headers = list(headers)
    return answer


def json_answer(value: Any, status: int = 200, headers: Iterable[Header] = ()) -> Answer:
    """`value` (structs, mappings, sequences, scalars) as JSON."""
    return Answer(encode_json(value), status, headers=headers)


class StreamedJson(StreamingResponse):
    """JSON that is sent as it is made; a failure on the way cuts the connection rather than end it as if whole."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        super().__init__(chunks, media_type="application/json")
        self.chunks = chunks

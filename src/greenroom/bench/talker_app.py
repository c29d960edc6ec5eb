"""A model server without a model: `python -m greenroom.bench.talker_app PORT` has the same reply to everything, at once.

It speaks OpenAI's chat completions, streamed, so that what is measured beside it is all that is not the model's.
"""

import asyncio
import sys
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

WORDS = 20
_PAUSE = 0.002
_CHUNK = b'data: {"id":"x","object":"chat.completion.chunk","created":0,"model":"talker","choices":[{"index":0,%b}]}\n\n'
_END = b'"delta":{},"finish_reason":"stop"'


async def _complete(request: Request) -> Response:
    await request.body()
    return StreamingResponse(_words(), media_type="text/event-stream")


async def _words() -> AsyncIterator[bytes]:
    for _ in range(WORDS):
        yield _CHUNK % b'"delta":{"content":"word "},"finish_reason":null'
        await asyncio.sleep(_PAUSE)
    yield _CHUNK % _END
    yield b"data: [DONE]\n\n"


async def _models(_: Request) -> Response:
    return JSONResponse({"object": "list", "data": [{"id": "talker", "object": "model"}]})


def main(port: int) -> None:
    """Serve until told to stop."""
    routes = [Route("/v1/models", _models), Route("/v1/chat/completions", _complete, methods=["POST"])]
    uvicorn.run(Starlette(routes=routes), port=port, access_log=False, log_config=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))

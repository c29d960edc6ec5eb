"""Going on with the assistant's last message: each program is asked as it wants, and an unknown one in words."""

import asyncio
import json
import re
from contextlib import aclosing
from typing import Any

import pytest
from tests.conftest import Run

from greenroom.llm.endpoint import Endpoint
from greenroom.llm.model import Ask, Message
from greenroom.llm.openai_compatible import OpenAICompatible
from greenroom.llm.openai_compatible.wire import GO_ON

SAID = (Message("user", "Hello"), Message("assistant", "Good eve"))
WHOLE = 'data: {"choices":[{"delta":{"content":"ning"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
PLAIN = [{"role": one.role, "content": one.text} for one in SAID]
PROGRAMS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "llama.cpp": ({"/props": {"default_generation_settings": {"n_ctx": 512}}}, {"messages": PLAIN}),
    "ollama": ({"/api/version": {"version": "0.5"}}, {"messages": PLAIN}),
    "vllm": (
        {"/v1/models": {"data": [{"id": "tiny", "max_model_len": 512}]}},
        {"messages": PLAIN, "continue_final_message": True, "add_generation_prompt": False},
    ),
    "another": ({}, {"messages": [*PLAIN, {"role": "user", "content": GO_ON}]}),
}


async def asked(pages: dict[str, Any], messages: tuple[Message, ...]) -> dict[str, Any]:
    """What a server with these pages is asked for."""
    bodies: list[dict[str, Any]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path, length = head.split(" ")[1], re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        kind, said = "application/json", json.dumps(pages.get(path))
        if length:
            bodies.append(json.loads(await reader.readexactly(int(length[1]))))
            kind, said = "text/event-stream", WHOLE
        status = 200 if length or path in pages else 404
        writer.write(
            f"HTTP/1.1 {status} So\r\ncontent-type: {kind}\r\nconnection: close\r\n\r\n{said}".encode()
        )
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        backend = OpenAICompatible(Endpoint(f"http://127.0.0.1:{port}"), "tiny", window=512)
        async with aclosing(backend.stream(Ask(messages))) as stream:
            assert [piece async for piece in stream]
        await backend.close()
    return bodies[-1]


@pytest.mark.parametrize(("pages", "expected"), PROGRAMS.values(), ids=PROGRAMS)
def test_each_program_is_asked_as_it_wants(run: Run, pages: dict[str, Any], expected: dict[str, Any]) -> None:
    usual = {"model": "tiny", "stream": True, "stream_options": {"include_usage": True}}
    assert run(asked(pages, SAID)) == usual | expected
    assert run(asked(pages, SAID[:1])) == usual | {"messages": PLAIN[:1]}

"""Model servers of this machine, found by asking where they usually listen."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from greenroom.llm.endpoint import Endpoint
from greenroom.llm.openai_compatible.client import Client

USUAL = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
}

SECONDS = 0.3
"""For each step with each of them, all at once: to be connected, and to be answered."""

_NO_TALKER = "embed"
"""Stands in the names of models that make vectors of texts; LM Studio lists its own before there is any other."""


class Found(NamedTuple):
    """A server that lists models, by the name of its program, and the first of its models that can talk."""

    program: str
    url: str
    model: str


async def discover(usual: dict[str, str] = USUAL) -> Found | None:
    """The first of the usual servers that has a model; None where there is none, which mostly takes no millisecond."""
    there = await asyncio.gather(*map(_listens, usual.values()))
    asked = [place for place, listens in zip(usual.items(), there, strict=True) if listens]
    if not asked:
        return None
    # The client takes a tenth of a second to load, in which the server answers.
    await asyncio.to_thread(__import__, "httpx2")
    found = await asyncio.gather(*(_ask(program, url) for program, url in asked))
    return next((one for one in found if one), None)


async def _listens(url: str) -> bool:
    """Whether anything at all is there."""
    where = urlsplit(url)
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(SECONDS):
            _, writer = await asyncio.open_connection(where.hostname, where.port)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        return True
    return False


async def _ask(program: str, url: str) -> Found | None:
    client = Client(Endpoint(url), SECONDS, own=True)
    try:
        said = await client.get(f"{url}/models", SECONDS)
    finally:
        await client.close()
    listed = said.get("data") if isinstance(said, dict) else None
    model = next(_talkers(listed), None) if isinstance(listed, list) else None
    return Found(program, url, model) if model else None


def _talkers(listed: list[Any]) -> Iterator[str]:
    names = (one.get("id") for one in listed if isinstance(one, dict))
    return (name for name in names if isinstance(name, str) and name and _NO_TALKER not in name.lower())

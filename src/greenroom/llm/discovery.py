"""Model servers of this machine, found by asking where they usually listen."""

import asyncio
from typing import NamedTuple

from greenroom.llm.endpoint import Endpoint
from greenroom.llm.openai_compatible.client import Client

USUAL = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
}

SECONDS = 0.3
"""For each of them, all at once."""


class Found(NamedTuple):
    """A server that lists models, by the name of its program, and the first of its models."""

    program: str
    url: str
    model: str


async def discover(usual: dict[str, str] = USUAL) -> Found | None:
    """The first of the usual servers that has a model; None where there is none."""
    found = await asyncio.gather(*(_ask(program, url) for program, url in usual.items()))
    return next((one for one in found if one), None)


async def _ask(program: str, url: str) -> Found | None:
    client = Client(Endpoint(url), SECONDS, own=True)
    try:
        said = await client.get(f"{url}/models", SECONDS)
    finally:
        await client.close()
    lines = said.get("data") if isinstance(said, dict) else None
    first = lines[0] if isinstance(lines, list) and lines else None
    model = first.get("id") if isinstance(first, dict) else None
    return Found(program, url, model) if isinstance(model, str) and model else None

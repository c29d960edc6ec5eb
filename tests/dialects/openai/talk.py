"""Talking to characters as OpenAI's clients do."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
from tests.served import Caller

CHAT = "/v1/chat/completions"
MODELS = "/v1/models"
HELLO = [{"role": "user", "content": "Hello?"}]


def created(who: Caller, name: str = "Nora", **character: Any) -> str:
    """The id of a new character."""
    answer = who.post("/v1/characters", {"character": {"name": name} | character})
    assert answer.status_code == 201, answer.text
    identity: str = answer.json()["id"]
    return identity


def shared(who: Caller, identity: str) -> str:
    """Its share id."""
    answer = who.post(f"/v1/characters/{identity}/share")
    url: str = answer.json()["share_url"]
    return url.rpartition("/")[2]


def asked(who: Caller, model: str = "nora", **fields: Any) -> httpx2.Response:
    """The answer to a request for a short reply."""
    return who.post(CHAT, {"model": model, "messages": HELLO, "max_tokens": 4} | fields)


def refused(answer: httpx2.Response) -> Mapping[str, Any]:
    """The error of a refusal, which has all its keys."""
    assert answer.status_code >= 400, answer.text
    error: dict[str, Any] = answer.json()["error"]
    assert error.keys() == {"message", "type", "param", "code"}
    return error


def said(answer: httpx2.Response) -> str:
    """What was replied."""
    assert answer.status_code == 200, answer.text
    text: str = answer.json()["choices"][0]["message"]["content"]
    return text


def events(answer: httpx2.Response) -> Iterator[str]:
    """The data of each event."""
    for line in answer.iter_lines():
        if line.startswith("data: "):
            yield line.removeprefix("data: ")

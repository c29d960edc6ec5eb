"""What a server's refusals mean: its status, its headers and its words, as one of our problems."""

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from math import ceil
from typing import Any

import msgspec

from greenroom.llm.openai_compatible import wire
from greenroom.problems import (
    BadValue,
    ContextTooSmall,
    ModelBusy,
    ModelFailed,
    ModelRefused,
    ModelUnreachable,
    Problem,
    Sizes,
)

AGAIN = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may succeed."""

_OVERFLOW = frozenset({"exceed_context_size_error", "context_length_exceeded"})
"""How llama.cpp and OpenAI call a prompt that is too long."""

_LONGEST = 300
"""Characters of a foreign sentence that are passed on."""

_OWN = {
    401: "the server's key to it is not accepted; see the setting model_key.",
    403: "the server's key to it does not allow this; see the setting model_key.",
    404: "there is no model of that name at that address; see the settings model_name and model_url.",
}
"""Sentences of ours where the server's own would tell strangers what they needn't know, as parts of a key."""


class Refusal(msgspec.Struct, frozen=True):
    """What a server says: a sentence, a word or number for it, the parameter at fault, and sizes where it tells them."""

    message: str = ""
    code: str = ""
    param: str = ""
    prompt_tokens: int = 0
    window: int = 0


def read_refusal(body: bytes) -> Refusal:
    """What a body says of what went wrong, in any of the shapes that are about."""
    with suppress(msgspec.DecodeError):
        found = msgspec.json.decode(body)
        if isinstance(found, dict):
            return refusal_of(found.get("error", found))
    return Refusal(body.decode("utf-8", "replace")[:_LONGEST] if not body.lstrip().startswith(b"<") else "")


def refusal_of(error: Any) -> Refusal:
    """An `error`, which is an object of OpenAI's shape, one with a `message` or a `detail`, or a text."""
    if not isinstance(error, dict):
        return Refusal(str(error))
    words = {str(error.get("code")), str(error.get("type"))}
    return Refusal(
        str(error.get("message") or error.get("detail") or ""),
        min(words & _OVERFLOW, default=str(error.get("code") or error.get("type") or "")),
        str(error.get("param") or ""),
        _number(error.get("n_prompt_tokens")),
        _number(error.get("n_ctx")),
    )


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def problem_of(model: str, status: int, headers: Mapping[str, str], body: bytes, window: int) -> Problem:
    """Why there is no reply. `window` is what we believe of the model's context, where the server doesn't say."""
    refusal = read_refusal(body)
    if refusal.code in _OVERFLOW:
        return too_small(refusal, window)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ModelBusy(model, ceil(retry_after(headers) or 1))
    if status in {502, 503, 504}:
        return ModelUnreachable(model, _sentence(refusal, status).rstrip("."))
    if status >= 500:
        return ModelFailed(model, _sentence(refusal, status))
    if status < 400:
        return ModelFailed(model, f"it answers {status} where a reply was asked for.")
    if status in {400, 422} and refusal.param in wire.Parameter:
        return BadValue(refusal.param, f"is refused by the language model: {_sentence(refusal, status)}")
    return ModelRefused(model, _OWN.get(status) or _sentence(refusal, status))


def broken_by(model: str, error: Any, window: int) -> Problem:
    """What an error within a stream means."""
    refusal = refusal_of(error)
    return (
        too_small(refusal, window)
        if refusal.code in _OVERFLOW
        else ModelFailed(model, _sentence(refusal, 500))
    )


def too_small(refusal: Refusal, window: int) -> ContextTooSmall:
    """The server counted, and it's too much; where it doesn't say how much, the prompt is just over the window."""
    window = refusal.window or window
    return ContextTooSmall(window, Sizes(prompt=max(refusal.prompt_tokens, window + 1)), "")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server wants to be left alone, None where it doesn't say; dates aren't used by any of them."""
    for name, unit in (("retry-after-ms", 1000), ("retry-after", 1)):
        with suppress(KeyError, ValueError):
            seconds = float(headers[name]) / unit
            if 0 <= seconds < 1e6:  # neither inf nor nan
                return seconds
    return None


def _sentence(refusal: Refusal, status: int) -> str:
    said = " ".join(refusal.message.split())[:_LONGEST]
    if not said:
        return f"it answers {status}."
    return said if said.endswith((".", "!", "?")) else f"{said}."

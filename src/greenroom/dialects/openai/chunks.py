"""Replies on the wire: whole, and piece by piece. Pure."""

from typing import Any

from msgspec import Struct, to_builtins

from greenroom.dialects.openai import wire
from greenroom.llm.model import End, Text, Usage

Wire = dict[str, Any]


class Head(Struct, frozen=True):
    """What all answers and chunks of one reply have in common. `usage`: its chunks have that key, mostly empty."""

    id: str
    created: int
    model: str
    usage: bool = False


def whole(head: Head, texts: list[Text], end: End) -> wire.Completion:
    """The reply in one answer."""
    said = wire.Said("assistant", "".join(one.text for one in texts), None)
    choice = wire.Choice(0, said, _joined(texts), end.finish_reason)
    return wire.Completion(head.id, "chat.completion", head.created, head.model, [choice], _usage(end.usage))


def opening(head: Head) -> Wire:
    """The first chunk, which says who speaks."""
    return _chunk(head, {"role": "assistant", "content": ""})


def piece(head: Head, text: Text) -> Wire:
    """A chunk with some of the text."""
    return _chunk(head, {"content": text.text}, text.logprobs)


def closing(head: Head, end: End) -> Wire:
    """The last chunk of the choice, which says why it ended."""
    return _chunk(head, {}, finish_reason=end.finish_reason)


def usage(head: Head, end: End) -> Wire:
    """The chunk after that."""
    return _chunk(head, {}) | {"choices": [], "usage": to_builtins(_usage(end.usage))}


def _chunk(head: Head, delta: Wire, logprobs: Wire | None = None, finish_reason: str | None = None) -> Wire:
    choice = {"index": 0, "delta": delta, "logprobs": logprobs, "finish_reason": finish_reason}
    return {
        "id": head.id,
        "object": "chat.completion.chunk",
        "created": head.created,
        "model": head.model,
        "choices": [choice],
        **({"usage": None} if head.usage else {}),
    }


def _joined(texts: list[Text]) -> Wire | None:
    """The tokens of all pieces in one list, where the model told them."""
    told = [one.logprobs for one in texts if one.logprobs]
    if not told:
        return None
    return told[0] | {"content": [token for one in told for token in one.get("content") or ()]}


def _usage(counted: Usage | None) -> wire.Usage:
    counted = counted or Usage(0, 0)
    return wire.Usage(counted.prompt_tokens, counted.completion_tokens, counted.total_tokens)

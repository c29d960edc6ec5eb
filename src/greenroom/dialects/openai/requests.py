"""What a request for a reply says: the conversation, the scenario, and how to sample. What we can't do is refused."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from greenroom.conversations.prompt.materials import Turn
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.openai import wire
from greenroom.llm.model import Parameters
from greenroom.problems import BadValue

_SYSTEM = ("system", "developer")


class Said(NamedTuple):
    """A request, sorted. `scenario` is None where there is no system message; `usage` is for the end of a stream."""

    model: str
    turns: list[Turn]
    scenario: str | None
    parameters: Parameters
    stream: bool
    usage: bool


def read(body: Mapping[str, Any]) -> Said:
    """The body of a request; raises BadValue for the first fault."""
    asked = convert(body, wire.Asked)
    _refuse(asked)
    texts = [(one.role, _text(one, f"messages[{at}]")) for at, one in enumerate(asked.messages)]
    system = [text for role, text in texts if role in _SYSTEM]
    return Said(
        asked.model,
        [
            Turn("user" if role == "user" else "character", text)
            for role, text in texts
            if role not in _SYSTEM
        ],
        "\n\n".join(system) if system else None,
        _parameters(asked),
        bool(asked.stream),
        bool(asked.stream_options and asked.stream_options.include_usage),
    )


def _refuse(asked: wire.Asked) -> None:
    if asked.n is not None and (isinstance(asked.n, bool) or asked.n != 1):
        raise BadValue("n", "must be 1: a character gives one reply")
    for name in ("tools", "functions"):
        if getattr(asked, name):
            raise BadValue(name, "must be left out: characters call no tools here")
    if asked.audio is not None:
        raise BadValue("audio", "must be left out: characters answer in text here")
    if asked.modalities not in (None, [], ["text"]):
        raise BadValue("modalities", 'must be ["text"]: characters answer in text here')
    if asked.top_logprobs is not None and not asked.logprobs:
        raise BadValue("top_logprobs", "needs logprobs to be true")


def _text(message: wire.Message, field: str) -> str:
    """What a message says."""
    if message.tool_calls:
        raise BadValue(f"{field}.tool_calls", "must be left out: characters call no tools here")
    if isinstance(message.content, list):
        return "\n".join(_part(part, f"{field}.content[{at}]") for at, part in enumerate(message.content))
    if message.content is None:
        raise BadValue(f"{field}.content", "must be a text")
    return message.content


def _part(part: wire.Part, field: str) -> str:
    text = {"text": part.text, "refusal": part.refusal}.get(part.type)
    if part.type not in {"text", "refusal"}:
        raise BadValue(
            f"{field}.type", "must be text: characters see no pictures, hear nothing and read no files here"
        )
    if not isinstance(text, str):
        raise BadValue(f"{field}.{part.type}", "is required")
    return text


def _parameters(asked: wire.Asked) -> Parameters:
    return Parameters(
        temperature=asked.temperature,
        top_p=asked.top_p,
        max_tokens=asked.max_completion_tokens or asked.max_tokens,
        stop=tuple(_stops(asked)),
        seed=asked.seed,
        presence_penalty=asked.presence_penalty,
        frequency_penalty=asked.frequency_penalty,
        response_format=asked.response_format,
        logprobs=bool(asked.logprobs),
        top_logprobs=asked.top_logprobs,
        reasoning_effort=asked.reasoning_effort,
        top_k=asked.top_k,
        min_p=asked.min_p,
        repetition_penalty=asked.repetition_penalty or asked.repeat_penalty,
    )


def _stops(asked: wire.Asked) -> Iterator[str]:
    if isinstance(asked.stop, str):
        yield asked.stop
    elif asked.stop:
        yield from asked.stop

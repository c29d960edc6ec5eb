"""The shapes of OpenAI's API, as far as we use them, and what they mean. Whatever isn't named here is ignored."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from greenroom.llm.model import Ask, Finish, Message, Parameters, Text, Usage
from greenroom.llm.openai_compatible.sizes import Kind

_LIMITS = {"api.openai.com": "max_completion_tokens"}
"""The name of max_tokens where its old one is refused: OpenAI's newer models don't know it, other servers know no other."""

_MOST_TOKENS = 1 << 40

_ENDS: dict[str, Finish] = {"length": "length", "content_filter": "content_filter"}
"""Words for an end; every other one ("stop", "eos", "tool_calls", …) is a stop."""

Parameter = frozenset(Parameters.__struct_fields__)
"""The names of what a caller may say of sampling."""


GO_ON = "[Go on with your last message exactly where it stops. Don't repeat any of it, don't begin anew, and don't comment.]"
"""What is said to a server of which nobody knows that it goes on by itself."""


class Delta(Struct):
    """What a chunk adds. A refusal is a text, too; what a model thinks beforehand has other names and is nobody's."""

    content: str | None = None
    refusal: str | None = None


class Choice(Struct):
    """A choice; there is never more than the first one asked for."""

    index: int = 0
    delta: Delta | None = None
    logprobs: dict[str, Any] | None = None
    finish_reason: str | None = None


class Chunk(Struct):
    """An event of a stream. `error` is an object or a text, `usage` whatever a server takes for one."""

    choices: list[Choice] | None = None
    usage: Any = None
    error: Any = None


read_chunk = msgspec.json.Decoder(Chunk).decode
"""An event's data as a chunk; msgspec.DecodeError for anything else."""


class Model(Struct):
    """A line of the list of models. `max_model_len` is vLLM's context size."""

    id: str
    max_model_len: int | None = None


class ModelList(Struct):
    """Every model of a server."""

    data: list[Model]


class Vector(Struct):
    """One embedding."""

    index: int
    embedding: list[float]


class Vectors(Struct):
    """Embeddings, in any order."""

    data: list[Vector]


class Judged(Struct):
    """What a moderation says of one text."""

    flagged: bool
    categories: dict[str, bool | None] = {}


class Judgement(Struct):
    """What it says of a request."""

    results: list[Judged]


def show_ask(ask: Ask, messages: Iterable[Message], model: str, host: str) -> dict[str, Any]:
    """The body of a request for a stream, with these messages."""
    said = msgspec.to_builtins(ask.parameters)
    if "max_tokens" in said:
        said[_LIMITS.get(host, "max_tokens")] = said.pop("max_tokens")
    if "repetition_penalty" in said:  # vLLM's name, and llama.cpp's
        said["repeat_penalty"] = said["repetition_penalty"]
    return {
        "model": model,
        "messages": _show_messages(messages),
        "stream": True,
        "stream_options": {"include_usage": True},
        **said,
    }


def show_going_on(messages: Iterable[Message], kind: Kind) -> dict[str, Any]:
    """What else a server must be told to go on with the last message, instead of answering it."""
    if kind == "vllm":
        return {"continue_final_message": True, "add_generation_prompt": False}
    if kind in {"llama.cpp", "ollama"}:  # which do so anyway
        return {}
    return {"messages": _show_messages([*messages, Message("user", GO_ON)])}


def _show_messages(messages: Iterable[Message]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.text} for message in messages]


def put_text(choice: Choice) -> Text | None:
    """What a choice adds to the reply; None where that is nothing."""
    delta = choice.delta
    text = (delta.content or delta.refusal) if delta else None
    return Text(text, choice.logprobs) if text else None


def put_usage(said: Any) -> Usage | None:
    """What a reply cost; None where that can't be read, since no reply fails by it."""
    if not isinstance(said, dict):
        return None
    prompt, completion = (_whole(said.get(name)) for name in ("prompt_tokens", "completion_tokens"))
    return None if prompt is None or completion is None else Usage(prompt, completion)


def _whole(said: Any) -> int | None:
    """A number of tokens, which some servers write as 12.0 or "12"."""
    try:
        number = float(said if said is not None else 0)
    except (TypeError, ValueError):
        return None
    return int(number) if 0 <= number < _MOST_TOKENS else None


def put_finish(word: str) -> Finish:
    """Why a reply ended."""
    return _ENDS.get(word, "stop")

"""What is asked of a language model, and what comes back."""

from typing import Any, Literal

from msgspec import Struct

Role = Literal["system", "user", "assistant"]

Finish = Literal["stop", "length", "content_filter"]
"""Why a reply ended: by itself or at a stop word; at its limit of tokens or the window's; by the backend's censor."""


class Message(Struct, frozen=True):
    """One message. Where the last one is the assistant's, backends that can go on with it do (a prefill)."""

    role: Role
    text: str


class Parameters(Struct, frozen=True, omit_defaults=True):
    """How to sample. What is None, False or empty isn't said, so that the backend's own setting stands.

    `response_format` is OpenAI's object; `top_logprobs` needs `logprobs`. The last three are no parameters of OpenAI's, which
    refuses them; llama.cpp, vLLM and others know them.
    """

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    seed: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    response_format: dict[str, Any] | None = None
    logprobs: bool = False
    top_logprobs: int | None = None
    reasoning_effort: str | None = None  # none, minimal, low, medium, high, for models that think first
    top_k: int | None = None
    min_p: float | None = None
    repetition_penalty: float | None = None  # 1 is none


class Ask(Struct, frozen=True):
    """A whole request for one reply."""

    messages: tuple[Message, ...]
    parameters: Parameters = Parameters()


class Usage(Struct, frozen=True):
    """Tokens as the backend counted them."""

    prompt_tokens: int
    completion_tokens: int

    @property
    def total_tokens(self) -> int:
        """Both together."""
        return self.prompt_tokens + self.completion_tokens


class Text(Struct, frozen=True):
    """A piece of the reply, never empty. `logprobs` is OpenAI's object for it, where that was asked for."""

    text: str
    logprobs: dict[str, Any] | None = None


class End(Struct, frozen=True):
    """The last piece of every whole reply. `usage` is None where the backend doesn't count."""

    finish_reason: Finish
    usage: Usage | None = None


Piece = Text | End


class Count(Struct, frozen=True):
    """The size of a text in tokens; where not `exact`, an estimate that is rather too large (show it with ≈)."""

    tokens: int
    exact: bool

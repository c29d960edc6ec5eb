"""The shapes of OpenAI's API, as far as they mean something here, in its spelling. Whatever else comes in is ignored."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Text = Annotated[str, Meta(max_length=1_048_576)]
Tokens = Annotated[int, Meta(ge=1, le=10_000_000)]
Stop = Annotated[str, Meta(min_length=1, max_length=200)]
NOT_OPENAIS = "Told to language models whose server knows it, as llama.cpp's and vLLM's."
Penalty = Annotated[float, Meta(ge=-2, le=2)]
Name = Annotated[str, Meta(min_length=1, max_length=400, description="The name of a character as a model.")]
Nothing = Annotated[Any, Meta(extra_json_schema={"type": "null"})]
NoneOf = Annotated[Any, Meta(extra_json_schema={"type": ["array", "null"], "maxItems": 0})]
One = Annotated[Any, Meta(extra_json_schema={"enum": [1, None]})]
OnlyText = Annotated[
    Any, Meta(extra_json_schema={"type": ["array", "null"], "items": {"type": "string", "enum": ["text"]}})
]
Kind = Annotated[str, Meta(extra_json_schema={"enum": ["text"]})]
"""`extra_json_schema` says what is taken; what else may come is refused in plain words, see `requests`."""


class Part(Struct):
    """A part of a message: a text. Pictures, sounds and files are refused."""

    type: Kind
    text: Text | UnsetType = UNSET
    refusal: Text | UnsetType | None = UNSET


class Message(Struct):
    """What was said. Texts of `system` and `developer` are the scenario, all others the conversation."""

    role: Literal["system", "developer", "user", "assistant"]
    content: Text | list[Part] | None = None
    tool_calls: NoneOf = None


class StreamOptions(Struct):
    """How a stream is to be."""

    include_usage: bool | None = None


class Asked(Struct, kw_only=True):
    """A request for one reply of a character; what isn't said, or null, is the character's own."""

    model: Name
    messages: Annotated[list[Message], Meta(min_length=1)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: Annotated[float, Meta(ge=0, le=1)] | None = None
    max_tokens: Tokens | None = None
    max_completion_tokens: Tokens | None = None
    stop: Stop | Annotated[list[Stop], Meta(max_length=16)] | None = None
    seed: Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)] | None = None
    presence_penalty: Penalty | None = None
    frequency_penalty: Penalty | None = None
    response_format: dict[str, Any] | None = None
    logprobs: bool | None = None
    top_logprobs: Annotated[int, Meta(ge=0, le=20)] | None = None
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high"] | None = None
    top_k: Annotated[int, Meta(ge=-1, le=1_000_000, description=NOT_OPENAIS)] | None = None
    min_p: Annotated[float, Meta(ge=0, le=1, description=NOT_OPENAIS)] | None = None
    repetition_penalty: Annotated[float, Meta(ge=0.01, le=10, description=NOT_OPENAIS)] | None = None
    repeat_penalty: Annotated[float, Meta(ge=0.01, le=10, description="As repetition_penalty.")] | None = None
    n: One = None
    tools: NoneOf = None
    functions: NoneOf = None
    audio: Nothing = None
    modalities: OnlyText = None


class Model(Struct):
    """A character as a model. `created` is in seconds since 1970, `owned_by` the handle of its owner."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(Struct):
    """Characters of the caller that can be talked to, newest first; `has_more` where the list is cut."""

    object: Literal["list"]
    data: list[Model]
    has_more: bool


class Said(Struct):
    """What the character said."""

    role: Literal["assistant"]
    content: str
    refusal: None


class Choice(Struct):
    """The only one. `logprobs` is the language model's own object."""

    index: int
    message: Said
    logprobs: dict[str, Any] | None
    finish_reason: Literal["stop", "length", "content_filter"]


class Usage(Struct):
    """Tokens of all that the language model was asked, which is more than the messages, and of what it replied."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(Struct):
    """A whole reply."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class Fault(Struct):
    """What is wrong; `param` names a field of the request, where one is at fault."""

    message: str
    type: str
    param: str | None
    code: str | None


class Error(Struct):
    """What every refusal answers."""

    error: Fault

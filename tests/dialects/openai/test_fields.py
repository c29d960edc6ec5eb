"""Fields of a request, served: what is taken and what is refused, and that the page says so."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.dialects.openai.talk import asked, created, refused
from tests.dialects.readme import table
from tests.served import Caller

from greenroom.dialects.openai import DIALECT, wire

README = Path(wire.__file__).with_name("README.md").read_text("utf-8")
PICTURE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
SOUND = {"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}}
LONG = "x" * 1_048_577


def messages(content: Any, role: str = "user", **more: Any) -> dict[str, Any]:
    return {"messages": [{"role": role, "content": content, **more}]}


TAKEN: list[dict[str, Any]] = [
    {"temperature": 0, "top_p": 1},
    {"temperature": 2.0, "top_p": 0.5, "presence_penalty": -2, "frequency_penalty": 2},
    {"seed": -1},
    {"reasoning_effort": "high", "top_k": 40, "min_p": 0.05, "repetition_penalty": 1.1},
    {"reasoning_effort": "none", "repeat_penalty": 1.1},
    {"stop": "\n"},
    {"stop": ["\n", "Nora"]},
    {"n": 1, "tools": [], "functions": None, "audio": None, "modalities": ["text"]},
    dict.fromkeys(wire.Asked.__struct_fields__[2:], None) | {"max_tokens": 2},
    {"max_completion_tokens": 2, "max_tokens": 10_000_000},
    {"user": "somebody", "store": False, "metadata": {}, "logit_bias": {"50256": -100}, "x": [{}]},
    {"response_format": {"type": "text"}},
    messages([{"type": "text", "text": "Hello"}, {"type": "text", "text": "there"}]),
    messages([]),
    messages(""),
    messages("Sunny.", "system"),
    messages("Sunny.", "developer", name="weather"),
    messages("I am", "assistant"),
    messages([{"type": "refusal", "refusal": "No."}], "assistant", tool_calls=[]),
]


@pytest.mark.parametrize("fields", TAKEN)
def test_what_clients_send_is_taken(fields: dict[str, Any], ada: Caller) -> None:
    created(ada)
    answer = asked(ada, **fields)
    assert answer.status_code == 200, answer.text


NO_PICTURES = "must be text: characters see no pictures, hear nothing and read no files here"
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"model": None}, "model", "must be a string, not null"),
    ({"model": ""}, "model", "must have at least 1 character"),
    ({"messages": None}, "messages", "must be an array, not null"),
    ({"messages": []}, "messages", "must have at least 1 item"),
    (messages(None), "messages[0].content", "must be a text"),
    (messages(LONG), "messages[0].content", "must be at most 1 MiB long"),
    (messages("x", "tool"), "messages[0].role", "is not one of the values that are allowed here"),
    (messages([PICTURE]), "messages[0].content[0].type", NO_PICTURES),
    (messages([{"type": "text", "text": "a"}, SOUND]), "messages[0].content[1].type", NO_PICTURES),
    (messages([{"type": "text"}]), "messages[0].content[0].text", "is required"),
    (
        messages("", "assistant", tool_calls=[{"id": "1"}]),
        "messages[0].tool_calls",
        "must be left out: characters call no tools here",
    ),
    ({"temperature": 2.1}, "temperature", "must be at most 2"),
    ({"top_p": -0.1}, "top_p", "must be at least 0"),
    ({"max_tokens": 0}, "max_tokens", "must be at least 1"),
    ({"max_completion_tokens": 0}, "max_completion_tokens", "must be at least 1"),
    ({"presence_penalty": 3}, "presence_penalty", "must be at most 2"),
    ({"frequency_penalty": "x"}, "frequency_penalty", "must be a number or null, not a string"),
    ({"stop": ["x"] * 17}, "stop", "must have at most 16 items"),
    ({"seed": 1.5}, "seed", "must be a whole number or null, not a number"),
    ({"n": 2}, "n", "must be 1: a character gives one reply"),
    ({"n": True}, "n", "must be 1: a character gives one reply"),
    ({"tools": [{"type": "function"}]}, "tools", "must be left out: characters call no tools here"),
    ({"functions": [{"name": "x"}]}, "functions", "must be left out: characters call no tools here"),
    ({"audio": {"voice": "alloy"}}, "audio", "must be left out: characters answer in text here"),
    ({"modalities": ["text", "audio"]}, "modalities", 'must be ["text"]: characters answer in text here'),
    ({"top_logprobs": 2}, "top_logprobs", "needs logprobs to be true"),
    ({"logprobs": True, "top_logprobs": 21}, "top_logprobs", "must be at most 20"),
    ({"response_format": "json"}, "response_format", "must be an object or null, not a string"),
    ({"stream": "yes"}, "stream", "must be true or false or null, not a string"),
]


@pytest.mark.parametrize(("fields", "param", "why"), REFUSED)
def test_what_is_wrong_is_named(fields: dict[str, Any], param: str, why: str, ada: Caller) -> None:
    answer = asked(ada, **fields)
    assert (answer.status_code, refused(answer)) == (
        400,
        {
            "message": f"{param} {why}",
            "type": "invalid_request_error",
            "param": param,
            "code": "invalid_value",
        },
    )


def test_the_page_lists_every_field() -> None:
    said = [row[0] for row in table(README, "Fields of a request")]
    assert sorted(said) == sorted(wire.Asked.__struct_fields__)


def test_the_page_lists_every_operation() -> None:
    said = {row[1]: row[2] for row in table(README, "Operations")}
    assert said == {f"{route.method} {route.path}": route.scope for route in DIALECT.routes}


def test_a_schema_says_what_is_taken() -> None:
    (_, schemas) = msgspec.json.schema_components([wire.Asked])
    said = schemas["Asked"]["properties"]
    assert said["n"] == {"enum": [1, None], "default": None}
    assert said["tools"]["maxItems"] == 0

"""openai 7.57.0 from the npm registry, run as it is, against characters with a real language model."""

import json
from typing import Any

import pytest
from tests.acceptance.node import Node
from tests.dialects.openai.talk import HELLO, created
from tests.served import Caller

SHORT = {"model": "nora", "messages": HELLO, "max_tokens": 6}


def call(node: Node, who: Caller, method: str, *arguments: object) -> Any:
    """What a method hands back, or throws."""
    return node.run("openai", who.key, method, list(arguments))


def test_it_lists_characters_and_finds_each(node: Node, ada: Caller) -> None:
    names = [f"character:{created(ada, name)}" for name in ("Nora", "Vera")]
    listed = call(node, ada, "models.list")["value"]
    assert [one["id"] for one in listed] == names[::-1]
    for name in (*names, "vera", f"character:@{ada.handle}/vera"):
        found = call(node, ada, "models.retrieve", name)["value"]
        assert (found["id"], found["owned_by"]) == (name, f"@{ada.handle}")


def test_it_is_given_a_reply(node: Node, ada: Caller) -> None:
    created(ada)
    said = call(node, ada, "chat.completions.create", SHORT)["value"]
    (choice,) = said["choices"]
    assert choice["message"]["content"].strip()
    assert (
        said["usage"]["total_tokens"] == said["usage"]["prompt_tokens"] + said["usage"]["completion_tokens"]
    )


def test_it_reads_a_stream_to_its_end(node: Node, ada: Caller) -> None:
    created(ada)
    asked = SHORT | {"stream": True, "stream_options": {"include_usage": True}}
    first, *chunks, last, cost = call(node, ada, "chat.completions.create", asked)["value"]
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert "".join(one["choices"][0]["delta"]["content"] for one in chunks).strip()
    assert last["choices"][0]["finish_reason"] in {"stop", "length"}
    assert (cost["choices"], cost["usage"]["completion_tokens"] > 0) == ([], True)


def test_it_parses_what_was_asked_for_as_json(node: Node, ada: Caller) -> None:
    created(ada)
    schema = {"type": "object", "properties": {"mood": {"enum": ["glad"]}}, "required": ["mood"]}
    form = {"type": "json_schema", "json_schema": {"name": "mood", "schema": schema}}
    asked = SHORT | {"max_tokens": 60, "response_format": form}
    said = call(node, ada, "chat.completions.create", asked)["value"]
    assert json.loads(said["choices"][0]["message"]["content"]) == {"mood": "glad"}


THROWN = [
    ("models.retrieve", ["nobody"], "NotFoundError", 404, "model_not_found", "model"),
    (
        "chat.completions.create",
        [SHORT | {"model": "x/y:z"}],
        "NotFoundError",
        404,
        "model_not_found",
        "model",
    ),
    ("chat.completions.create", [SHORT | {"n": 2}], "BadRequestError", 400, "invalid_value", "n"),
    ("embeddings.create", [{"model": "nora", "input": "x"}], "NotFoundError", 404, "unknown_url", None),
]


@pytest.mark.parametrize(("method", "arguments", "name", "status", "code", "param"), THROWN)
def test_it_throws_what_it_was_told(
    method: str,
    arguments: list[object],
    name: str,
    status: int,
    code: str,
    param: str | None,
    node: Node,
    ada: Caller,
) -> None:
    error = call(node, ada, method, *arguments)["error"]
    assert (error["name"], error["status"], error["code"], error["param"]) == (name, status, code, param)
    assert error["requestID"].startswith("req_")


def test_a_wrong_key_is_an_authentication_error(node: Node) -> None:
    error = node.run("openai", "rp_wrong", "models.list", [])["error"]
    assert (error["name"], error["code"]) == ("AuthenticationError", "invalid_api_key")

"""The backend with a real model: what it streams, counts and refuses, and that it stops when nobody listens."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import aclosing

import pytest
from tests.conftest import Run
from tests.model_server import CONTEXT, ModelServer

from greenroom.llm.model import Ask, Count, End, Message, Parameters, Piece, Text
from greenroom.llm.openai_compatible import OpenAICompatible, sizes
from greenroom.problems import ContextTooSmall, ModelFailed, ModelRefused

HELLO = (Message("system", "You are Nora."), Message("user", "Say hello."))
AND_ON = {"type": "array", "items": {"enum": ["and on and on and on"]}, "minItems": 300}
LONG = Ask(
    (Message("user", "Tell me a very long story."),),
    Parameters(max_tokens=900, response_format={"type": "json_schema", "json_schema": {"schema": AND_ON}}),
)
"""What it says to that takes half a minute at least, for the form lets it end no earlier."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the server counts is waited for, however slow this machine is."""
    monkeypatch.setattr(sizes, "_SECONDS", 60.0)


@pytest.fixture
def backend(model_server: ModelServer, run: Run) -> Iterator[OpenAICompatible]:
    backend = OpenAICompatible(model_server.endpoint, "")
    yield backend
    run(backend.close())


async def pieces(backend: OpenAICompatible, ask: Ask) -> list[Piece]:
    async with aclosing(backend.stream(ask)) as stream:
        return [piece async for piece in stream]


def test_a_reply_comes_in_pieces_and_ends_with_its_cost(backend: OpenAICompatible, run: Run) -> None:
    *texts, end = run(pieces(backend, Ask(HELLO, Parameters(max_tokens=8, seed=3))))
    assert 1 < len(texts) <= 8
    assert all(isinstance(text, Text) and text.text for text in texts)
    assert isinstance(end, End)
    assert end.usage
    assert end.usage.prompt_tokens > 10
    assert 0 < end.usage.completion_tokens <= 8
    assert end.finish_reason == ("length" if end.usage.completion_tokens == 8 else "stop")


def test_parameters_reach_the_model(backend: OpenAICompatible, run: Run) -> None:
    schema = {"type": "object", "properties": {"mood": {"enum": ["glad"]}}, "required": ["mood"]}
    form = {"type": "json_schema", "json_schema": {"schema": schema}}
    ask = Ask(HELLO, Parameters(temperature=0, response_format=form, logprobs=True, max_tokens=60))
    *texts, _ = run(pieces(backend, ask))
    said = "".join(text.text for text in texts if isinstance(text, Text))
    assert json.loads(said) == {"mood": "glad"}
    assert all(isinstance(text, Text) and text.logprobs for text in texts)


@pytest.mark.parametrize("way", ["close", "cancel"])
def test_a_model_stops_when_nobody_listens(
    backend: OpenAICompatible, model_server: ModelServer, run: Run, way: str
) -> None:
    async def listen(began: asyncio.Event) -> None:
        async with aclosing(backend.stream(LONG)) as stream:
            async for _ in stream:
                began.set()
                if way == "close":
                    return

    async def go() -> None:
        began = asyncio.Event()
        task = asyncio.create_task(listen(began))
        await began.wait()
        if way == "cancel":
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await asyncio.to_thread(model_server.becomes_idle)
        assert await asyncio.to_thread(model_server.gave_up)

    run(go())


def test_texts_are_counted_and_the_window_is_known(backend: OpenAICompatible, run: Run) -> None:
    async def go() -> tuple[Count, Count, int]:
        return await backend.count("hello world"), await backend.count("hello world"), await backend.window()

    assert run(go()) == (Count(2, exact=True), Count(2, exact=True), CONTEXT)


def test_what_is_too_long_is_told_with_sizes(backend: OpenAICompatible, run: Run) -> None:
    with pytest.raises(ContextTooSmall) as refused:
        run(pieces(backend, Ask((Message("user", "word " * 2000),))))
    assert refused.value.window == CONTEXT
    assert refused.value.sizes["prompt"] > 2000


def test_a_wrong_key_is_told_without_the_key(model_server: ModelServer, run: Run) -> None:
    backend = OpenAICompatible(model_server.endpoint._replace(key="sk-wrong"), "smollm2-135m")
    with pytest.raises(ModelRefused) as refused:
        run(pieces(backend, Ask(HELLO)))
    assert "model_key" in str(refused.value)
    assert "sk-wrong" not in str(refused.value)
    run(backend.close())


def test_embeddings_come_in_order(run: Run) -> None:
    with ModelServer(embeddings=True) as server:
        backend = OpenAICompatible(server.endpoint, "")
        one, other, again = run(backend.embed(["a cat", "a battleship", "a cat"]))
        assert one == pytest.approx(again, abs=1e-3)
        assert one != pytest.approx(other, abs=1e-3)
        run(backend.close())


STRICT = """{%- if messages[0].role == 'system' -%}{%- set first = 1 -%}{%- else -%}{%- set first = 0 -%}{%- endif -%}
{%- for message in messages[first:] -%}{%- if (message.role == 'user') != (loop.index0 % 2 == 0) -%}
{{- raise_exception('After the optional system message, conversation roles must alternate user/assistant') -}}
{%- endif -%}{%- endfor -%}
{%- for message in messages -%}<|im_start|>{{ message.role }}
{{ message.content }}<|im_end|>
{% endfor -%}{%- if add_generation_prompt -%}<|im_start|>assistant
{% endif -%}"""
NO_SYSTEM = STRICT.replace(
    "{%- if messages[0].role == 'system' -%}",
    "{%- if messages[0].role == 'system' -%}{{- raise_exception('System role not supported') -}}",
)
GREETED = (
    Message("system", "You are Nora."),
    Message("assistant", "Mind the step."),
    Message("user", "Hello"),
    Message("system", "Be short."),
)


@pytest.mark.parametrize("template", [STRICT, NO_SYSTEM], ids=["strict", "without a system"])
def test_a_strict_template_is_met_and_remembered(run: Run, template: str) -> None:
    short = Parameters(max_tokens=4, seed=1)
    with ModelServer(template=template) as server:
        backend = OpenAICompatible(server.endpoint, "")
        free = OpenAICompatible(server.endpoint, "", form="any")
        with pytest.raises((ModelRefused, ModelFailed), match="template"):
            run(pieces(free, Ask(GREETED, short)))
        for _ in range(2):
            *texts, _end = run(pieces(backend, Ask(GREETED, short)))
            assert texts
        *texts, _end = run(pieces(backend, Ask((*GREETED, Message("assistant", "Good eve")), short)))
        assert texts
        run(backend.close())
        run(free.close())

"""The openai package, unmodified, against characters with a real language model, on both engines."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest
from openai import OpenAI, Stream
from openai.types.chat import ChatCompletionChunk
from tests.dialects.openai.talk import created, shared
from tests.served import Caller

HELLO: Any = [{"role": "user", "content": "Hello?"}]
STUDIO = "/studio/v1/workspaces/default/characters"


_OPEN: list[OpenAI] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close each test's clients, lest their sockets are found in the garbage of another."""
    yield
    while _OPEN:
        _OPEN.pop().close()


def client(who: Caller, key: str = "") -> OpenAI:
    _OPEN.append(OpenAI(api_key=key or who.key, base_url=f"{who.served.url}/v1", max_retries=0))
    return _OPEN[-1]


def test_it_lists_characters_and_finds_each(ada: Caller) -> None:
    names = [f"character:{created(ada, name)}" for name in ("Nora", "Vera")]
    listed = client(ada).models.list()
    assert [one.id for one in listed] == names[::-1]
    for name in (*names, "vera", f"character:@{ada.handle}/vera"):
        found = client(ada).models.retrieve(name)
        assert (found.id, found.object, found.owned_by) == (name, "model", f"@{ada.handle}")
        assert found.created == listed.data[0].created or name == names[0]


def test_it_is_given_a_reply(ada: Caller) -> None:
    created(ada)
    said = client(ada).chat.completions.create(model="nora", messages=HELLO, max_tokens=6)
    (choice,) = said.choices
    assert choice.message.content
    assert choice.finish_reason in {"stop", "length"}
    assert said.usage
    assert 0 < said.usage.completion_tokens <= 6
    assert said.usage.prompt_tokens > 20  # which is the character
    assert (said.object, said.model) == ("chat.completion", "nora")


def test_the_same_seed_gives_the_same_reply(ada: Caller) -> None:
    created(ada)
    said = [
        client(ada).chat.completions.create(
            model="nora", messages=HELLO, max_tokens=12, seed=7, temperature=0
        )
        for _ in range(2)
    ]
    assert said[0].choices == said[1].choices


def test_a_stop_word_ends_it(ada: Caller) -> None:
    created(ada)
    whole = client(ada).chat.completions.create(
        model="nora", messages=HELLO, max_tokens=12, temperature=0, seed=1
    )
    text = whole.choices[0].message.content or ""
    word = text.split()[2]
    cut = client(ada).chat.completions.create(
        model="nora", messages=HELLO, max_tokens=12, temperature=0, seed=1, stop=[word]
    )
    assert (cut.choices[0].message.content, cut.choices[0].finish_reason) == (text.partition(word)[0], "stop")


def stream(who: Caller, **options: Any) -> Stream[ChatCompletionChunk]:
    made: Stream[ChatCompletionChunk] = client(who).chat.completions.create(
        model="nora", messages=HELLO, max_tokens=6, stream=True, **options
    )
    return made


def test_a_stream_comes_in_chunks_of_one_reply(ada: Caller) -> None:
    created(ada)
    first, *texts, last = stream(ada)
    assert (first.choices[0].delta.role, first.choices[0].delta.content) == ("assistant", "")
    assert len(texts) > 1
    assert all(one.choices[0].delta.content for one in texts)
    assert last.choices[0].finish_reason in {"stop", "length"}
    assert {(one.id, one.created, one.model, one.object) for one in (first, *texts, last)} == {
        (first.id, first.created, "nora", "chat.completion.chunk")
    }
    assert all(one.usage is None for one in (first, *texts, last))


def test_a_stream_ends_with_its_cost_where_that_is_asked_for(ada: Caller) -> None:
    created(ada)
    *chunks, cost = stream(ada, stream_options={"include_usage": True})
    assert all(one.choices and one.usage is None for one in chunks)
    assert cost.choices == []
    assert cost.usage
    assert cost.usage.total_tokens == cost.usage.prompt_tokens + cost.usage.completion_tokens


def test_its_own_helper_reads_a_stream(ada: Caller) -> None:
    created(ada)
    with client(ada).chat.completions.stream(model="nora", messages=HELLO, max_tokens=6) as coming:
        text = "".join(event.delta for event in coming if event.type == "content.delta")
        assert text
        assert coming.current_completion_snapshot.choices[0].message.content == text


def test_probabilities_come_whole_and_in_pieces(ada: Caller) -> None:
    created(ada)
    asked: Any = {"logprobs": True, "top_logprobs": 2}
    whole = client(ada).chat.completions.create(model="nora", messages=HELLO, max_tokens=6, **asked)
    told = whole.choices[0].logprobs
    assert told
    assert told.content
    assert "".join(one.token for one in told.content).startswith(whole.choices[0].message.content or "-")
    assert all(len(one.top_logprobs) == 2 for one in told.content)
    pieces = [one.choices[0] for one in stream(ada, **asked)][1:-1]
    assert all(one.logprobs and one.logprobs.content for one in pieces)


def test_a_reply_has_the_form_that_was_asked_for(ada: Caller) -> None:
    created(ada)
    schema: Any = {"type": "object", "properties": {"mood": {"enum": ["glad"]}}, "required": ["mood"]}
    said = client(ada).chat.completions.create(
        model="nora",
        messages=HELLO,
        max_tokens=60,
        response_format={"type": "json_schema", "json_schema": {"name": "mood", "schema": schema}},
    )
    assert json.loads(said.choices[0].message.content or "") == {"mood": "glad"}


def test_a_conversation_goes_on(ada: Caller) -> None:
    created(ada)
    talk: Any = [
        {"role": "system", "content": "It storms."},
        {"role": "user", "content": "Who are you?"},
        {"role": "assistant", "content": "I keep the light."},
        {"role": "user", "content": [{"type": "text", "text": "Is it lit?"}]},
    ]
    for messages in (talk, talk[:3], talk[:1]):
        said = client(ada).chat.completions.create(model="nora", messages=messages, max_tokens=4)
        assert said.choices[0].message.role == "assistant"


def never_deployed(who: Caller) -> None:
    body = {"defaultCharacterDescription": {"givenName": "Nora", "description": "Not ready."}}
    assert who.post(STUDIO, body).status_code == 200


RAISED: list[tuple[str, Callable[[Caller], object], type[openai.APIStatusError], str | None]] = [
    ("nobody", lambda who: who, openai.NotFoundError, "model_not_found"),
    ("nora", never_deployed, openai.NotFoundError, "not_deployed"),
    ("character:@owner/nora", lambda who: who, openai.NotFoundError, "model_not_found"),
]


@pytest.mark.parametrize(("model", "before", "kind", "code"), RAISED)
@pytest.mark.parametrize("streamed", [False, True])
def test_a_model_that_is_none_raises_at_once(
    model: str,
    before: Callable[[Caller], object],
    kind: type[openai.APIStatusError],
    code: str | None,
    streamed: bool,  # noqa: FBT001 - a case of a table
    ada: Caller,
) -> None:
    before(ada)
    with pytest.raises(kind) as raised:
        client(ada).chat.completions.create(model=model, messages=HELLO, stream=streamed)
    assert (raised.value.code, raised.value.param) == (code, "model")
    assert raised.value.request_id


def test_a_stranger_s_character_is_reached_by_what_its_owner_gave_away(ada: Caller, bob: Caller) -> None:
    private, unlisted, public = (
        created(bob, name, visibility=name.lower()) for name in ("Private", "Unlisted", "Public")
    )
    reached = [f"character:{public}", public, f"character:@{bob.handle}/public"]
    for name in (*reached, f"character:{shared(bob, unlisted)}"):
        said = client(ada).chat.completions.create(model=name, messages=HELLO, max_tokens=2)
        assert said.model == name
    hidden = [private, unlisted, "private", "public", f"character:@{bob.handle}/private"]
    for name in (*hidden, f"character:{unlisted}", f"character:{shared(bob, private)}"):
        with pytest.raises(openai.NotFoundError):
            client(ada).chat.completions.create(model=name, messages=HELLO, max_tokens=2)
        with pytest.raises(openai.NotFoundError):
            client(ada).models.retrieve(name)
    assert client(ada).models.list().data == []


def test_a_wrong_key_raises(ada: Caller) -> None:
    with pytest.raises(openai.AuthenticationError) as raised:
        client(ada, "rp_wrong").models.list()
    assert (raised.value.code, raised.value.type) == ("invalid_api_key", "authentication_error")
    with pytest.raises(openai.PermissionDeniedError):
        client(ada.with_key(scopes=["read"])).chat.completions.create(model="nora", messages=HELLO)


def test_what_is_not_offered_raises(ada: Caller) -> None:
    created(ada)
    with pytest.raises(openai.BadRequestError, match="one reply"):
        client(ada).chat.completions.create(model="nora", messages=HELLO, n=2)
    with pytest.raises(openai.NotFoundError):
        client(ada).embeddings.create(model="nora", input="x")

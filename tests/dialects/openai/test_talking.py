"""What the language model is asked, and what becomes of what it says: filters, ends, failures, and who goes away."""

import json
import socket
import threading
from typing import Any

import httpx2
import pytest
from tests.callers import caller
from tests.days import in_one_day
from tests.dialects.openai.talk import CHAT, HELLO, asked, created, events, refused, said
from tests.scripted_model import DONE, STOP, ScriptedModel, Step, reply, text
from tests.served import Caller

from greenroom.accounts import service
from greenroom.conversations import ledger
from greenroom.database import Transaction
from greenroom.llm.openai_compatible.wire import GO_ON

OWN: dict[str, Any] = {"engine": {"temperature": 0.3}, "style": {"response_length": "short"}}


def words(model: ScriptedModel) -> str:
    """All that the model read at last."""
    return "\n".join(message["content"] for message in model.asked[-1]["messages"])


def chunks(who: Caller, **fields: Any) -> list[Any]:
    """What comes as events, without the last one, which says that it is over."""
    *found, last = events(asked(who, stream=True, **fields))
    assert last == "[DONE]"
    return [json.loads(one) for one in found]


def streamed(who: Caller, **fields: Any) -> str:
    return "".join(one["choices"][0]["delta"].get("content", "") for one in chunks(who, **fields))


PASSED: list[dict[str, Any]] = [
    {"temperature": 1.5},
    {"temperature": 0},
    {"top_p": 0.5, "seed": 0},
    {"presence_penalty": 0.5, "frequency_penalty": -0.5},
    {"stop": ["\n", "x"]},
    {"top_k": 40, "min_p": 0.05, "repetition_penalty": 1.1},
    {"response_format": {"type": "json_object"}},
    {"logprobs": True, "top_logprobs": 3},
]


@pytest.mark.parametrize("fields", PASSED)
def test_what_the_client_says_of_sampling_reaches_the_model(
    fields: dict[str, Any], model: ScriptedModel, eve: Caller
) -> None:
    created(eve, **OWN)
    assert said(asked(eve, **fields)) == "Hi"
    (body,) = model.asked
    assert {name: body[name] for name in fields} == fields
    assert body["temperature"] == fields.get("temperature", 0.3)
    assert body["max_tokens"] == 4


def test_where_it_says_nothing_the_character_does(model: ScriptedModel, eve: Caller) -> None:
    created(eve, **OWN)
    asked(eve, max_tokens=None, stop="\n", x_unknown=1)
    (body,) = model.asked
    sampling = {name: body[name] for name in body.keys() - {"messages", "model", "stream", "stream_options"}}
    assert sampling == {"temperature": 0.3, "max_tokens": 192, "stop": ["\n"]}


def test_a_reply_may_be_as_long_as_the_window_has_room(model: ScriptedModel, eve: Caller) -> None:
    created(eve)
    asked(eve, max_tokens=1_000_000)
    (body,) = model.asked
    assert 512 < body["max_tokens"] < 2048
    asked(eve, max_tokens=1_000_000, max_completion_tokens=700)
    assert model.asked[1]["max_tokens"] == 700


def test_messages_are_the_conversation_and_a_system_text_is_the_scenario(
    model: ScriptedModel, eve: Caller
) -> None:
    created(eve, prompt={"definition": "Keeps the light.", "scenario": "A calm night."})
    talk = [
        {"role": "system", "content": "It storms around {{char}}."},
        {"role": "user", "content": "Who is {{char}}?"},
        {"role": "assistant", "content": "Me."},
        {"role": "developer", "content": "The lamp is out."},
        {"role": "user", "content": [{"type": "text", "text": "Is it"}, {"type": "text", "text": "lit?"}]},
    ]
    asked(eve, messages=talk)
    assert "It storms around Nora.\n\nThe lamp is out." in words(model)
    assert "Keeps the light." in words(model)
    assert "A calm night." not in words(model)
    spoken = [(one["role"], one["content"]) for one in model.asked[0]["messages"] if one["role"] != "system"]
    assert spoken == [("user", "Who is {{char}}?"), ("assistant", "Me."), ("user", "Is it\nlit?")]
    asked(eve, messages=talk[1:2])
    assert "A calm night." in words(model)


def test_the_assistant_s_last_word_is_gone_on_with(model: ScriptedModel, eve: Caller) -> None:
    created(eve)
    asked(eve, messages=[*HELLO, {"role": "assistant", "content": "I am"}])
    *_, last, wish = model.asked[0]["messages"]
    assert last == {"role": "assistant", "content": "I am"}
    assert wish == {"role": "user", "content": GO_ON}


def test_the_user_is_whom_they_chose_to_be(model: ScriptedModel, eve: Caller) -> None:
    created(eve)
    persona = eve.post("/v1/personas", {"name": "Eve", "description": "A smuggler.", "default": True})
    assert persona.status_code == 201, persona.text
    asked(eve)
    assert "A smuggler." in words(model)


def test_blocked_words_are_covered_however_they_are_cut(model: ScriptedModel, eve: Caller) -> None:
    created(eve, safety={"blocked_words": ["secret cave"]})
    model.say(*reply("The sec", "ret c", "ave is ", "near. Secret"))
    covered = "The ▇▇▇▇▇▇▇▇▇▇▇ is near. Secret"
    assert said(asked(eve)) == covered
    assert streamed(eve) == covered


def test_also_where_a_word_was_begun_before(model: ScriptedModel, eve: Caller) -> None:
    created(eve, safety={"blocked_words": ["secret"]})
    model.say(*reply("ret, and more secrets, secret."))
    talk = [*HELLO, {"role": "assistant", "content": "My sec"}]
    assert said(asked(eve, messages=talk)) == "▇▇▇, and more secrets, ▇▇▇▇▇▇."


def test_what_may_not_be_said_ends_the_reply(model: ScriptedModel, eve: Caller) -> None:
    created(eve, person={"life_stage": "child"})
    model.say(text("Well. Or"), text("gasm"), text(" and more"), 5.0)
    answer = asked(eve)
    assert said(answer).strip() == "Well."
    assert answer.json()["choices"][0]["finish_reason"] == "content_filter"
    assert (
        answer.json()["usage"]["completion_tokens"] > 0
    )  # an estimate, for the model was not heard to its end
    *_, last = chunks(eve)
    assert last["choices"] == [{"index": 0, "delta": {}, "logprobs": None, "finish_reason": "content_filter"}]


def test_probabilities_would_tell_what_a_filter_covers(model: ScriptedModel, eve: Caller) -> None:
    created(eve, safety={"blocked_words": ["secret"]})
    assert refused(asked(eve, logprobs=True))["param"] == "logprobs"
    assert model.asked == []


def test_a_line_that_goals_give_needs_no_model(model: ScriptedModel, eve: Caller) -> None:
    goals = "goals:\n- name: ask\n  activation:\n    intent: ask\n  actions:\n  - say: Mind the step.\n"
    created(eve, goals=f"{goals}intents:\n- name: ask\n  training_phrases:\n  - Hello?\n")
    assert said(asked(eve)) == streamed(eve) == "Mind the step."
    assert model.asked == []


def test_what_a_model_does_not_count_is_estimated(model: ScriptedModel, eve: Caller) -> None:
    created(eve)
    usage = asked(eve).json()["usage"]
    assert usage["completion_tokens"] == 1
    assert usage["prompt_tokens"] > 50
    model.say(
        text("Hi"), STOP, 'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}\n\n', DONE
    )
    assert asked(eve).json()["usage"] == {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}
    assert chunks(eve, stream_options={"include_usage": True})[-1]["usage"]["total_tokens"] == 9


AT_ONCE: list[tuple[int, dict[str, str], int, str, str | None, str | None]] = [
    (500, {}, 502, "model_failed", None, None),
    (429, {"retry_after": "60"}, 429, "rate_limit_exceeded", None, "60"),
    (401, {}, 502, "model_refused", "false", None),
]


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(("status", "headers", "expected", "code", "again", "after"), AT_ONCE)
def test_what_fails_at_once_has_a_status(
    status: int,
    headers: dict[str, str],
    expected: int,
    code: str,
    again: str | None,
    after: str | None,
    stream: bool,  # noqa: FBT001 - a case of a table
    model: ScriptedModel,
    eve: Caller,
) -> None:
    created(eve)
    model.say("{}", status=status, **headers)
    answer = asked(eve, stream=stream)
    assert (answer.status_code, refused(answer)["code"]) == (expected, code)
    assert (answer.headers.get("x-should-retry"), answer.headers.get("retry-after")) == (again, after)


LATER: list[list[Step]] = [
    [text("Well. "), 'data: {"error":{"message":"out of memory"}}\n\n'],
    [text("Well. ")],
]


@pytest.mark.parametrize("script", LATER)
def test_what_fails_later_is_the_last_event(script: list[Step], model: ScriptedModel, eve: Caller) -> None:
    created(
        eve, safety={"blocked_words": ["well done"]}
    )  # so that something is held back, and told nevertheless
    model.say(*script)
    *found, last = map(json.loads, events(asked(eve, stream=True)))
    assert "".join(one["choices"][0]["delta"]["content"] for one in found) == "Well. "
    assert last["error"].keys() == {"message", "type", "param", "code"}
    assert last["error"]["code"] == "model_failed"
    assert refused(asked(eve))["code"] == "model_failed"


def test_a_context_that_is_too_small_says_so(model: ScriptedModel, eve: Caller) -> None:
    created(eve, prompt={"definition": "x" * 9000})
    error = refused(asked(eve))
    assert error["code"] == "context_length_exceeded"
    assert "description" in error["message"]
    assert model.asked == []


@pytest.mark.parametrize("stream", [False, True])
def test_the_model_stops_when_the_client_goes_away(
    stream: bool,  # noqa: FBT001 - a case of a table
    model: ScriptedModel,
    eve: Caller,
) -> None:
    created(eve)
    model.say(*[step for _ in range(2000) for step in (text("on and "), 0.1)])
    _ask_and_leave(eve, {"model": "nora", "messages": HELLO, "stream": stream}, model.spoke)
    assert model.left.wait(60)


def _ask_and_leave(who: Caller, body: object, spoke: threading.Event) -> None:
    """Asks, and closes the connection once the model has begun to speak, whatever has come."""
    host, port = who.served.url.removeprefix("http://").split(":")
    content = json.dumps(body)
    head = f"POST {CHAT} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {who.key}\r\n"
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n{content}".encode())
        assert spoke.wait(60)


@pytest.mark.parametrize("pause", [0.05, 20.0])
def test_a_stream_ends_soon_after_its_key_is_revoked(pause: float, model: ScriptedModel, eve: Caller) -> None:
    created(eve)
    other = eve.with_key()
    model.say(text("on "), *[step for _ in range(4000) for step in (pause, text("and on "))])
    headers = {"authorization": f"Bearer {other.key}"}
    body = {"model": "nora", "messages": HELLO, "stream": True}
    with other.served.http.stream("POST", CHAT, headers=headers, json=body) as answer:
        heard = events(answer)
        next(heard)
        assert eve.delete(f"/v1/keys/{other.key[:15]}").status_code == 200
        *_, last = heard
    assert json.loads(last)["error"]["code"] == "invalid_api_key"


def test_nothing_is_kept_and_no_counter_moves(model: ScriptedModel, eve: Caller) -> None:
    identity = created(eve)
    before = eve.get(f"/v1/characters/{identity}").json()
    assert said(asked(eve)) == streamed(eve) == "Hi"
    assert eve.get(f"/v1/characters/{identity}").json() == before
    assert eve.get("/v1/threads").json()["items"] == []
    assert len(model.asked) == 2


def test_a_model_that_the_plan_lacks(model: ScriptedModel, eve: Caller) -> None:
    identity = created(eve, engine={"model": "premium"}, visibility="public")
    guest = eve.served.newcomer("guest")
    answer = asked(guest, model=identity)
    assert answer.status_code == 200
    assert model.asked[0]["model"] != "big"  # the character's wish is not granted
    asked(eve, model=identity)
    assert model.asked[1]["model"] == "big"


def test_replies_of_a_day_are_counted_and_end(model: ScriptedModel, eve: Caller) -> None:
    identity = created(eve, visibility="public")

    def ask_twice() -> tuple[httpx2.Response, httpx2.Response]:
        model.say()
        guest = eve.served.newcomer("guest")

        def spend(db: Transaction) -> None:
            who = service.find_account(db, guest.account_id)
            for _ in range(99):
                ledger.count_reply(db, caller(who.account_id, who.handle))

        eve.served.write(spend)
        return asked(guest, model=identity), asked(guest, model=identity)

    last, answer = in_one_day(ask_twice)
    assert said(last) == "Hi"
    assert (answer.status_code, refused(answer)["code"]) == (429, "insufficient_quota")
    assert answer.headers["x-should-retry"] == "false"
    assert len(model.asked) == 1

"""A model that misbehaves: a clear error, a thread that is whole, what was said is kept, and the next reply is made."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.dialects.native.talk.talker import Talker, told
from tests.isolation.ask import said
from tests.model_peer import ModelPeer, tokens
from tests.served import Served
from tests.tables import rows

from greenroom.database import Transaction

ONE, TWO = tokens(count=1), tokens(count=2)
LONGEST = 64 * 1024

FAILURES: dict[str, tuple[str, int, str, str]] = {
    "slow to begin": ("#tokens=1 #pause=3600", 504, "Language model is slow", ""),
    "silent in between": ("#tokens=1 #then=silence", 504, "Language model is slow", ONE),
    "cut": ("#tokens=2 #then=cut", 502, "Language model failed", TWO),
    "garbage": ("#tokens=2 #then=garbage", 502, "Language model failed", TWO),
    "an error": ("#tokens=2 #then=error", 502, "Language model failed", TWO),
    "failing": ("#status=500", 502, "Language model failed", ""),
    "refusing": ("#status=401", 502, "Language model refuses", ""),
    "answering with nothing": ("#tokens=0", 502, "Empty reply", ""),
    "busy": ("#status=429", 429, "Language model is busy", ""),
}
"""What is said to it; the answer's status and title; what is kept of the reply."""


SHORT = {"#tokens=1 #pause=3600": "first_token", "#tokens=1 #then=silence": "between_tokens"}
"""What is waited for for a second alone, where this is said."""


@contextmanager
def impatient(talk: Talker, model_peer: ModelPeer, text: str) -> Iterator[Talker]:
    """Them where this is to be said: at a neighbour of their server if that would wait for long.

    The neighbour waits for long for all that does come, and nothing else is asked of it.
    """
    if text not in SHORT:
        yield talk
        return
    limit, served = {f"model_{SHORT[text]}_seconds": "1"}, talk.who.served
    with Served(served.data, served.location, model_url=model_peer.endpoint.url, **limit) as neighbour:
        yield talk.at(neighbour)


@pytest.mark.parametrize(("text", "status", "title", "kept"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_told_and_the_thread_is_whole(
    talk: Talker, model_peer: ModelPeer, text: str, status: int, title: str, kept: str
) -> None:
    with impatient(talk, model_peer, text) as hasty:
        answer = hasty.ask(text)
    assert (answer.status_code, answer.json()["title"]) == (status, title)
    said_and_kept = [answer.json()["message"], *([answer.json()["reply"]] if kept else [])]
    assert said_and_kept == talk.messages()[1:]
    became = said(talk.who.get(f"{talk.path}/messages/{answer.json()['reply_id']}"))
    assert (became["state"], became["text"], bool(became["error"])) == ("failed", kept, True)
    assert talk.texts() == ["Need a job done?", text, *([kept] if kept else [])]
    failed = talk.messages()[-1]
    if kept:
        assert (failed["state"], failed["error"]) == (
            "failed",
            f"Model{'Slow' if status == 504 else 'Failed'}",
        )
    assert talk.thread()["replying"] is None
    assert talk.stats()["message_count"] == (2 if kept else 1)
    if kept:
        talk.say("Hello")
    else:
        edited = talk.who.send("PATCH", f"{talk.path}/messages/{failed['id']}", json={"text": "Hello"})
        assert edited.status_code == 200
        talk.reply()
    assert talk.texts()[-2:] == ["Hello", tokens()]


@pytest.mark.parametrize(
    ("text", "kept"), [("#tokens=2 #then=cut", TWO), ("#tokens=1 #then=silence", ONE)], ids=["cut", "silent"]
)
def test_a_stream_that_has_begun_ends_with_the_error(
    talk: Talker, model_peer: ModelPeer, text: str, kept: str
) -> None:
    with impatient(talk, model_peer, text) as hasty, hasty.stream(text) as events:
        heard = [*events]
    assert told(heard) == kept
    problem = heard[-1]
    assert (problem.name, problem.data["reply"]) == ("problem", talk.messages()[-1])
    assert problem.data["title"].startswith("Language model")
    assert problem.data["request_id"]
    with talk.follow(heard[0].data["reply"], heard[-2].id) as events:
        assert [event.name for event in events] == ["problem"]


def test_what_fails_at_once_has_a_status(talk: Talker) -> None:
    answer = talk.ask("#status=500", stream=True)
    assert (answer.status_code, answer.json()["title"]) == (502, "Language model failed")


def test_an_endless_reply_is_ended(talk: Talker) -> None:
    reply = talk.say("#then=nothing")["reply"]
    assert (len(reply["text"]), reply["state"], reply["finish_reason"]) == (LONGEST, "whole", "length")


def test_a_longer_reply_is_gone_on_with_after_a_failure(talk: Talker) -> None:
    talk.ask("#tokens=2 #then=cut")
    talk.who.send("PATCH", f"{talk.path}/messages/{talk.messages()[1]['id']}", json={"text": "Hello"})
    reply = talk.post("/continue")["reply"]
    assert (reply["text"], reply["state"], reply["error"]) == (TWO + tokens(), "whole", None)


def test_what_the_filter_ends_at_once_says_so(talk: Talker) -> None:
    goals = "goals: [{name: bad, activation: [{trigger: bad}], actions: [{say: Orgasm.}]}]"
    young = Talker.of(talk.who, {"name": "Nora", "person": {"life_stage": "teenager"}, "goals": goals})
    answer = young.ask("Hello", triggers=["bad"])
    assert (answer.status_code, "the filter" in answer.json()["detail"]) == (502, True)
    assert answer.json()["reply"] is None


@pytest.mark.parametrize(
    ("text", "spent"),
    [("#status=500", 0), ("#tokens=0", 0), ("#tokens=2 #then=cut", 1), ("Hello", 1)],
)
def test_a_day_counts_replies_that_came(talk: Talker, text: str, spent: int) -> None:
    guest = Talker.of(talk.who.served.newcomer("guest"))
    guest.ask(text)
    assert guest.who.served.write(replies_of, guest.who.account_id) == spent


def replies_of(db: Transaction, account_id: str) -> int:
    """Those of an account that were counted."""
    found = [one for one in rows(db, "message_days") if one[0] == account_id]
    return int(found[0][2]) if found else 0


def test_a_zero_byte_is_not_told(talk: Talker) -> None:
    with talk.stream("#tokens=1 #then=zero") as events:
        heard = [*events]
    assert heard[-1].data["reply"]["text"] == told(heard) == f"{tokens(count=1)}ab"
    assert talk.texts()[-1] == told(heard)

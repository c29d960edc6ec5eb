"""Replies as they come: events with ids, going on after a cut, stopping, heartbeats, and keys that end meanwhile."""

import pytest
from tests.dialects.native.talk.talker import Event, Talker, told
from tests.isolation.ask import said
from tests.model_peer import ModelPeer, tokens
from tests.served import Caller
from tests.tables import query

from greenroom.accounts import service
from greenroom.database import Transaction
from greenroom.kit.clock import SECOND

SLOW = "Hello #tokens=40 #pause=0.02"
"""Most of a second."""

FOR_MINUTES = "#tokens=4000 #pause=0.05"
"""A reply that only something else ends."""


def test_a_reply_comes_in_pieces_that_are_the_whole(talk: Talker) -> None:
    with talk.stream("Hello") as events:
        heard = [*events]
    message, reply = talk.messages()[1:]
    assert [event.name for event in heard] == ["begin", *["text"] * 5, "end"]
    assert heard[0].data == {"reply": reply["id"], "parent": message["id"], "message": message}
    assert heard[-1].data == {"reply": reply}
    assert told(heard) == reply["text"] == tokens()
    assert len({event.id for event in heard}) == len(heard)


def test_the_accept_header_asks_for_events_too(talk: Talker) -> None:
    with talk.stream("Hello", stream=False, headers={"accept": "text/event-stream"}) as events:
        assert told([*events]) == tokens()


def test_who_was_cut_off_goes_on_where_they_were(talk: Talker) -> None:
    heard: list[Event] = []
    with talk.stream(SLOW) as events:  # the connection ends with the block
        for event in events:
            heard.append(event)
            if len(heard) == 6:
                break
    reply_id = heard[0].data["reply"]
    with talk.follow(reply_id, heard[-1].id) as events:
        rest = [*events]
    assert told(heard + rest) == tokens(count=40)
    assert rest[-1].data["reply"] == talk.messages()[-1]
    with talk.follow(reply_id, heard[3].id) as events:  # after the end
        assert told([*heard[:4], *events]) == tokens(count=40)


def test_a_second_reader_hears_the_same(talk: Talker) -> None:
    with talk.stream(SLOW) as events:
        begin = next(events)
        with talk.follow(begin.data["reply"]) as others:
            second = [*others]
        first = [begin, *events]
    assert first == second


def test_a_reply_whose_making_nobody_remembers_is_told_from_its_row(talk: Talker) -> None:
    greeting = talk.messages()[0]
    with talk.follow(greeting["id"]) as events:
        text, end = events
    assert (text.data, end.data) == ({"text": greeting["text"]}, {"reply": greeting})
    with talk.follow(greeting["id"], f"{greeting['id']}.3.5") as events:
        assert told([*events]) == greeting["text"][5:]
    with talk.follow(greeting["id"], end.id) as events:
        assert [event.name for event in events] == ["end"]


@pytest.mark.parametrize(
    "last", ["1", "x.1.1", "{id}", "{id}.", "{id}.1", "{id}.1.x", "{id}.-1.0", "{id}.1.1.1"]
)
def test_an_id_of_no_event_is_refused(talk: Talker, last: str) -> None:
    greeting = talk.messages()[0]["id"]
    headers = {"last-event-id": last.replace("{id}", greeting)}
    answer = talk.who.get(f"{talk.path}/messages/{greeting}/events", headers=headers)
    assert answer.status_code == 400


def test_stopping_keeps_what_has_come(talk: Talker, model_peer: ModelPeer) -> None:
    mark = f"m{talk.path[-12:]}"
    reader, reply_id = talk.begin(f"Hello #mark={mark} {FOR_MINUTES}")
    assert talk.thread()["replying"] == reply_id
    stopped = talk.post(f"/messages/{reply_id}/stop")
    reader.join(60)
    reply = talk.messages()[-1]
    assert stopped == {"message": talk.messages()[-2], "reply": reply}
    assert (reply["id"], reply["state"]) == (reply_id, "stopped")
    assert reply["text"]
    assert tokens(mark, 4000).startswith(reply["text"])
    assert talk.thread()["replying"] is None
    assert talk.post(f"/messages/{reply_id}/stop") == stopped  # again
    assert model_peer.lets_go(mark)
    assert talk.say("And now?")["reply"]["state"] == "whole"


@pytest.mark.parametrize("end", ["revoked", "expired", "suspended"])
def test_a_stream_ends_with_its_key(talk: Talker, end: str, model_peer: ModelPeer) -> None:
    served = talk.who.served
    who = talk.who.with_key()
    other = talk._replace(who=who)
    mark = f"ends{end}x"
    with other.stream(f"Hello #mark={mark} {FOR_MINUTES}") as events:
        begin, first = next(events), next(events)
        if end == "revoked":
            served.write(service.revoke_key, who.account_id, who.key[:15])
        elif end == "suspended":
            served.write(service.suspend_account, who.account_id)
        else:
            served.write(expire_soon, who.key[:15])
        heard = [first, *events]
    reply_id = begin.data["reply"]
    assert heard[-1].name == "problem"
    assert heard[-1].data["title"] in {"Wrong key", "Expired key", "Account suspended"}
    assert model_peer.lets_go(mark)
    if end != "suspended":
        talk.post(f"/messages/{reply_id}/stop")
        assert talk.messages()[-1]["text"].startswith(told(heard))
        assert talk.messages()[-1]["state"] == "stopped"


def expire_soon(db: Transaction, key_id: str) -> None:
    """Let a key end in a moment: one that was made to would end before it was used, on a slow machine."""
    db.run(query(f"UPDATE api_keys SET expires_at = {db.now + SECOND // 2} WHERE key_id = '{key_id}'"), {})


def test_a_silent_stream_ends_with_its_key_too(talk: Talker) -> None:
    who = talk.who.with_key()
    with talk._replace(who=who).stream("Hello #tokens=1 #then=silence") as events:
        next(events), next(events)
        talk.who.served.write(service.revoke_key, who.account_id, who.key[:15])
        assert [event.data["title"] for event in events] == ["Wrong key"]


def test_strangers_hear_nothing(talk: Talker, bob: Caller) -> None:
    said(
        talk.who.send(
            "PATCH", f"/v1/characters/{talk.character_id}", json={"character": {"visibility": "public"}}
        )
    )
    stranger = Talker.with_character(bob, talk.character_id)
    reader, reply_id = talk.begin("Hello #tokens=60 #pause=0.05")
    for path in (talk.path, stranger.path):  # also in a thread of their own
        message = f"{path}/messages/{reply_id}"
        answers = [bob.get(message), bob.get(f"{message}/events"), bob.post(f"{message}/stop", {})]
        assert [answer.status_code for answer in answers] == [404] * 3
    for what in ("messages", "reply", "continue"):
        body = {"text": "Me"} if what == "messages" else {}
        assert bob.post(f"{talk.path}/{what}", body).status_code == 404
    reader.join(60)
    assert talk.messages()[-1]["state"] == "whole"

"""Two servers over one PostgreSQL, and one thread."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import pytest
from tests.dialects.native.talk.talker import Event, Talker, told
from tests.model_peer import ModelPeer, tokens
from tests.postgres_server import PostgresServer
from tests.served import Served


@pytest.fixture
def both(
    tmp_path: Path, postgres_server: PostgresServer, model_peer: ModelPeer
) -> Iterator[tuple[Served, Served]]:
    with postgres_server.database("template0") as url:
        model = {"model_url": model_peer.endpoint.url, "model_between_tokens_seconds": "120"}
        with Served(tmp_path, url, **model) as one, Served(tmp_path, url, **model) as other:
            yield one, other


def test_another_process_tells_what_one_makes(both: tuple[Served, Served], model_peer: ModelPeer) -> None:
    here = Talker.of(both[0].newcomer())
    there = here.at(both[1])
    key = {"idempotency-key": "once"}
    text = "Hello #tokens=40 #pause=0.02 #gate=tells"
    with here.stream(text, headers=key) as events:
        first = [next(events) for _ in range(8)]
        reply_id = first[0].data["reply"]
        assert there.thread()["replying"] == reply_id
        for refused in (there.ask("Me too"), there.who.post(f"{there.path}/reply", {})):
            assert (refused.status_code, refused.json()["title"]) == (409, "Reply running")
        with there.follow(reply_id, first[-1].id) as others:
            rest = [next(others)]
            model_peer.let_pass("tells")
            rest += others
        assert told(first + rest) == told([*first, *events]) == tokens(count=40)
    assert rest[-1].data["reply"] == there.messages()[-1]
    with there.stream(text, headers=key) as events:
        assert [*events][-1].data["reply"] == there.messages()[-1]
    assert len(there.messages()) == 3


def test_a_reply_is_followed_through_another_process_as_it_comes_and_back(
    both: tuple[Served, Served], model_peer: ModelPeer
) -> None:
    here = Talker.of(both[0].newcomer())
    there = here.at(both[1])
    with here.stream("Hello #tokens=60 #pause=0.05 #gate=follows") as events:
        first = [next(events) for _ in range(3)]
        reply_id = first[0].data["reply"]
        with there.follow(reply_id, first[-1].id) as others:
            middle = [next(others)]
        assert there.thread()["replying"] == reply_id
        with here.follow(reply_id, middle[-1].id) as again:
            model_peer.let_pass("follows")
            rest = [*again]
    assert told(first + middle + rest) == tokens(count=60)
    assert len(rest) > 30  # one by one, and not all at the end


def test_another_process_tells_what_a_message_was_gone_on_with(
    both: tuple[Served, Served], model_peer: ModelPeer
) -> None:
    here = Talker.of(both[0].newcomer())
    there = here.at(both[1])
    model_peer.let_pass("longer")
    reply = here.say("Hello #tokens=30 #gate=longer")["reply"]
    path, headers = f"{here.path}/continue", {"accept": "text/event-stream"}
    with here.events("POST", path, headers, json={}) as events:
        begin = next(events)
        with there.follow(begin.data["reply"]) as others:
            heard: list[Event] = [next(others)]
            model_peer.let_pass("longer")
            heard += others
        assert told([begin, *events]) == told(heard) == tokens(count=30)
    assert heard[-1].data["reply"]["id"] == reply["id"]
    assert here.texts()[-1] == tokens(count=30) * 2


def test_another_process_stops_what_one_makes(both: tuple[Served, Served], model_peer: ModelPeer) -> None:
    here = Talker.of(both[0].newcomer())
    there = here.at(both[1])
    with here.stream("Hello #mark=endless #tokens=5000 #pause=0.05") as events:
        first = [next(events) for _ in range(8)]
        stopped = there.post(f"/messages/{first[0].data['reply']}/stop")
        rest = [*events]
    assert stopped["reply"] == rest[-1].data["reply"] == here.messages()[-1]
    assert stopped["reply"]["state"] == "stopped"
    assert told(first + rest) == stopped["reply"]["text"] != ""
    assert model_peer.lets_go("endless")
    assert there.say("And now? #tokens=1")["reply"]["state"] == "whole"
    assert there.post(f"/messages/{first[0].data['reply']}/stop") == stopped


@pytest.mark.parametrize(
    ("text", "path"), [("#tokens=2 #then=cut", ""), ("#status=500", ""), ("Hello", "/continue")]
)
def test_a_repetition_is_answered_the_same_by_another_process(
    both: tuple[Served, Served], text: str, path: str
) -> None:
    here = Talker.of(both[0].newcomer())
    there = here.at(both[1])
    key = {"idempotency-key": "once"}
    first = here.who.post(f"{here.path}{path}", {}, headers=key) if path else here.ask(text, headers=key)
    here.who.post(f"{here.path}/messages", {"text": "One more turn"})
    again = there.who.post(f"{there.path}{path}", {}, headers=key) if path else there.ask(text, headers=key)
    ids = {"request_id": ""}
    assert (again.status_code, again.json() | ids) == (first.status_code, first.json() | ids)
    assert again.headers["idempotent-replayed"] == "true"


def test_of_many_at_once_one_is_answered(both: tuple[Served, Served], model_peer: ModelPeer) -> None:
    here = Talker.of(both[0].newcomer())
    places = [here, here.at(both[1])] * 4
    together = threading.Barrier(len(places))

    def say(number: int) -> int:
        together.wait()
        return places[number].ask(f"I am {number} #mark=n{number}x #gate=one").status_code

    with ThreadPoolExecutor(len(places)) as pool:
        asking = [pool.submit(say, number) for number in range(len(places))]
        answered = as_completed(asking)
        refused = [next(answered).result() for _ in places[1:]]
        model_peer.let_pass("one", len(places))  # also if it is not alone there
        statuses = [one.result() for one in asking]
    assert refused == [409] * (len(places) - 1)
    assert sorted(statuses) == [201, *refused]
    winner = statuses.index(201)
    assert here.texts()[2:] == [tokens(f"n{winner}x")]

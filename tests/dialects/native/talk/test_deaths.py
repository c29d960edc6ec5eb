"""Servers that end in the middle of a reply: asked to, or killed."""

import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest
from tests.conftest import PostgresServer
from tests.dialects.native.talk.talker import Talker
from tests.model_peer import ModelPeer, tokens
from tests.mortal import Mortal
from tests.tables import rows

from greenroom.characters import store
from greenroom.conversations import ledger, messages
from greenroom.conversations import store as threads
from greenroom.database import Transaction

LONG_REPLY = "Hello #tokens=7000 #pause=0.02"
"""It takes minutes, and is ended before."""


class Place(Mortal):
    """A server that can be asked to stop, too."""

    def ask_to_stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def has_stopped(self) -> int:
        """The exit code, once it has one."""
        code = self._process.wait(60)
        assert self._process.stdout
        self._process.stdout.close()
        return code


@pytest.fixture
def mortal(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest, model_peer: ModelPeer
) -> Iterator[Place]:
    """A server with a model over a database of its own."""
    location = str(tmp_path / "g.db")
    if engine == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        location = server.url(server.create("template0"))
    with Place(tmp_path / "data", location, model_url=model_peer.endpoint.url) as served:
        yield served


def agreed(db: Transaction, talk: Talker) -> tuple[int, int]:
    """Messages and uses, which counters, the ledger and the rows of the only thread agree about."""
    character = store.find(db, talk.who.account_id, talk.character_id)
    assert character
    counted = (character.message_count, character.used_count)
    assert ledger.sums(db, talk.who.account_id, talk.character_id)[:2] == counted
    assert sum(b"greeting" not in bytes(row[-1]) for row in rows(db, "messages")) == character.message_count
    return counted


def say_that_it_is_alive(db: Transaction, talk: Talker) -> None:
    """What whoever makes the reply of a thread says again and again."""
    thread = threads.find_thread(db, talk.who.account_id, talk.path.rpartition("/")[2], lock=True)
    assert thread.reply_id
    assert threads.renew_reply(db, thread, thread.reply_id, db.now + messages.LEASE)


def die_over(mortal: Place, talk: Talker, **headers: str) -> None:
    """Kill the server as soon as its reply has begun to speak, and start it again.

    It is as if that had taken no time: on a slow machine the reply would be given up before the server is back.
    """
    with suppress(httpx2.TransportError), talk.stream(LONG_REPLY, headers=headers) as events:
        for event in events:
            if event.name == "text":
                mortal.die()
    mortal.rise()
    mortal.write(say_that_it_is_alive, talk)


def test_being_asked_to_stop_keeps_what_has_come(mortal: Place) -> None:
    talk = Talker.of(mortal.newcomer())
    with talk.stream(LONG_REPLY) as events:
        for event in events:
            if event.name == "text":
                break
        mortal.ask_to_stop()
        last = [*events][-1]
    assert (last.name, last.data["reply"]["state"]) == ("end", "stopped")
    assert mortal.has_stopped() == 0
    mortal.rise()
    assert talk.messages()[-1] == last.data["reply"]
    assert tokens(count=7000).startswith(last.data["reply"]["text"])
    assert "Traceback" not in mortal.log()


def test_being_killed_leaves_rows_and_counters_that_agree(mortal: Place) -> None:
    talk = Talker.of(mortal.newcomer())
    one, two = ({"idempotency-key": key} for key in ("one", "two"))
    whole = talk.ask("Hello", headers=one)
    die_over(mortal, talk, **two)
    assert talk.ask("Another").json()["title"] == "Reply running"
    lost = talk.thread()["replying"]
    assert talk.texts() == ["Need a job done?", "Hello", tokens(), LONG_REPLY]
    assert mortal.write(agreed, talk) == (3, 1)
    assert talk.ask("Hello", headers=one).json() == whole.json()
    again = talk.ask(
        LONG_REPLY, stream=True, headers=two
    )  # which waits until nobody can be alive who made it
    assert "event: problem" in again.text
    assert "stopped before its end" in again.text
    stopped = talk.who.post(f"{talk.path}/messages/{lost}/stop")
    assert (stopped.status_code, stopped.json()["title"]) == (502, "Empty reply")
    assert "stopped before its end" in stopped.json()["detail"]
    assert talk.thread()["replying"] is None
    assert talk.say("Hello? #tokens=5 #pause=0")["reply"]["text"] == tokens()
    assert mortal.write(agreed, talk) == (5, 1)

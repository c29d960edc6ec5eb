"""Hosts of a database that answer, refuse, or say nothing."""

import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from tests.fleet import within
from tests.postgres_server import PostgresServer

from greenroom.database.postgres import race
from greenroom.database.postgres.race import HEAD_START, Race

PATIENCE = 30.0
"""Longer than a machine stands still; only who waits for the end of it waits for long."""

Dial = Callable[[], psycopg.Connection]


def refuses() -> psycopg.Connection:
    raise psycopg.OperationalError("no such host")


@pytest.fixture
def says_nothing() -> Iterator[Dial]:
    """Longer than anybody waits, and to the end of the test."""
    end = threading.Event()

    def dial() -> psycopg.Connection:
        end.wait(PATIENCE * 3)
        raise psycopg.OperationalError("too late")

    yield dial
    end.set()


@pytest.fixture
def answers(postgres_server: PostgresServer) -> Dial:
    return lambda: psycopg.connect(postgres_server.url("postgres"))


def test_for_who_refuses_nobody_waits(answers: Dial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(race, "HEAD_START", PATIENCE)  # one of them would be the end of the race
    won = Race([refuses, refuses, answers], PATIENCE).run()
    assert (won.number, won.connection.closed) == (2, False)
    won.connection.close()


def test_for_who_says_nothing_the_others_wait_a_moment(answers: Dial, says_nothing: Dial) -> None:
    asked: list[float] = []

    def second() -> psycopg.Connection:
        asked.append(time.monotonic())
        return answers()

    began = time.monotonic()
    won = Race([says_nothing, second], PATIENCE).run()
    assert won.number == 1
    assert asked[0] - began >= HEAD_START
    won.connection.close()


def test_while_one_says_nothing_another_comes_to_take_writes(answers: Dial, says_nothing: Dial) -> None:
    asked: list[float] = []

    def promoted() -> psycopg.Connection:
        asked.append(time.monotonic())
        return answers() if len(asked) == 2 else refuses()

    won = Race([promoted, says_nothing], PATIENCE).run()
    assert (won.number, len(asked)) == (0, 2)
    won.connection.close()


@pytest.mark.parametrize("many", [1, 2])
def test_where_all_refuse_each_is_quoted(many: int) -> None:
    with pytest.raises(psycopg.OperationalError, match=f"^{'; '.join(['no such host'] * many)}$"):
        Race([refuses] * many, PATIENCE).run()


def test_where_nobody_answers_in_time_that_is_said(
    says_nothing: Dial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(race, "HEAD_START", PATIENCE)  # so that the first is heard, whenever it speaks
    with pytest.raises(psycopg.OperationalError, match=r"^no such host; no answer in time$"):
        Race([refuses, says_nothing], 0.5).run()


def test_who_comes_late_is_hung_up_on(answers: Dial) -> None:
    made: list[psycopg.Connection] = []
    over = threading.Event()

    def late() -> psycopg.Connection:
        over.wait(PATIENCE)
        made.append(answers())
        return made[0]

    won = Race([late, answers], PATIENCE).run()
    won.connection.close()
    assert (won.number, made) == (1, [])
    over.set()
    with within(60) as left:
        while left() and not (made and made[0].closed):
            pass

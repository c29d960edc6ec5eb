"""Hosts of a database that answer, refuse, or say nothing."""

import threading
import time
from collections.abc import Callable

import psycopg
import pytest
from tests.postgres_server import PostgresServer

from greenroom.database.postgres.race import HEAD_START, Race

PATIENCE = 1.0


def refuses() -> psycopg.Connection:
    raise psycopg.OperationalError("no such host")


def says_nothing() -> psycopg.Connection:
    time.sleep(PATIENCE * 3)
    raise psycopg.OperationalError("too late")


@pytest.fixture
def answers(postgres_server: PostgresServer) -> Callable[[], psycopg.Connection]:
    return lambda: psycopg.connect(postgres_server.url("postgres"))


def test_who_refuses_costs_no_time(answers: Callable[[], psycopg.Connection]) -> None:
    began = time.monotonic()
    won = Race([refuses, refuses, answers], PATIENCE).run()
    assert (won.number, won.connection.closed) == (2, False)
    assert time.monotonic() - began < HEAD_START
    won.connection.close()


def test_for_who_says_nothing_the_others_wait_a_moment(answers: Callable[[], psycopg.Connection]) -> None:
    began = time.monotonic()
    won = Race([says_nothing, answers], PATIENCE).run()
    assert won.number == 1
    assert HEAD_START <= time.monotonic() - began < PATIENCE
    won.connection.close()


def test_while_one_says_nothing_another_comes_to_take_writes(
    answers: Callable[[], psycopg.Connection],
) -> None:
    asked: list[float] = []

    def promoted() -> psycopg.Connection:
        asked.append(time.monotonic())
        return answers() if len(asked) == 2 else refuses()

    won = Race([promoted, says_nothing], PATIENCE).run()
    assert (won.number, len(asked)) == (0, 2)
    won.connection.close()


@pytest.mark.parametrize(
    ("dials", "words"),
    [
        ([refuses], "no such host"),
        ([refuses, refuses], "no such host; no such host"),
        ([refuses, says_nothing], "no such host; no answer in time"),
    ],
)
def test_where_nobody_answers_that_is_said_in_time(
    dials: list[Callable[[], psycopg.Connection]], words: str
) -> None:
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match=f"^{words}$"):
        Race(dials, PATIENCE).run()
    assert time.monotonic() - began < PATIENCE * 2


def test_who_comes_late_is_hung_up_on(answers: Callable[[], psycopg.Connection]) -> None:
    made: list[psycopg.Connection] = []
    end = threading.Event()

    def late() -> psycopg.Connection:
        time.sleep(HEAD_START * 2)
        made.append(answers())
        end.set()
        return made[0]

    Race([late, answers], PATIENCE).run().connection.close()
    assert end.wait(10)
    deadline = time.monotonic() + 10
    while not made[0].closed:
        assert time.monotonic() < deadline
        time.sleep(0.01)

from collections.abc import Callable

import pytest
from tests.conftest import Run

from greenroom.accounts import idempotency, service
from greenroom.accounts.idempotency import Made, Request
from greenroom.database import Database, Transaction, open_database
from greenroom.kit.clock import DAY, SECOND
from greenroom.problems import BadValue, IdempotencyMismatch

KEYS = [("k", "k"), (" k ", "k"), ('"k"', "k"), ('"a b"', "a b"), ("x" * 255, "x" * 255), ("ü", "ü")]
NO_KEYS = ["", " ", '""', "x" * 256, "a\tb", "a\nb", "a\0b"]


@pytest.fixture
def ada(database: Database, run: Run) -> str:
    return run(database.write(service.create_account, "ada", "home")).account_id


@pytest.mark.parametrize(("sent", "key"), KEYS)
def test_a_key_is_taken_bare_or_quoted(sent: str, key: str) -> None:
    assert idempotency.request("a", "POST", "/x", sent, b"").key == key


@pytest.mark.parametrize("sent", NO_KEYS)
def test_a_key_that_cannot_be_one(sent: str) -> None:
    with pytest.raises(BadValue, match="Idempotency-Key"):
        idempotency.request("a", "POST", "/x", sent, b"")


def test_requests_differ_by_everything() -> None:
    asked = [
        idempotency.request(*row)
        for row in (
            ("a", "POST", "/x", "k", b"1"),
            ("b", "POST", "/x", "k", b"1"),
            ("a", "PUT", "/x", "k", b"1"),
            ("a", "POST", "/y", "k", b"1"),
            ("a", "POST", "/x", "l", b"1"),
            ("a", "POST", "/x", "k", b"2"),
        )
    ]
    assert len(set(asked)) == len(asked)


def asked(account_id: str, body: bytes = b"body", key: str = "k") -> Request:
    return idempotency.request(account_id, "POST", "/x", key, body)


def maker(answers: list[Made]) -> Callable[[Transaction], Made]:
    return lambda _: answers.pop(0)


def test_the_first_answer_is_given_again(database: Database, run: Run, ada: str) -> None:
    answers = [Made(b"one", 201), Made(b"two")]
    first = run(database.write(idempotency.once, asked(ada), maker(answers)))
    again = run(database.write(idempotency.once, asked(ada), maker(answers)))
    assert first == Made(b"one", 201)
    assert again == Made(b"one", 201, replayed=True)
    assert answers == [Made(b"two")]


def test_what_may_be_said_once_is_not_repeated(database: Database, run: Run, ada: str) -> None:
    made = [Made(b"with secret", replay=b"without")]
    run(database.write(idempotency.once, asked(ada), maker(made)))
    assert run(database.write(idempotency.once, asked(ada), maker([]))).body == b"without"


def test_another_body_is_refused_and_makes_nothing(database: Database, run: Run, ada: str) -> None:
    run(database.write(idempotency.once, asked(ada), maker([Made(b"one")])))
    with pytest.raises(IdempotencyMismatch):
        run(database.write(idempotency.once, asked(ada, b"other"), maker([])))


def test_what_failed_left_no_answer(database: Database, run: Run, ada: str) -> None:
    def fail(_: Transaction) -> Made:
        raise BadValue("x", "is bad")

    with pytest.raises(BadValue):
        run(database.write(idempotency.once, asked(ada), fail))
    assert run(database.write(idempotency.once, asked(ada), maker([Made(b"one")]))).body == b"one"


class Hands:
    """A clock that is moved by hand."""

    now = 1_800_000_000 * SECOND

    def __call__(self) -> int:
        return self.now


def test_after_a_day_a_key_may_be_used_anew(location: str, run: Run) -> None:
    clock = Hands()
    database = open_database(location, clock=clock)
    try:
        ada = run(database.write(service.create_account, "ada", "home")).account_id
        run(database.write(idempotency.once, asked(ada), maker([Made(b"one")])))
        clock.now += DAY - 1
        assert run(database.write(idempotency.once, asked(ada), maker([]))).replayed
        clock.now += 1
        assert run(database.write(idempotency.once, asked(ada, b"new"), maker([Made(b"two")]))).body == b"two"
    finally:
        run(database.close())


def test_old_answers_are_forgotten(location: str, run: Run) -> None:
    clock = Hands()
    database = open_database(location, clock=clock)
    try:
        ada = run(database.write(service.create_account, "ada", "home")).account_id
        for key in ("old", "older"):
            run(database.write(idempotency.once, asked(ada, key=key), maker([Made(b"x")])))
        clock.now += DAY
        run(database.write(idempotency.once, asked(ada, key="new"), maker([Made(b"x")])))
        assert run(database.write(idempotency.forget_old)) == 2
        assert run(database.write(idempotency.forget_old)) == 0
    finally:
        run(database.close())

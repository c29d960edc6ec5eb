"""Limits: what an answer says of them, and what happens beyond."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple

import httpx2
import pytest
from tests.dialects.roleplay.bodies import MINIMAL, listed
from tests.served import Caller

BURST = 60
"""Writes at once under the plan `guest`, which grants one more each second."""


@pytest.fixture
def guest(ada: Caller) -> Caller:
    return ada.served.newcomer("guest")


ANSWERED = [
    ("GET", "/apiListCharacters", 200),
    ("GET", "/apiListCharacters?limit=x", 400),
    ("POST", "/apiUpdateCharacter", 400),
    ("GET", "/v1/characters/01900000-0000-7000-8000-000000000000", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERED)
def test_whatever_is_answered_to_a_good_key_says_where_it_stands(
    method: str, path: str, status: int, guest: Caller
) -> None:
    answer = guest.send(method, path)
    kind, limit, burst = ("read", 240, 240) if method == "GET" else ("write", 60, BURST)
    said = {name: value for name, value in answer.headers.items() if "ratelimit" in name}
    reset = int(said.pop("x-ratelimit-reset"))
    assert reset - time.time() < 3
    assert answer.status_code == status
    assert said == {
        "x-ratelimit-limit": str(limit),
        "x-ratelimit-remaining": str(burst - 1),
        "ratelimit-policy": f'"{kind}";q={limit};w=60',
        "ratelimit": f'"{kind}";r={burst - 1};t=1',
    }


@pytest.mark.parametrize("path", ["/apiListCharacters", "/studio/v1/workspaces/x/characters", "/v1/nothing"])
def test_also_an_answer_to_nobody_in_particular_says_what_the_limits_are(path: str, ada: Caller) -> None:
    for headers in ({}, {"Authorization": "Bearer rp_wrong"}):
        answer = ada.served.http.get(path, headers=headers)
        assert answer.headers["x-ratelimit-limit"] == answer.headers["x-ratelimit-remaining"] == "1000000"


def test_under_the_plan_home_there_is_always_plenty(ada: Caller) -> None:
    for _ in range(2):
        answer = ada.get("/apiListCharacters")
        assert answer.headers["x-ratelimit-limit"] == answer.headers["x-ratelimit-remaining"] == "1000000"


class Spent(NamedTuple):
    """How many requests were granted, and the answer to the last one, which was not."""

    granted: int
    refused: httpx2.Response


def used_up(*ways: Callable[[], httpx2.Response]) -> Spent:
    """Ask in one way until that is refused, then in the next: they have one limit together, however long it takes."""
    began, granted = time.monotonic(), 0
    for ask in ways:
        while (answer := ask()).status_code != HTTPStatus.TOO_MANY_REQUESTS:
            granted += 1
            assert granted <= BURST + 1 + time.monotonic() - began
    assert granted >= BURST
    return Spent(granted, answer)


def removing(who: Caller) -> Callable[[], httpx2.Response]:
    """A write that costs little."""
    return lambda: who.delete("/v1/characters/x")


def test_beyond_the_burst_is_429_in_the_dialect_s_words_and_nothing_is_done(guest: Caller) -> None:
    granted, refused = used_up(lambda: guest.post("/apiCreateCharacter", MINIMAL))
    assert refused.json()["code"] == "rate_limited"
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert len(listed(guest)) == granted


def test_kinds_of_endpoints_are_counted_apart_and_dialects_are_not(guest: Caller) -> None:
    used_up(removing(guest), lambda: guest.post("/apiCreateCharacter", MINIMAL))
    assert guest.get("/apiListCharacters").status_code == HTTPStatus.OK


def test_another_key_of_the_account_gets_no_more(guest: Caller) -> None:
    used_up(removing(guest), removing(guest.with_key()))


def test_after_retry_after_there_is_room_again(guest: Caller) -> None:
    _, refused = used_up(removing(guest))
    time.sleep(int(refused.headers["retry-after"]))
    assert removing(guest)().status_code != HTTPStatus.TOO_MANY_REQUESTS


def test_a_wrong_key_is_told_nothing_about_anybody(guest: Caller) -> None:
    answer = guest.get("/apiListCharacters", headers={"authorization": "Bearer rp_x"})
    assert answer.headers["x-ratelimit-limit"] == "1000000"  # the default plan's, not this guest's

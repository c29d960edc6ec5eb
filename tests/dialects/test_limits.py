"""Limits: what an answer says of them, and what happens beyond."""

import time
from http import HTTPStatus

import pytest
from tests.dialects.roleplay.bodies import MINIMAL, listed
from tests.served import Caller

BURST = 60
"""Writes at once under the plan `guest`."""


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


def test_beyond_the_burst_is_429_in_the_dialect_s_words_and_nothing_is_done(guest: Caller) -> None:
    answers = [guest.post("/apiCreateCharacter", MINIMAL) for _ in range(BURST + 3)]
    refused = [answer for answer in answers if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS]
    assert len(refused) in {1, 2, 3}  # some may have been granted meanwhile
    for answer in refused:
        assert answer.json()["code"] == "rate_limited"
        assert answer.headers["retry-after"] == "1"
        assert answer.headers["x-ratelimit-remaining"] == "0"
    assert len(listed(guest)) == BURST + 3 - len(refused)


def test_kinds_of_endpoints_are_counted_apart_and_dialects_are_not(guest: Caller) -> None:
    while guest.delete("/v1/characters/x").status_code != HTTPStatus.TOO_MANY_REQUESTS:
        pass
    assert guest.post("/apiCreateCharacter", MINIMAL).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert guest.get("/apiListCharacters").status_code == HTTPStatus.OK


def test_another_key_of_the_account_gets_no_more(guest: Caller) -> None:
    while guest.delete("/v1/characters/x").status_code != HTTPStatus.TOO_MANY_REQUESTS:
        pass
    assert guest.with_key().delete("/v1/characters/x").status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_after_retry_after_there_is_room_again(guest: Caller) -> None:
    while (answer := guest.delete("/v1/characters/x")).status_code != HTTPStatus.TOO_MANY_REQUESTS:
        pass
    time.sleep(int(answer.headers["retry-after"]))
    assert guest.delete("/v1/characters/x").status_code != HTTPStatus.TOO_MANY_REQUESTS


def test_a_wrong_key_is_told_nothing_about_anybody(guest: Caller) -> None:
    answer = guest.get("/apiListCharacters", headers={"authorization": "Bearer rp_x"})
    assert answer.headers["x-ratelimit-limit"] == "1000000"  # the default plan's, not this guest's

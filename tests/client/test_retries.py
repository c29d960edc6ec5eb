"""Which failures are tried again, and how long after."""

import pytest

from greenroom.client.errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    GreenroomError,
    problem,
)
from greenroom.client.retries import Patience


def refused(status: int, code: str = "", after: str = "") -> GreenroomError:
    headers = {"retry-after": after} if after else {}
    return problem(status, headers, {"type": f"urn:greenroom:problem:{code}"})


AGAIN = [
    refused(408),
    refused(429),
    *map(refused, (500, 502, 503, 504)),
    refused(409, "idempotency-running"),
    APIConnectionError("broke"),
    APITimeoutError("slow"),
]
NEVER = [
    *map(refused, (400, 401, 403, 404, 405, 409, 412, 413, 422, 501)),
    refused(429, after="61"),
    refused(502, "model-failed"),
    refused(503, "model-missing"),
    refused(429, "model-busy", after="1"),
    APIResponseError("no JSON", "req_1"),
]


@pytest.mark.parametrize("failure", AGAIN, ids=str)
def test_what_may_pass_is_tried_again_after_1_2_4_and_8_seconds(failure: GreenroomError) -> None:
    for tries, delay in enumerate((1, 2, 4, 8)):
        found = {Patience().delay(tries, failure) for _ in range(50)}
        assert len(found) > 10  # they differ
        assert all(delay * 0.75 <= (one or 0) <= delay * 1.25 for one in found)
    assert Patience().delay(4, failure) is None


@pytest.mark.parametrize("failure", NEVER, ids=str)
def test_what_will_not_is_not(failure: GreenroomError) -> None:
    assert Patience().delay(0, failure) is None


def test_a_server_that_says_how_long_is_believed() -> None:
    for _ in range(50):
        delay = Patience().delay(3, refused(429, after="2"))
        assert delay is not None
        assert 2 <= delay <= 2.5
    assert Patience().delay(0, refused(503, after="0")) == 0


def test_a_date_says_nothing() -> None:
    delay = Patience().delay(0, refused(503, after="Wed, 21 Oct 2026 07:28:00 GMT"))
    assert delay is not None
    assert 0.75 <= delay <= 1.25


def test_how_often_can_be_said() -> None:
    assert Patience(most=0).delay(0, refused(503)) is None
    delay = Patience(most=9).delay(8, refused(503))
    assert delay is not None
    assert 6 <= delay <= 10

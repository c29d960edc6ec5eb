"""An exchange: a request and its repetitions, up to an answer. It neither sends nor waits: it says what is to be done.

So there is one of it for both colours of clients; what sends and waits is in `transport`.
"""

from collections.abc import Generator
from itertools import count
from typing import Any, NamedTuple, TypeVar, cast

import httpx2
import msgspec

from greenroom.client.errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    GreenroomError,
    refusal,
)
from greenroom.client.files import File, file_of
from greenroom.client.plan import ANYTHING
from greenroom.client.retries import Patience

T = TypeVar("T")


class Send(NamedTuple):
    """Send this. With `stream`, an answer that is no refusal stays open."""

    request: httpx2.Request
    stream: bool = False


class Wait(NamedTuple):
    """Wait for as many seconds."""

    seconds: float


Step = Send | Wait
Outcome = httpx2.Response | httpx2.RequestError | None
"""What came of a step: an answer, what went wrong on the way to it, or nothing to tell."""

Steps = Generator[Step, Outcome, T]


def exchange(send: Send, patience: Patience) -> Steps[httpx2.Response]:
    """The answer, whose status is 2xx; raises GreenroomError when patience ends, or where it would not help."""
    for tries in count():
        outcome = yield send
        failure = failure_of(outcome)
        if failure is None:
            assert isinstance(outcome, httpx2.Response)
            return outcome
        delay = patience.delay(tries, failure)
        if delay is None:
            raise failure from (outcome if isinstance(outcome, Exception) else None)
        yield Wait(delay)
    raise AssertionError  # it was counted to the end


def failure_of(outcome: Outcome) -> GreenroomError | None:
    """The error that an outcome is, if it is one."""
    if isinstance(outcome, httpx2.TimeoutException):
        return APITimeoutError(f"no answer in time: {outcome!r}")
    if isinstance(outcome, httpx2.Response):
        return None if outcome.is_success else refusal(outcome.status_code, outcome.headers, outcome.content)
    return APIConnectionError(f"no answer: {outcome!r}")


def decoded(response: httpx2.Response, kind: type[T]) -> T:
    """What an answer says; raises APIResponseError."""
    if kind is File:
        return cast("T", file_of(response.headers, response.content))
    wanted: Any = Any if kind is ANYTHING else kind
    try:
        said: T = msgspec.json.decode(response.content, type=wanted)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise APIResponseError(str(problem), response.headers.get("x-request-id", "")) from problem
    return said

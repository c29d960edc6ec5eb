import logging
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from greenroom.http.outages import PAUSE, Outages, cause_of
from greenroom.problems import Unavailable


class Hands:
    """A clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def lost(what: str, cause: Exception | None) -> Unavailable:
    problem = Unavailable(what)
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (None, "The database is out of reach"),
        (TimeoutError(), "The database is out of reach: TimeoutError"),
        (OSError("no route\nDebug source: …"), "The database is out of reach: OSError: no route"),
        (ValueError("x" * 9000), "The database is out of reach: ValueError: " + "x" * 488),
    ],
)
def test_a_cause_is_one_line(cause: Exception | None, told: str) -> None:
    assert cause_of(lost("The database", cause)) == told


def broken() -> None:
    raise Unavailable("The store of pictures") from OSError("no such bucket\nDebug source: …")


def test_a_cause_in_another_process_is_told_as_one_here() -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool, pytest.raises(Unavailable) as caught:
        pool.submit(broken).result()
    assert cause_of(caught.value) == "The store of pictures is out of reach: OSError: no such bucket"


def test_each_kind_of_cause_is_told_once_in_a_while_with_how_many_were_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hands = Hands()
    outages = Outages(hands)
    with caplog.at_level(logging.WARNING):
        for number in range(3):
            outages.tell(lost("The database", OSError("gone")), f"request {number}")
        outages.tell(lost("The database", ValueError("odd")), "request 3")
        outages.tell(lost("The store of pictures", OSError("gone")), "request 4")
        hands.now += PAUSE
        outages.tell(lost("The database", OSError("gone")), "request 5")
        hands.now += PAUSE
        outages.tell(lost("The database", OSError("gone")), "request 6")
    assert [record.getMessage() for record in caplog.records] == [
        "request 0: The database is out of reach: OSError: gone",
        "request 3: The database is out of reach: ValueError: odd",
        "request 4: The store of pictures is out of reach: OSError: gone",
        "request 5: The database is out of reach: OSError: gone (2 more like it were left out before)",
        "request 6: The database is out of reach: OSError: gone",
    ]
    assert {record.levelname for record in caplog.records} == {"WARNING"}

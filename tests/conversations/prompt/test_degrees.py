"""Numbers in words."""

import pytest

from greenroom.conversations.prompt.degrees import Axis, degree

ROWS = [
    (0, ""),
    (1, "a little up (1 of 100)"),
    (-40, "somewhat down (40 of 100)"),
    (60, "rather up (60 of 100)"),
    (61.5, "very up (61.5 of 100)"),
    (300, "extremely up (300 of 100)"),
]


@pytest.mark.parametrize(("value", "expected"), ROWS)
def test_a_degree(value: float, expected: str) -> None:
    assert degree(value, Axis("down", "up")) == expected


def test_an_axis_may_end_elsewhere() -> None:
    assert degree(-1, Axis("down", "up"), 1) == "extremely down (1 of 1)"

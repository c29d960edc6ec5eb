"""Numbers as written and as shown."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.filters.number import number, shown_number, whole_number

WRITTEN: list[tuple[str, float | None, int | None]] = [
    ("0", 0, 0),
    ("-0", 0, 0),
    ("007", 7, 7),
    ("1.0", 1, 1),
    ("1e2", 100, 100),
    ("1.5E+1", 15, 15),
    ("1.5", 1.5, None),
    ("1e-1", 0.1, None),
    ("9223372036854775807", 2**63 - 1, 2**63 - 1),
    ("-9223372036854775808", -(2**63), -(2**63)),
    ("9223372036854775808", 2**63, None),
    ("1e300", 1e300, None),
    ("1e309", None, None),
    ("1e-999999999999", 0, 0),
    ("9" * 5000, None, None),
    *(
        (text, None, None)
        for text in ("", "-", "+1", ".5", "1.", "1_0", " 1", "0x1", "1e", "NaN", "inf", "١", "1.5.1")
    ),
]


@pytest.mark.parametrize(("text", "value", "whole"), WRITTEN, ids=[row[0][:20] or "empty" for row in WRITTEN])
def test_a_written_number_is(text: str, value: float | None, whole: int | None) -> None:
    assert number(text) == value
    assert whole_number(text) == whole


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        (3, 3),
        (2.5, 2.5),
        ("9007199254740993", 9007199254740993),
        ("Infinity", math.inf),
        ("-Infinity", -math.inf),
    ],
)
def test_a_shown_number_is(shown: object, value: float) -> None:
    assert shown_number(shown) == value


@pytest.mark.parametrize("shown", ["NaN", "", "high", None, [], {}])
def test_what_is_no_number_is_nan(shown: object) -> None:
    assert math.isnan(shown_number(shown))


@given(st.integers(-(2**63), 2**63 - 1))
def test_whole_numbers_are_exact(value: int) -> None:
    assert whole_number(str(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_as_python_prints_them(value: float) -> None:
    assert number(repr(value)) == value

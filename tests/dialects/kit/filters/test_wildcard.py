"""Patterns with `*`."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.filters.wildcard import wildcard

ROWS = [
    ("", "", True),
    ("", "a", False),
    ("*", "", True),
    ("**", "abc", True),
    ("a*", "a", True),
    ("a*a", "a", False),
    ("ab*ba", "aba", False),
    ("*b*", "abc", True),
    ("a*b*b", "ab", False),
    ("a*b*c", "acbc", True),
    ("a*b*c", "acb", False),
    ("A", "a", False),
    ("[a]?.", "[a]?.", True),
    ("a.c", "abc", False),
    ("a*c", "a\nc", True),
]


@pytest.mark.parametrize(("pattern", "text", "fits"), ROWS)
def test_a_text_fits_a_pattern(pattern: str, text: str, fits: bool) -> None:  # noqa: FBT001 - a column of the table
    assert wildcard(pattern)(text) is fits


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_a_star_is_any_text(pattern: str, text: str) -> None:
    expression = ".*".join(re.escape(piece) for piece in pattern.split("*"))

    assert wildcard(pattern)(text) == bool(re.fullmatch(expression, text))


def test_many_stars_cost_no_more_than_few() -> None:
    assert not wildcard("a*" * 8000 + "b")("a" * 1_000_000)

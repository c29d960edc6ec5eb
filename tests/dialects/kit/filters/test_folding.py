"""Text as people compare it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.filters.folding import folded

SAME = [
    ("Béa", "BEA"),
    ("be\u0301a", "béa"),
    ("STRASSE", "straße"),
    ("ΟΔΟΣ", "οδος"),
    ("Ёлка", "елка"),
    ("Ａｘｅｏｎ", "axeon"),
    ("ﬁne", "FINE"),
    ("ｶﾞ", "ガ"),
]
DIFFERENT = [("か", "が"), ("a", "b"), ("각", "가"), ("a b", "ab")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_differ(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", ["각", "が"])
def test_a_letter_is_not_found_in_half(text: str) -> None:
    assert folded({"각": "가", "が": "か"}[text]) not in folded(text)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_case_makes_no_difference(text: str) -> None:
    assert folded(text.casefold()) == folded(text)


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)

"""Two texts word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.studio.history.words_apart import Piece, pieces


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "", ()),
        ("", "new", (Piece("new", "new"),)),
        (
            "a quiet fixer",
            "a loud fixer",
            (("same", "a "), ("gone", "quiet"), ("new", "loud"), ("same", " fixer")),
        ),
    ],
)
def test_words_are_told_apart(before: str, after: str, found: object) -> None:
    assert pieces(before, after) == found


@given(st.text(), st.text())
def test_both_texts_are_in_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


def test_very_long_texts_are_told_apart_by_lines() -> None:
    before = "one two three\n" * 2000
    assert [one.kind for one in pieces(before, before + "more")] == ["same", "new"]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.cards.decorators import split_decorators


@pytest.mark.parametrize(
    ("decorators", "inserted"),
    [
        ("", ""),
        ("", "Plain."),
        ("", "\n\nBlank lines alone are no decorators."),
        ("", "An @@activate in a line."),
        ("", " @@activate behind a blank"),
        ("", "@@ activate"),
        ("", "@@@@activate"),
        ("@@activate\n", "Text."),
        ("@@activate", ""),
        ("@@depth 4\n@@@role system\n", "Text.\n@@activate\n"),
        ("\n \n@@activate\n\n@@unknown_one a,b\n\t\n", "Text."),
        ("@@activate\r\n\r\n", "Text.\r\n"),
        ("@@depth 4\n\n", "  indented text"),
    ],
)
def test_decorators_stand_at_the_start(decorators: str, inserted: str) -> None:
    assert split_decorators(decorators + inserted) == (decorators, inserted)


@given(st.lists(st.sampled_from(["@@activate", "@@@depth 2", "", "  ", "text", "@@", "\r", "\x0b", "é"])))
def test_nothing_is_lost_and_the_rest_has_none(lines: list[str]) -> None:
    content = "\n".join(lines)
    decorators, inserted = split_decorators(content)
    assert decorators + inserted == content
    assert split_decorators(inserted) == ("", inserted)

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from greenroom.dialects.kit.paging import one_of, read_cursor, whole_number
from greenroom.kit.tokens import Signer
from greenroom.problems import BadPageToken, BadParameter

SIGNER = Signer(b"0123456789abcdef")


class Cursor(Struct, array_like=True):
    before: str


class Other(Struct, array_like=True):
    number: int
    more: str


@given(st.integers(-(10**17), 10**17))
def test_a_whole_number_in_bounds(number: int) -> None:
    assert whole_number("limit", str(number), number, number) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "x", "1.0", "1e3", "+1", " 1", "1 ", "1_0", "0x1", "１", "٣", "--1", "9" * 5000, "-1", "11"],
)
def test_anything_else_is_told_the_bounds(text: str) -> None:
    with pytest.raises(BadParameter) as problem:
        whole_number("limit", text, 0, 10)
    assert str(problem.value) == "limit must be a whole number from 0 to 10"


def test_of_a_parameter_that_was_given_twice_the_last_one_counts() -> None:
    assert one_of({"a": ["1", "2"]}, "a", "0") == "2"
    assert one_of({"b": ["1"]}, "a", "0") == "0"
    assert one_of({"a": [""]}, "a", "0") == ""


@given(st.text(), st.text(), st.text())
def test_a_cursor_carries_what_it_was_given(before: str, purpose: str, bound: str) -> None:
    token = SIGNER.sign(purpose, Cursor(before), bound)
    assert read_cursor(SIGNER, Cursor, purpose, token, bound) == Cursor(before)


def test_no_cursor_is_none() -> None:
    assert read_cursor(SIGNER, Cursor, "list", "", "a") is None


@given(st.text(min_size=1))
def test_no_text_is_one_by_chance(text: str) -> None:
    with pytest.raises(BadPageToken):
        read_cursor(SIGNER, Cursor, "list", text, "a")


@given(at=st.integers(0, 60), letter=st.sampled_from("ABCabc019-_"))
def test_an_edited_one_is_refused(at: int, letter: str) -> None:
    token = SIGNER.sign("list", Cursor("01900000-0000-7000-8000-000000000000"), "a")
    edited = token[:at] + letter + token[at + 1 :]
    if edited != token:
        with pytest.raises(BadPageToken):
            read_cursor(SIGNER, Cursor, "list", edited, "a")


def test_a_cursor_is_good_for_its_list_its_caller_and_its_server_alone() -> None:
    token = SIGNER.sign("list", Cursor("x"), "a")
    for signer, purpose, bound in (
        (SIGNER, "other list", "a"),
        (SIGNER, "list", "b"),
        (Signer(b"another secret!!"), "list", "a"),
    ):
        with pytest.raises(BadPageToken):
            read_cursor(signer, Cursor, purpose, token, bound)


def test_one_of_an_older_form_is_refused() -> None:
    with pytest.raises(BadPageToken):
        read_cursor(SIGNER, Other, "list", SIGNER.sign("list", Cursor("x"), "a"), "a")

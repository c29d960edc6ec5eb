import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.accounts.keys import digest, is_key_id, key_id_of, keys_in, new_key
from greenroom.kit.ids import ALPHABET

PLACES = st.integers(3, 52)


def test_a_key_has_its_form() -> None:
    key = new_key()
    assert re.fullmatch(r"rp_[0-9A-Za-z]{50}", key.text)
    assert re.fullmatch(r"rp_[0-9A-Za-z]{12}", key.key_id)
    assert key.text.startswith(key.key_id)


def test_no_two_keys_are_alike() -> None:
    keys = [new_key() for _ in range(1000)]
    assert len({key.key_id for key in keys}) == len({key.text[15:47] for key in keys}) == 1000


def test_the_id_of_a_key_can_be_read_off_it() -> None:
    made = new_key()
    assert key_id_of(made.text) == made.key_id
    assert is_key_id(made.key_id)


@given(at=PLACES, digit=st.sampled_from(ALPHABET))
def test_a_typing_error_is_seen_without_asking_anybody(at: int, digit: str) -> None:
    text = new_key().text
    changed = text[:at] + digit + text[at + 1 :]
    assert (key_id_of(changed) is None) == (changed != text)


@given(at=st.integers(3, 51))
def test_so_are_two_digits_that_changed_places(at: int) -> None:
    text = new_key().text
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    assert (key_id_of(swapped) is None) == (swapped != text)


@given(st.text() | st.from_regex(r"rp_[0-9A-Za-z]{50}", fullmatch=True))
def test_no_other_text_is_a_key(text: str) -> None:
    assert key_id_of(text) is None


@given(
    st.text()
    | st.sampled_from(["rp_", "rp_AAAAAAAAAAA", "rp_AAAAAAAAAAAAA", "rp_AAAAAAAAAAA\n", "rp_AAAAAAAAAAA\0"])
)
def test_no_other_text_is_the_id_of_one(text: str) -> None:
    assert not is_key_id(text)


def test_a_digest_depends_on_the_key_and_on_the_server() -> None:
    one, other = new_key().text, new_key().text
    assert len(digest(b"secret", one)) == 32
    assert digest(b"secret", one) == digest(b"secret", one)
    assert len({digest(b"secret", one), digest(b"secret", other), digest(b"another", one)}) == 3


ONE, OTHER = new_key().text, new_key().text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r'{{"log":"a\n{one}"}}', [ONE]),
        ("user%3A{one}", [ONE]),
        ("{one}{other}", [ONE, OTHER]),
        ("{one}x{other}_", [ONE, OTHER]),
        ("rp_" + 48 * "a" + "{one}", [ONE]),
        ("rp_" + 50 * "a", []),
        ("{one:.52}", []),
    ],
)
def test_keys_are_found_whatever_stands_around_them(text: str, keys: list[str]) -> None:
    assert [*keys_in(text.format(one=ONE, other=OTHER))] == keys


@given(st.text(), st.text(), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-16-be"]))
def test_they_are_found_in_utf_16_that_is_read_as_something_else(before: str, behind: str, code: str) -> None:
    data = f"{before}{ONE}{behind}".encode(code)
    assert ONE in keys_in(data.decode("utf-8", "replace"))

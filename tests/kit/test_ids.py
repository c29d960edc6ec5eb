import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.kit import ids
from greenroom.kit.ids import (
    ALPHABET,
    UUID7_NUMBERS,
    base62,
    base62_number,
    is_base62,
    is_uuid,
    new_uuid7,
    random_base62,
    uuid7_number,
    uuid7_of,
)


def milliseconds() -> int:
    return time.time_ns() // 1_000_000


def test_a_new_id_is_a_uuid_of_version_7() -> None:
    made = UUID(new_uuid7())
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_a_new_id_begins_with_the_time() -> None:
    before = milliseconds()
    stamp = UUID(new_uuid7()).int >> 80
    assert (
        before <= stamp <= milliseconds() + 1000
    )  # ahead of the clock only after thousands in a millisecond


def test_what_varies_in_an_id_is_a_number_that_sorts_as_ids_do() -> None:
    assert uuid7_number("00000000-0000-7000-8000-000000000000") == 0
    assert uuid7_number("1fffffff-ffff-7fff-bfff-ffffffffffff") == UUID7_NUMBERS - 1
    ids = [new_uuid7() for _ in range(5_000)]
    numbers = [uuid7_number(text) for text in ids]
    assert numbers == sorted(set(numbers))
    assert len({base62(number, 20) for number in numbers}) == len(ids)


@given(st.integers(0, UUID7_NUMBERS - 1))
def test_an_id_and_its_number_follow_from_each_other(number: int) -> None:
    text = uuid7_of(number)
    assert uuid7_number(text) == number
    assert (UUID(text).version, UUID(text).variant) == (7, "specified in RFC 4122")
    assert is_uuid(text)
    assert uuid7_of(base62_number(base62(number, 20))) == text


def test_ids_sort_as_they_were_made() -> None:
    made = [new_uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_stay_in_order_when_the_clock_stands_still_or_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    an_hour = 3600 * 1000 * 4096
    monkeypatch.setattr(ids, "_last", ids._last + an_hour)
    made = [new_uuid7() for _ in range(5_000)]
    assert made == sorted(made)


def test_threads_never_make_the_same_id_and_each_sees_its_own_in_order() -> None:
    with ThreadPoolExecutor(8) as pool:
        lots = list(pool.map(lambda _: [new_uuid7() for _ in range(2_000)], range(8)))
    assert all(lot == sorted(lot) for lot in lots)
    stamps = {UUID(made).int >> 62 for lot in lots for made in lot}
    assert len(stamps) == 16_000  # even without their random part


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("01a20000-0000-7000-8000-000000000001", True),
        ("00000000-0000-0000-0000-000000000000", True),
        ("01A20000-0000-7000-8000-000000000001", False),
        ("{01a20000-0000-7000-8000-000000000001}", False),
        ("01a2000000007000800000000000000a", False),
        ("01a20000-0000-7000-8000-000000000001\n", False),
        ("01a20000-0000-7000-8000-00000000000g", False),
        ("", False),
    ],
)
def test_only_the_canonical_form_is_a_uuid(text: str, *, answer: bool) -> None:
    assert is_uuid(text) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [("aZ09", True), ("", False), ("a-b", False), ("é", False), ("٣", False), ("a\0", False)],
)
def test_base62_has_digits_and_letters_alone(text: str, *, answer: bool) -> None:
    assert is_base62(text) is answer


@pytest.mark.parametrize(
    ("number", "width", "text"),
    [(0, 1, "0"), (61, 1, "z"), (62, 2, "10"), (62, 1, "0"), (62**3 - 1, 4, "0zzz"), (10, 3, "00A")],
)
def test_base62_gives_the_last_digits(number: int, width: int, text: str) -> None:
    assert base62(number, width) == text


@given(st.integers(0, 62**8 - 1))
def test_base62_keeps_the_order_of_numbers_of_one_width(number: int) -> None:
    value = 0
    for digit in base62(number, 8):
        value = value * 62 + ALPHABET.index(digit)
    assert value == number
    assert base62(number, 8) < base62(number + 1, 8) or number == 62**8 - 1


def test_random_text_has_its_width_and_alphabet() -> None:
    made = [random_base62(10) for _ in range(2_000)]
    assert {len(text) for text in made} == {10}
    assert set("".join(made)) == set(ALPHABET)
    assert len(set(made)) == len(made)

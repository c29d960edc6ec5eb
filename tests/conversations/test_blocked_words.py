"""Blocked words are found whole, however a reply is cut."""

import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.blocked_words import BlockedWords, covered
from greenroom.conversations.phrases import Deed, Phrases, Shelf

WORDS = ("damn", "Café Noir", "c++", "火星", "ñandú", "f*ck", "a a a b")
ROWS = [
    ("Damn it.", "▇▇▇▇ it."),
    ("goddamn, damnation", "goddamn, damnation"),
    ("DAMN", "▇▇▇▇"),
    ("a cafe   noir!", "a ▇▇▇▇▇▇▇▇▇▇▇!"),
    ("Cafe\u0301-noir", "▇▇▇▇▇▇▇▇▇▇"),
    ("C++ or c", "▇▇▇ or c"),
    ("我去火星了", "我去▇▇了"),
    ("nandu NANDU", "▇▇▇▇▇ ▇▇▇▇▇"),
    ("da\u200bmn", "▇▇▇▇▇"),
    ("ｄａｍｎ", "▇▇▇▇"),
    ("f*ck f-ck", "▇▇▇▇ ▇▇▇▇"),
    ("a a a a b", "a ▇▇▇▇▇▇▇"),
    ("", ""),
]
ALPHABET = "damnDAMN cCaféFNoir+火星ñú*ack-b\u0301\u200b\ufe0f.ß\uff44\n"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_words_are_covered(text: str, expected: str) -> None:
    assert covered(text, WORDS) == expected


def in_pieces(text: str, cuts: list[int], ending: tuple[str, ...] = ()) -> str:
    words, places = (
        BlockedWords(WORDS, ending),
        sorted({0, *(cut % (len(text) + 1) for cut in cuts), len(text)}),
    )
    pieces = [words.feed(text[start:end]) for start, end in pairwise(places)]
    return "".join(pieces) + words.finish()


@given(st.text(st.sampled_from(ALPHABET), max_size=60), st.lists(st.integers(0, 60)))
def test_the_cuts_make_no_difference(text: str, cuts: list[int]) -> None:
    assert in_pieces(text, cuts) == covered(text, WORDS)


@given(st.text(st.sampled_from(ALPHABET), max_size=60), st.lists(st.integers(0, 60)))
def test_the_cuts_make_no_difference_to_where_it_ends(text: str, cuts: list[int]) -> None:
    assert in_pieces(text, cuts, ("noir", "am")) == in_pieces(text, [], ("noir", "am"))


@given(st.lists(st.sampled_from(["damn", "Cafe noir", "火星", " ", ", ", "tea", "x"]), max_size=12))
def test_nothing_else_is_changed_and_nothing_blocked_is_left(parts: list[str]) -> None:
    text = "".join(parts)
    after = covered(text, WORDS)
    assert len(after) == len(text)
    assert all(new in ("▇", old) for new, old in zip(after, text, strict=True))
    assert covered(after, WORDS) == after


@given(st.text(max_size=200))
def test_without_words_all_goes_on_at_once(text: str) -> None:
    assert BlockedWords(()).feed(text) == text
    assert BlockedWords(("", "!!")).feed(text) == text


def test_only_what_may_become_a_word_is_held_back() -> None:
    words = BlockedWords(("damn", "cafe noir"))
    assert [words.feed(text) for text in ("Well ", "da", "y", ". A caf", "e ", "blanc")] == [
        "Well ",
        "",
        "day",
        ". A ",
        "",
        "cafe blanc",
    ]


def test_an_ending_word_ends_the_text_before_it() -> None:
    words = BlockedWords((), ("stop here",))
    assert (
        words.feed("Go on. Stop ") + words.feed("HERE") + words.feed(" and on") + words.finish() == "Go on. "
    )
    assert words.ended
    assert words.feed("more") == ""


def test_what_nobody_could_say_is_not_looked_for() -> None:
    assert covered("a" * 201, ("a" * 201, "a" * 200)) == "a" * 201
    assert covered("a" * 200, ("a" * 201, "a" * 200)) == "▇" * 200


def test_the_longest_list_takes_little_memory() -> None:
    words = tuple(
        "".join(chr(0x4E00 + (number * 7919 + at * 104729) % 20_000) for at in range(200))
        for number in range(10_000)
    )
    tracemalloc.start()
    filters = [BlockedWords(words), BlockedWords(words[::-1])]
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 16 << 20
    assert peak < 32 << 20
    assert filters[0].feed(words[0] + "好") + filters[0].finish() == "▇" * 200 + "好"


def test_lists_are_kept_up_to_a_bound() -> None:
    shelf, made = Shelf(1000), list[str]()

    def get(name: str) -> Phrases:
        def make() -> Phrases:
            made.append(name)
            return Phrases([((name * 300,), Deed.COVER)])

        return shelf.get(((name,),), make)

    for name in ("a", "b", "a", "c", "a", "d", "b"):
        get(name)
    assert made == ["a", "b", "c", "d", "b"]


def test_a_long_list_is_read_once() -> None:
    words = tuple(f"word{number}" for number in range(20_000))
    assert covered("word9999 word10000", words) == "▇▇▇▇▇▇▇▇ word10000"
    assert covered("x WORD0 x", words) == "x ▇▇▇▇▇ x"

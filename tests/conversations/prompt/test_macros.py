"""Macros and what takes their place."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.prompt.dice import Dice
from greenroom.conversations.prompt.macros import LONGEST, Names, expand, visible

NAMES = Names(
    char="Nora",
    user="Ada",
    now=datetime(2026, 3, 5, 0, 7),  # noqa: DTZ001 - the speaker's own time, whatever its zone
    values={"description": "A fixer.", "lastmessage": "Hi {{char}}", "persona": ""},
)
DICE = Dice("message 1", "thread")
BITS = (
    *("{{", "}}", "{{char}}", "{{random:", "{{pick::", "{{roll:", "2d6+1", ",", "::", "\\,", "{{user}}"),
    *("<USER>", "{{trim}}", "{{reverse:", "{{//", "{{hidden_key:", "{{original}}", "\n", "a", "\ud800", "魔"),
)
MESSY = st.lists(st.sampled_from(BITS), max_size=60).map("".join)

SAID = [
    ("{{char}} <BOT> <char> {{CHAR}}", "Nora Nora Nora Nora"),
    ("{{user}}'s <USER>", "Ada's Ada"),
    ("{{char}}{{// a note}}{{comment: b}}{{hidden_key: c}}!", "Nora!"),
    ("{{reverse:abc}}", "cba"),
    ("{{reverse:{{char}}}}", "aroN"),
    ("{{roll:1}} {{roll:d1}} {{roll:3d1+2}} {{roll 1}} {{roll:2d1-5}}", "1 1 5 1 -3"),
    ("{{roll:0}} {{roll:x}} {{roll:101d6}} {{roll}}", "{{roll:0}} {{roll:x}} {{roll:101d6}} {{roll}}"),
    ("{{random:a}} {{pick:a}} {{random::a}}", "a a a"),
    (r"{{random:a\,b}}", "a,b"),
    ("{{random:}}{{random}}", "{{random}}"),
    ("one{{newline}}two{{noop}}", "one\ntwo"),
    ("one\n\n{{trim}}\r\ntwo\n{{ TRIM }}", "onetwo"),
    (
        "{{time}} {{date}} {{weekday}} {{isotime}} {{isodate}}",
        "12:07 AM March 5, 2026 Thursday 00:07 2026-03-05",
    ),
    ("{{description}}{{persona}} {{LASTMESSAGE}}", "A fixer. Hi {{char}}"),
    ("{{scenario}} {{original}} {{unknown:{{char}}}}", "{{scenario}} {{original}} {{unknown:Nora}}"),
    ("{{char: x}} {char}", "{{char: x}} {char}"),
    ("{{{{char}}}}", "{{Nora}}"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_macros_are_replaced(text: str, said: str) -> None:
    assert expand(text, NAMES, DICE) == said


def test_the_original_is_told_once_and_where_there_is_one() -> None:
    given_one = Names(original="Be good, {{char}}.")
    assert expand("{{original}} And {{original}}brief.", given_one, DICE) == "Be good, {{char}}. And brief."


def test_without_a_clock_times_stay() -> None:
    assert expand("{{time}}", Names(), DICE) == "{{time}}"


def test_chance_changes_with_the_message_and_a_pick_stays() -> None:
    text = "{{random:a,b,c,d}}{{pick:a,b,c,d}}{{roll:6}}"
    said = [expand(text, NAMES, Dice(str(message), "thread")) for message in range(50)]
    assert {words[0] for words in said} == set("abcd")
    assert len({words[1] for words in said}) == 1
    assert {words[2] for words in said} == set("123456")
    assert len({expand("{{pick:a,b,c,d}}", NAMES, Dice("", str(thread)))[0] for thread in range(50)}) == 4


def test_equal_macros_of_one_text_throw_on_their_own() -> None:
    assert len(set(expand("{{random:a,b,c,d}}" * 50, NAMES, DICE))) == 4


def test_what_a_name_holds_is_no_argument() -> None:
    names = Names(char="x,y::z}}", user="{{char}}")
    assert expand("{{random:{{char}}}} {{user}}", names, DICE) == "x,y::z}} {{char}}"


@given(MESSY, st.text(max_size=5), st.text(max_size=5))
def test_any_text_is_expanded_and_equally_again(text: str, char: str, user: str) -> None:
    names = Names(char=char, user=user, original="once", values={"description": char})
    assert expand(text, names, DICE) == expand(text, names, DICE)


@pytest.mark.parametrize("letter", ["x", "魔"])
def test_a_text_grows_to_a_mebibyte_at_most(letter: str) -> None:
    names = Names(char=letter * 1000, original=letter * LONGEST)
    grown = expand("{{original}}" + "{{char}}" * 10_000, names, DICE)
    assert len(grown.encode()) <= LONGEST
    assert letter * 1000 in grown


def test_what_is_longer_already_is_left() -> None:
    text = "{{char}}" + "x" * LONGEST
    assert expand(text, NAMES, DICE) == text


@pytest.mark.parametrize(
    "text", ["{{roll:100d6}}" * 50_000, "{{random:" * 100_000, "\n" * 10**6 + "{{trim}}"]
)
def test_no_text_takes_long(text: str) -> None:
    expand(text, NAMES, DICE)


SEEN = [
    ("a {{// b}}c{{comment: d}}", "a c", "a c"),
    ("a{{hidden_key: dragon}}", "a", "a dragon"),
    ("{{char}} {{random:a,b}}", "{{char}} {{random:a,b}}", "{{char}} {{random:a,b}}"),
    ("{{random:a,{{// b}}c}}", "{{random:a,c}}", "{{random:a,c}}"),
]


@pytest.mark.parametrize(("text", "seen", "recursively"), SEEN)
def test_keys_are_searched_in_what_is_visible(text: str, seen: str, recursively: str) -> None:
    assert visible(text, recursive=False) == seen
    assert visible(text, recursive=True) == recursively


@given(MESSY)
def test_any_text_can_be_looked_at(text: str) -> None:
    assert visible(text, recursive=True) == visible(text, recursive=True)

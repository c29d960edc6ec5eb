"""What no filter may have in it, each with its position and the words about it; and the limits."""

from collections.abc import Callable

import pytest

from greenroom.dialects.kit.filters import Language, compile_filter

TEXTS = [
    ('name="abc', 6, 'found a " that is never closed'),
    ("'", 1, "found a ' that is never closed"),
    ("'abc\\'", 1, "never closed"),
    ('name="ab\\q"', 9, 'found the escape "\\q", expected one of'),
    ('name="\\x4"', 7, 'found the escape "\\x"'),
    ('name="\\u12"', 7, 'found the escape "\\u"'),
    ('name="\\400"', 7, 'found the escape "\\4"'),
    ('name="\\8"', 7, 'found the escape "\\8"'),
    ('name="\\\n"', 7, 'found the escape "\\<U+000A>"'),
    ('name="\\ud83d\\ude00"', 7, "which is no character"),
    ('name="\\U00110000"', 7, "which is no character"),
    ('name."\\z"=1', 7, "found the escape"),
    ("a\x00b", 2, "found the control character U+0000, expected it in quotes"),
    ("a \x0b b", 3, "found the control character U+000B"),
    ("a\x85b", 2, "found the control character U+0085"),
    ("\x7f", 1, "found the control character U+007F"),
    ("a\ud800", 2, "found half of a surrogate pair, U+D800"),
    ("a && b", 3, "found &&, expected AND"),
    ("a||b", 2, "found ||, expected OR"),
    ("name=a&&b", 7, "found &&, expected AND"),
    ("name > 2012-04-21T11:30:00-04:00", 8, 'expected it quoted, as "2012-04-21T11:30:00Z"'),
    ("2012-04-21t11:30:00Z", 1, "found a time without quotes"),
]

LIMITS = [
    ("(" * 33 + "a" + ")" * 33, 33, "expected at most 32 parentheses within each other, found more"),
    ("f(" * 33, 66, "at most 32 parentheses"),
    ("a " * 513, 1025, "expected at most 512 words and signs, found more"),
    ("a" * 16_385, 16_385, "expected at most 16,384 bytes, found 16,385"),
    ("é" * 8_193, 8_193, "expected at most 16,384 bytes, found 16,386"),
    ('"' * 100_000, 16_385, "expected at most 16,384 bytes"),
]


@pytest.mark.parametrize(("text", "position", "words"), [*TEXTS, *LIMITS])
def test_a_text_is_refused(
    text: str, position: int, words: str, refused: Callable[[str], tuple[int, str]]
) -> None:
    found, why = refused(text)

    assert found == position
    assert words in why


def test_what_is_quoted_in_a_message_is_cut_and_printable(refused: Callable[[str], tuple[int, str]]) -> None:
    _, why = refused(f"mood.joy='\u202e{'x' * 9999}'")

    assert why == f'expected a whole number for "mood.joy", found "<U+202E>{"x" * 59}…"'


@pytest.mark.parametrize(
    "text",
    ["(" * 32 + "a" + ")" * 32, "a " * 512, "a" * 16_384, "é" * 8_192, '"' + "(" * 16_000 + '"', "-a " * 256],
    ids=["depth", "words", "bytes", "two-byte letters", "in quotes", "signs"],
)
def test_up_to_its_limits_a_filter_is_taken(text: str, language: Language) -> None:
    assert compile_filter(text, language).matches({}) in (True, False)

"""Quoted texts: each row is what stands between the quotes, and the text it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.filters import parse
from greenroom.dialects.kit.filters.tree import Member, Restriction

ROWS = [
    ("", ""),
    ("plain", "plain"),
    ("( ) , . < > = ! : && ||", "( ) , . < > = ! : && ||"),
    ("AND", "AND"),
    ("two\nlines\tand a \x01", "two\nlines\tand a \x01"),
    (r"\\", "\\"),
    (r"\"\'", "\"'"),
    (r"\?", "?"),
    (r"\a\b\f\n\r\t\v", "\a\b\f\n\r\t\v"),
    (r"\x41\xe9\xFF", "Aéÿ"),
    (r"\101\000\3771", "A\x00ÿ1"),
    (r"\u0041\u00e9\uFFFF", "Aé\uffff"),
    (r"\U0001f600\U0010FFFF", "😀\U0010ffff"),
    (r"\\n", r"\n"),
    (r"\\\n", "\\\n"),
]


def text_of(source: str) -> str:
    match parse(source):
        case Restriction(Member() as member):
            return member.text
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(("inner", "text"), ROWS)
def test_a_quoted_text_means(inner: str, text: str, quote: str) -> None:
    assert text_of(f"{quote}{inner}{quote}") == text


@pytest.mark.parametrize(("source", "text"), [('"it\'s"', "it's"), ("'say \"a\"'", 'say "a"')])
def test_the_other_quote_needs_no_escape(source: str, text: str) -> None:
    assert text_of(source) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_every_text_can_be_quoted(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')

    assert text_of(f'"{escaped}"') == text
    assert text_of("'" + "".join(f"\\U{ord(char):08x}" for char in text) + "'") == text

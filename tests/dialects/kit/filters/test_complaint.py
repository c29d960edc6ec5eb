"""What a person is told: each row is a text that is no filter, the position of the fault, and words about it."""

from collections.abc import Callable

import pytest

from greenroom.dialects.kit.filters import Language, compile_filter
from greenroom.problems import BadFilter

ROWS = [
    ("socialRank=", 12, 'expected a value after "=", found the end'),
    ("socialRank= ", 12, 'expected a value after "=", found the end'),
    ("a AND", 6, 'expected a field or a value after "AND", found the end'),
    ("a OR ", 5, 'expected a field or a value after "OR", found the end'),
    ("a AND OR b", 7, 'found "OR" (quote it to mean the word)'),
    ("AND", 1, 'expected a field or a value, found "AND"'),
    ("NOT", 1, 'expected a field or a value, found "NOT"'),
    ("-", 2, 'expected a field, a value or "(" after "-", found the end'),
    ("NOT NOT a", 5, 'after "NOT", found "NOT" (a term is negated once)'),
    ("--a", 2, "a term is negated once"),
    ("NOT -a", 5, "a term is negated once"),
    ("- a", 3, 'found "a" (no blank may follow a "-")'),
    ("NOT(a)", 1, "a blank must follow NOT"),
    ("a AND(b)", 3, "a blank must follow AND"),
    ("(a)(b)", 4, 'expected AND, OR or the end after ")", found "(" (a blank must come before it)'),
    ("(a)AND b", 4, "a blank must come before it"),
    ("(a)b", 4, "a blank must come before it"),
    ('"a""b"', 4, "a blank must come before it"),
    ('"a"b', 4, 'found "b" (a blank must come before it)'),
    ("()", 2, 'found ")" (parentheses may not be empty)'),
    ("f ()", 4, "parentheses may not be empty"),
    ("(a", 3, 'expected AND, OR or ")" after "a", found the end'),
    ("((a)", 5, 'expected AND, OR or ")"'),
    ("a)", 2, "no parenthesis is open"),
    ("a.b.", 5, 'expected a name after ".", found the end'),
    (".a", 1, 'expected a field or a value, found "."'),
    ("a .b", 3, 'no blank may stand beside a "."'),
    ("a. b", 4, 'no blank may stand beside a "."'),
    ("a..b", 3, 'expected a name after ".", found "."'),
    ("= 3", 1, 'expected a field or a value, found "="'),
    ("name = = 3", 8, "the comparators are = != < <= > >= and :"),
    ("a == b", 4, 'found "=" (the comparators are'),
    ("a <> b", 4, 'found ">" (the comparators are'),
    ("!a", 1, 'negate with NOT or "-"'),
    ("a ! b", 3, 'negate with NOT or "-"'),
    ("name=-b", 6, "only a number may begin with it without quotes"),
    ("name=-5x", 6, "only a number may begin with it without quotes"),
    ("name=AND", 6, 'found "AND" (quote it to mean the word)'),
    ("name=https://x", 11, 'found ":" (a value with this sign in it must be quoted)'),
    ("name=a=b", 7, "a value with this sign in it must be quoted"),
    ("a,b", 2, "a value with this sign in it must be quoted"),
    ("socialRank=5.", 14, 'expected a name after "."'),
    ("socialRank=.5", 12, 'expected a value after "=", found "."'),
    ("name=()", 7, "parentheses may not be empty"),
    ("a b  )", 6, "no parenthesis is open"),
]


@pytest.mark.parametrize(("text", "position", "words"), ROWS)
def test_a_text_is_refused(
    text: str, position: int, words: str, refused: Callable[[str], tuple[int, str]]
) -> None:
    found, why = refused(text)

    assert found == position
    assert words in why


def test_the_message_is_one_sentence_with_its_position(language: Language) -> None:
    with pytest.raises(BadFilter, match=r'^filter: position 12: expected a value after "=", found the end$'):
        compile_filter("socialRank=", language)

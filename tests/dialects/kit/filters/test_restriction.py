"""Literals alone, values in parentheses, and functions: each row is a filter and whom of the cast it matches, or the position and words of the refusal."""

from collections.abc import Callable

import pytest

from greenroom.dialects.kit.filters import Language, compile_filter
from greenroom.problems import BadFilter

SEARCH = [
    ("warrior", "axeon"),
    ("WARRIOR", "axeon"),
    ("bea", "bea"),
    ("bane", "axeon"),
    # Each word may be found in another field.
    ("ax steel", "axeon"),
    ("ax AND steel", "axeon"),
    ("ax nothing", ""),
    ("steel OR béa", "axeon bea"),
    ('"the Enchanted"', "axeon"),
    ('"Enchanted the"', ""),
    ("curt", ""),
    ("warrior mood.joy<0", "axeon"),
    ("f (a)", "axeon"),
    ("*", "axeon"),
    ("and", ""),
    ('"AND"', ""),
]

VALUES = [
    # Parentheses after a comparator hold for each value in them.
    ("about.givenName=(Béa OR A*)", "axeon bea"),
    ("about.givenName = ( Béa OR A* )", "axeon bea"),
    ("about.givenName=(A* *d)", "axeon"),
    ("about.givenName=(A* AND NOT *d)", ""),
    ("about.givenName=(NOT Béa)", "axeon nobody"),
    ("about.givenName:(-a)", "nobody"),
    ("about.nicknames:(Ax AND Dragon*)", "axeon"),
    ("mood.joy=(40 OR '-40')", "axeon bea"),
    ("mood.joy=(NOT 40)", "axeon nobody"),
    ("about.givenName=(Béa)", "bea"),
    ("about:(nicknames OR styles)", "axeon"),
    ("safety:(AND_ OR VIOLENCE)", "axeon"),
    ("about.age=(AGE_ADULT OR AGE_CHILD)", "axeon"),
]

FUNCTIONS = [
    ("f()", 1, 'found the function "f"'),
    ("f(a, -3.5, 'x', (b OR c))", 1, "there are no functions"),
    ("a f.g(b)", 3, 'found the function "f.g"'),
    ("f.NOT(b)", 1, 'found the function "f.NOT"'),
    ("name=f(a)", 6, 'found the function "f"'),
    ("name=(f(a))", 7, 'found the function "f"'),
    ("f(,)", 3, 'expected a value after "(", found ","'),
    ("f(a,)", 5, 'expected a value after ",", found ")"'),
]


@pytest.mark.parametrize(("text", "names"), [*SEARCH, *VALUES])
def test_a_filter_matches(text: str, names: str, matched: Callable[[str], str]) -> None:
    assert matched(text) == names


@pytest.mark.parametrize(("text", "position", "words"), FUNCTIONS)
def test_a_function_is_refused(
    text: str, position: int, words: str, refused: Callable[[str], tuple[int, str]]
) -> None:
    found, why = refused(text)

    assert found == position
    assert words in why


def test_a_language_that_searches_nothing_refuses_a_bare_word() -> None:
    with pytest.raises(BadFilter, match='position 3: found "a" alone, expected a field and a comparator'):
        compile_filter("  a", Language(fields={}))

"""How conditions combine: each row is a filter and whom of the cast it matches."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.filters import Field, Language, compile_filter

PRECEDENCE = [
    # OR binds tighter than AND: true AND (false OR true), not (true AND false) OR true.
    ("mood.joy=40 AND mood.fear=9 OR mood.fear=5", "bea"),
    ("mood.fear=9 OR mood.fear=5 AND mood.joy=40", "bea"),
    ("mood.joy=0 OR mood.joy=40 AND mood.fear=5", "bea"),
    ("mood.joy=0 OR (mood.joy=40 AND mood.fear=5)", "bea nobody"),
    ("mood.joy=0 OR mood.joy=40 mood.fear=5", "bea"),
    ("mood.joy=40 mood.fear=5", "bea"),
    ("mood.joy=40\n\tmood.fear=5", "bea"),
    ("mood.joy=40 mood.fear=9 OR mood.fear=5 AND reads=0", "bea"),
    ("mood.joy=40 (mood.fear=9)", ""),
    ("((mood.joy=40))", "bea"),
    ("( mood.joy = 40 )", "bea"),
    ("mood.joy=40  OR\nmood.joy=0", "bea nobody"),
]

NEGATION = [
    ("NOT mood.joy=40", "axeon nobody"),
    ("-mood.joy=40", "axeon nobody"),
    ("-(mood.joy=40 OR mood.joy=0)", "axeon"),
    ("NOT (mood.joy=40)", "axeon nobody"),
    ("NOT (NOT mood.joy=40)", "bea"),
    ("-(-mood.joy=40)", "bea"),
    ("NOT mood.joy=40 AND mood.joy=0", "nobody"),
    ("NOT mood.joy=40 OR mood.fear=5", "axeon bea nobody"),
    ("NOT Béa", "axeon nobody"),
    ('-"Béa"', "axeon nobody"),
]


@pytest.mark.parametrize(("text", "names"), [*PRECEDENCE, *NEGATION])
def test_a_filter_matches(text: str, names: str, matched: Callable[[str], str]) -> None:
    assert matched(text) == names


NEEDS = [
    ("name=w/character/a", "name", {"w/characters/a"}),
    ("stage_character.name=a OR name=b", "name", {"a", "b"}),
    ("name=(a OR b)", "name", {"a", "b"}),
    ("name=(a b)", "name", set()),
    ("name=a AND about.age=AGE_ADULT", "name", {"a"}),
    ("name=a AND about.age=AGE_ADULT", "about.age", {"AGE_ADULT"}),
    ("name=a OR b name=b OR name=c OR name=a", "name", {"a", "b", "c"}),
    ("(name=a OR name=b) (name=b OR name=c)", "name", {"b"}),
    ("name=a name=b", "name", set()),
    ("name=a AND NOT name=b", "name", {"a"}),
    ("(name=a AND mood.joy=1) OR name=b", "name", {"a", "b"}),
    ("about.given_name='Béa'", "about.givenName", {"Béa"}),
]

FREE = [
    ("", "name"),
    ("name=a", "about.givenName"),
    ("name=a OR mood.joy=1", "name"),
    ("NOT name=a", "name"),
    ("-(-name=a)", "name"),
    ("name!=a", "name"),
    ("name:a", "name"),
    ("name<a", "name"),
    ("name=a*", "name"),
    ("name=a OR name=b*", "name"),
    ("name=(NOT a)", "name"),
    ("about.nicknames:a", "about.nicknames"),
    ("about.styles.label:a", "about.styles.label"),
    ("about.age!=AGE_ADULT", "about.age"),
    ("about.age:*", "about.age"),
    ("safety.VIOLENCE=LEVEL_MILD", "safety.VIOLENCE"),
    ("extra=a", "extra"),
    ("mood.joy=1", "mood.joy"),
]


@pytest.mark.parametrize(("text", "path", "values"), NEEDS)
def test_a_filter_needs_one_of_these(text: str, path: str, values: set[str], language: Language) -> None:
    assert compile_filter(text, language).values_of(path) == frozenset(values)


@pytest.mark.parametrize(("text", "path"), FREE)
def test_a_filter_leaves_a_path_free(text: str, path: str, language: Language) -> None:
    assert compile_filter(text, language).values_of(path) is None


Meaning = Callable[[int, int], bool]
Said = tuple[str, Meaning]
"""A filter over two numbers, and the same in Python."""

ATOMS: tuple[Said, ...] = (
    ("a=1", lambda a, _: a == 1),
    ("a!=2", lambda a, _: a != 2),
    ("a<2", lambda a, _: a < 2),
    ("b>=1", lambda _, b: b >= 1),
    ("b = 2", lambda _, b: b == 2),
)


def opposite(said: Said) -> Said:
    text, meaning = said
    return f"NOT ({text})", lambda a, b: not meaning(a, b)


def every(parts: list[tuple[Said, str]]) -> Said:
    text = "".join(f"{joint}({text})" for (text, _), joint in parts)
    return text.removeprefix(parts[0][1]), lambda a, b: all(meaning(a, b) for (_, meaning), _ in parts)


def some(parts: list[Said]) -> Said:
    return " OR ".join(f"({text})" for text, _ in parts), lambda a, b: any(
        meaning(a, b) for _, meaning in parts
    )


EXPRESSIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(opposite),
        st.lists(st.tuples(inner, st.sampled_from([" ", " AND ", "\n"])), min_size=1, max_size=4).map(every),
        st.lists(inner, min_size=1, max_size=4).map(some),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_expressions_mean_what_they_say(said: Said) -> None:
    text, meaning = said
    compiled = compile_filter(text, Language({"a": Field("int"), "b": Field("int")}))

    for a, b in product(range(3), repeat=2):
        assert compiled.matches({"a": a, "b": b}) == meaning(a, b)


FACTORS = st.lists(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3), min_size=1, max_size=4)


@given(FACTORS, st.sampled_from([" ", " AND "]))
def test_or_binds_tighter_than_and(factors: list[list[Said]], joint: str) -> None:
    text = joint.join(" OR ".join(text for text, _ in factor) for factor in factors)
    compiled = compile_filter(text, Language({"a": Field("int"), "b": Field("int")}))

    for a, b in product(range(3), repeat=2):
        wanted = all(any(meaning(a, b) for _, meaning in factor) for factor in factors)
        assert compiled.matches({"a": a, "b": b}) == wanted

"""The grammar file against AIP-160's own rules, written down a second time and by other means.

The second form is a plain recogniser: a rule is a function from a text and an index to the indices where it may end.
"""

import re
from collections.abc import Callable, Iterable

from hypothesis import example, given
from hypothesis import strategies as st

from greenroom.dialects.kit.filters import parse
from greenroom.problems import BadFilter

Rule = Callable[[str, int], frozenset[int]]

LETTER = r"""[^\s(),.<>=!:"']"""
NO_LETTER = f"(?!{LETTER})"


def pattern(expression: str) -> Rule:
    compiled = re.compile(expression, re.DOTALL)

    def rule(text: str, start: int) -> frozenset[int]:
        match = compiled.match(text, start)
        return frozenset({match.end()} if match else ())

    return rule


def one_of(*rules: Rule) -> Rule:
    return lambda text, start: frozenset().union(*(rule(text, start) for rule in rules))


def row(*rules: Rule) -> Rule:
    def whole(text: str, start: int) -> frozenset[int]:
        ends: Iterable[int] = {start}
        for rule in rules:
            ends = {end for middle in ends for end in rule(text, middle)}
        return frozenset(ends)

    return whole


def many(rule: Rule) -> Rule:
    def whole(text: str, start: int) -> frozenset[int]:
        ends, fresh = {start}, {start}
        while fresh:
            fresh = {end for middle in fresh for end in rule(text, middle)} - ends
            ends |= fresh
        return frozenset(ends)

    return whole


def maybe(rule: Rule) -> Rule:
    return one_of(rule, pattern(""))


def later(name: str) -> Rule:
    return lambda text, start: RULES[name](text, start)  # noqa: PLW0108 - the rule is not there yet


WS, FREE = pattern(r"\s+"), pattern(r"\s*")
KEYWORD = pattern(f"(?:AND|OR|NOT){NO_LETTER}")
TEXT = pattern(f"(?!-|(?:AND|OR|NOT){NO_LETTER}){LETTER}+")
NUMBER = pattern(rf"-\d+(?:[eE][+-]?\d+)?{NO_LETTER}")
STRING = pattern(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
AND, OR, NOT = (pattern(word + NO_LETTER) for word in ("AND", "OR", "NOT"))
OPEN, CLOSE = row(pattern(r"\("), FREE), row(FREE, pattern(r"\)"))
VALUE = one_of(TEXT, STRING)
FIELDS = many(row(pattern(r"\."), one_of(VALUE, KEYWORD)))

RULES: dict[str, Rule] = {
    "filter": row(FREE, maybe(later("expression")), FREE),
    "expression": row(later("sequence"), many(row(WS, AND, WS, later("sequence")))),
    "sequence": row(later("factor"), many(row(WS, later("factor")))),
    "factor": row(later("term"), many(row(WS, OR, WS, later("term")))),
    "term": row(maybe(one_of(row(NOT, WS), pattern("-"))), later("simple")),
    "simple": one_of(later("restriction"), later("composite")),
    "restriction": row(
        later("comparable"), maybe(row(FREE, pattern("<=|<|>=|>|!=|=|:"), FREE, later("argument")))
    ),
    "comparable": one_of(later("member"), later("function")),
    "member": row(VALUE, FIELDS),
    # A function's first name is no keyword here: without a blank, "NOT(a)" is a slip and not a function.
    "function": row(VALUE, FIELDS, OPEN, maybe(later("arguments")), CLOSE),
    "arguments": row(later("argument"), many(row(FREE, pattern(","), FREE, later("argument")))),
    "argument": one_of(later("comparable"), row(NUMBER, FIELDS), later("composite")),
    "composite": row(OPEN, later("expression"), CLOSE),
}


def is_filter(text: str) -> bool:
    return len(text) in RULES["filter"](text, 0)


def is_parsed(text: str) -> bool:
    try:
        parse(text)
    except BadFilter:
        return False
    return True


PIECES = ["a", "b", "-5", '"', "=", "(", ")", ".", ",", ":", "-", "AND", "OR", "NOT", "", " ", "  "]
PIECES += ["'x y'", '"z"', "<=", "!=", "ab.c", "-5.5e3", "a=b"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("a AND(b)")
@example("(a AND)")
@example("a.AND = -5 AND NOT (b OR 'c') -d f(x, -1 , (y))")
def test_the_two_grammars_agree(text: str) -> None:
    assert is_parsed(text) == is_filter(text)


@given(
    st.lists(st.sampled_from([*PIECES, " ", " ", " OR ", " AND ", "a:b", "(a)"]), max_size=12).map(" ".join)
)
def test_the_two_grammars_agree_on_texts_with_blanks(text: str) -> None:
    assert is_parsed(text) == is_filter(text)

"""What is wrong with a filter, in a person's words: what was found, and what was expected instead."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from greenroom.dialects.kit.filters.tokens import Token, shown
from greenroom.problems import BadFilter

_EXPECTED = (
    ("KEYWORD", "a name"),
    ("NEGATIVE", "a value"),
    ("MINUS", "a field or a value"),
    ("TEXT", 'a field, a value or "("'),
    ("COMPARATOR", "a comparator, AND, OR or {end}"),
    ("", "AND, OR or {end}"),
)
"""What a person could write, by the first of these terminals that the grammar would take."""

_KEYWORDS = ("AND", "OR", "NOT")
_COMPARATORS = ("=", "!=", "<", "<=", ">", ">=", ":", "!")
_NEGATIONS = ("NOT", "-")


class Spot(NamedTuple):
    """Where a filter stops making sense: behind `before`, at `found`; `then` comes after. "" is where the text ends."""

    before: str
    found: str
    then: str
    tight: bool
    """Whether no blank stands before `found`."""
    open: bool
    """Whether a parenthesis is open."""
    expected: str


_HINTS: tuple[tuple[Callable[[Spot], bool], str], ...] = (
    (lambda at: at.found == "", ""),
    (lambda at: at.found in _KEYWORDS and at.then == "(", "a blank must follow {found}"),
    (lambda at: at.found in _NEGATIONS and at.before in _NEGATIONS, "a term is negated once"),
    (lambda at: "." in (at.found, at.before) and not at.tight, 'no blank may stand beside a "."'),
    (lambda at: at.before == "-" and not at.tight, 'no blank may follow a "-"'),
    (lambda at: at.found == "!", 'negate with NOT or "-"'),
    (
        lambda at: at.found in _COMPARATORS and at.before in _COMPARATORS,
        "the comparators are = != < <= > >= and :",
    ),
    (lambda at: at.found == "-" and "value" in at.expected, "only a number may begin with it without quotes"),
    (
        lambda at: at.tight and "AND" in at.expected and at.found[0] not in "),.<>=!:",
        "a blank must come before it",
    ),
    (lambda at: at.found in _KEYWORDS, "quote it to mean the word"),
    (lambda at: at.found == ")" and not at.open, "no parenthesis is open"),
    (lambda at: at.found == ")", "parentheses may not be empty"),
    (lambda at: at.found in (*_COMPARATORS, ",", "."), "a value with this sign in it must be quoted"),
)
"""Of the tests the first that holds says what may help."""


def complaint(tokens: Sequence[Token], index: int, terminals: Collection[str]) -> BadFilter:
    """Why the grammar refuses what stands at `index`, from 0, where it would have taken one of `terminals`."""
    number = sum(token.end <= index for token in tokens)
    at = _spot(tokens, number, terminals)
    after = f" after {shown(at.before)}" if at.before else ""
    found = shown(at.found) if at.found else "the end"
    hint = next((hint for holds, hint in _HINTS if holds(at)), "").format(found=at.found)
    position = tokens[number].start if at.found else tokens[-1].end
    return BadFilter(
        position + 1, f"expected {at.expected}{after}, found {found}{f' ({hint})' if hint else ''}"
    )


def _spot(tokens: Sequence[Token], number: int, terminals: Collection[str]) -> Spot:
    none = Token("", -1)
    before, found, then = (tokens[n] if 0 <= n < len(tokens) else none for n in range(number - 1, number + 2))
    depth = sum((token.text == "(") - (token.text == ")") for token in tokens[:number])
    expected = next(words for terminal, words in _EXPECTED if terminal in terminals or not terminal)
    end = '")"' if depth else "the end"
    return Spot(
        before.text, found.text, then.text, before.end == found.start, depth > 0, expected.format(end=end)
    )

"""Comparing what a view shows with what a filter says: a test for each kind of field."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from greenroom.dialects.kit.filters.fields import Field, Kind, Normaliser
from greenroom.dialects.kit.filters.folding import folded
from greenroom.dialects.kit.filters.number import number, shown_number, whole_number
from greenroom.dialects.kit.filters.place import Place, each
from greenroom.dialects.kit.filters.tokens import shown
from greenroom.dialects.kit.filters.tree import Member, Word
from greenroom.dialects.kit.filters.wildcard import wildcard
from greenroom.problems import BadFilter

Test: TypeAlias = Callable[[Any], bool]
"""Whether one value of a view is as the filter wants it."""

_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    ":": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ALL = ("=", "!=", "<", "<=", ">", ">=", ":")
_EQUAL = ("=", "!=")
_HAS = (":",)


class Wanted(Struct, frozen=True):
    """The right side of a comparison, and all that bears on it."""

    place: Place
    comparator: str
    literal: Member
    normalise: Normaliser

    @property
    def field(self) -> Field:
        """The field that is compared."""
        return self.place.field

    def refusal(self, expected: str) -> BadFilter:
        """The literal is not what this field can be compared with."""
        found = shown(self.literal.text)
        return BadFilter(
            self.literal.position, f"expected {expected} for {shown(self.place.path)}, found {found}"
        )


def comparison(place: Place, comparator: Word, literal: Member, normalise: Normaliser) -> Test:
    """The test for `place comparator literal`; `normalise` is applied to texts on both sides.

    Raises:
        BadFilter: The field has no such comparator, or can't be compared with such a literal.
    """
    kind, test = place.field.kind, _KINDS[place.field.kind].test
    _check_comparator(place, comparator)
    if not place.field.repeated:
        return test(Wanted(place, comparator.text, literal, normalise))
    element = test(Wanted(place, "=" if kind == "string" else ":", literal, normalise))
    return lambda values: any(map(element, each(values)))


def _check_comparator(place: Place, comparator: Word) -> None:
    kind = _KINDS[place.field.kind]
    allowed, name = (_HAS, "a list") if place.many else (kind.comparators, kind.name)
    if place.is_entry and ":" not in allowed:
        allowed = (*allowed, ":")  # a map has a key with this value, whatever kind the value is
    if comparator.text not in allowed:
        expected = " or ".join(shown(sign) for sign in allowed)
        why = f"expected {expected} for {shown(place.path)}, which is {name}, found {shown(comparator.text)}"
        raise BadFilter(comparator.position, why)


def _text(wanted: Wanted) -> Test:
    if wanted.literal.is_bare("null"):
        raise wanted.refusal('a text (only messages can be null; quoted, "null" is a text)')
    text, normalise = wanted.normalise(wanted.literal.text), wanted.normalise
    fits = _text_test(wanted.comparator, text)
    if wanted.comparator == "!=":
        return lambda value: not any(fits(normalise(one)) for one in each(value) if isinstance(one, str))
    return lambda value: any(fits(normalise(one)) for one in each(value) if isinstance(one, str))


def _text_test(comparator: str, text: str) -> Callable[[str], bool]:
    if comparator in ("=", "!="):
        return wildcard(text)
    if comparator == ":":
        needle = folded(text)
        return lambda one: needle in folded(one)
    order = _ORDERS[comparator]
    return lambda one: order(one, text)


def _number(wanted: Wanted) -> Test:
    whole = wanted.field.kind == "int"
    value = (whole_number if whole else number)(wanted.literal.text)
    if value is None:
        raise wanted.refusal("a whole number" if whole else "a number")
    order = _ORDERS[wanted.comparator]
    return lambda shown_value: order(shown_number(shown_value), value)


def _truth(wanted: Wanted) -> Test:
    if wanted.literal.text not in ("true", "false"):
        raise wanted.refusal("true or false")
    order, value = _ORDERS[wanted.comparator], wanted.literal.text == "true"
    return lambda shown_value: order(shown_value, value)


def _name(wanted: Wanted) -> Test:
    words, text = wanted.field.words, wanted.literal.text
    if words and text not in words:
        raise wanted.refusal(f"one of {', '.join(words)}")
    order = _ORDERS[wanted.comparator]
    return lambda shown_value: order(shown_value, text)


def _message(wanted: Wanted) -> Test:
    if not wanted.literal.is_bare("null"):
        raise wanted.refusal("null")
    order = _ORDERS[wanted.comparator]
    return lambda message: order(message, None)


def _key(wanted: Wanted) -> Test:
    key = wanted.literal.text
    return lambda entries: isinstance(entries, Mapping) and entries.get(key) is not None


def _anything(wanted: Wanted) -> Test:
    text = wanted.literal.text
    equal = _any_equal(wanted.literal)
    if wanted.comparator == "=":
        return equal
    if wanted.comparator == "!=":
        return lambda value: not equal(value)
    return lambda value: _any_has(value, text, equal)


def _any_equal(literal: Member) -> Test:
    fits, value = wildcard(literal.text), number(literal.text)

    def equal(shown_value: Any) -> bool:
        if shown_value is None:
            return literal.is_bare("null")
        if isinstance(shown_value, bool):
            return literal.text == ("true" if shown_value else "false")
        if isinstance(shown_value, str):
            return fits(shown_value)
        return value is not None and bool(shown_value == value)

    return equal


def _any_has(value: Any, text: str, equal: Test) -> bool:
    if isinstance(value, Mapping):
        return value.get(text) is not None
    if isinstance(value, str):
        return folded(text) in folded(value)
    return any(map(equal, each(value)))


class _KindRow(Struct, frozen=True):
    name: str
    comparators: tuple[str, ...]
    test: Callable[[Wanted], Test]


_KINDS: Mapping[Kind, _KindRow] = {
    "string": _KindRow("a string", _ALL, _text),
    "int": _KindRow("a whole number", _ALL, _number),
    "float": _KindRow("a number", _ALL, _number),
    "bool": _KindRow("true or false", _EQUAL, _truth),
    "enum": _KindRow("an enum", _EQUAL, _name),
    "message": _KindRow("a message", (*_EQUAL, *_HAS), _message),
    "map": _KindRow("a map", _HAS, _key),
    "any": _KindRow("of no fixed kind", (*_EQUAL, *_HAS), _anything),
}

"""How much of one thing we take, whatever it means; and JSON that means nothing to us.

The caps keep a hostile body from costing more than its bytes: 64 levels of objects and lists, 10,000 items in a
list or members in an object, 1 Mi characters in a text.
"""

import math
from collections.abc import Iterable
from typing import Any

from greenroom.dialects.kit.protojson.faults import Excess, Fault, Repeated, Unexpected
from greenroom.dialects.kit.protojson.grammar import Twice
from greenroom.problems import NotJson

DEEPEST = 64
MOST_ITEMS = 10_000
LONGEST_TEXT = 1 << 20

_PLAIN = frozenset((bool, int, type(None)))


def fit_text(text: str) -> str:
    """`text`, unless it is too long."""
    if len(text) > LONGEST_TEXT:
        raise Excess(f"a text of more than {LONGEST_TEXT} characters")
    return text


def fit_list(value: Any, depth: int) -> list[Any]:
    """`value`, if it is a list of a size that we take, at this depth."""
    if type(value) is not list:
        raise Unexpected
    _fit(value, depth)
    return value


def fit_object(value: Any, depth: int) -> dict[str, Any]:
    """`value`, if it is an object without repeated names, of a size that we take, at this depth."""
    if type(value) is Twice:
        raise Repeated(value.name)
    if type(value) is not dict:
        raise Unexpected
    _fit(value, depth)
    return value


def fit_any(value: Any, depth: int) -> Any:
    """`value` as it came, if it is JSON within the caps that can be written again."""
    kind = type(value)
    if kind is str:
        fit_text(value)
    elif kind is float:
        _fit_float(value)
    elif kind is list:
        _fit_members(enumerate(fit_list(value, depth)), depth)
    elif kind not in _PLAIN:
        _fit_members(fit_object(value, depth).items(), depth)
    return value


def _fit_members(members: Iterable[tuple[str | int, Any]], depth: int) -> None:
    for step, member in members:
        if type(member) in _PLAIN:
            continue
        try:
            fit_any(member, depth + 1)
        except Fault as fault:
            raise fault.under(step)  # noqa: B904 - it is the same fault


def _fit_float(value: float) -> None:
    if not math.isfinite(value):
        raise Excess("a number out of range")


def _fit(container: dict[str, Any] | list[Any], depth: int) -> None:
    if depth > DEEPEST:
        raise NotJson("proto: exceeded max recursion depth")
    if len(container) > MOST_ITEMS:
        raise Excess(f"more than {MOST_ITEMS} items")

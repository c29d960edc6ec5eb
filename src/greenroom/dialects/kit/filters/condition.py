"""A filter's meaning: what must hold, and what a query may be told about it."""

from collections.abc import Callable, Mapping
from functools import reduce

from msgspec import Struct

from greenroom.dialects.kit.filters.place import View
from greenroom.dialects.kit.filters.tree import Conjunction, Negation, Node, Restriction

Needs = Mapping[str, frozenset[str]]
"""For a path, texts of which a view must have one there, or the condition is false. A path left out may be anything."""


class Condition(Struct, frozen=True, eq=False):
    """Whether it holds for a view, and what it needs for that."""

    holds: Callable[[View], bool]
    needs: Needs = {}


def condition_of(node: Node, meaning: Callable[[Restriction], Condition]) -> Condition:
    """The condition a tree states, given what each restriction in it means; NOT is plain two-valued negation."""
    if isinstance(node, Restriction):
        return meaning(node)
    if isinstance(node, Negation):
        return _opposite(condition_of(node.term, meaning))
    conditions = [condition_of(part, meaning) for part in node.parts]
    return _all_of(conditions) if isinstance(node, Conjunction) else _any_of(conditions)


def _opposite(condition: Condition) -> Condition:
    holds = condition.holds
    return Condition(lambda view: not holds(view))


def _all_of(conditions: list[Condition]) -> Condition:
    tests = [condition.holds for condition in conditions]
    needs: dict[str, frozenset[str]] = {}
    for condition in conditions:
        for path, texts in condition.needs.items():
            needs[path] = needs.get(path, texts) & texts
    return Condition(lambda view: all(holds(view) for holds in tests), needs)


def _any_of(conditions: list[Condition]) -> Condition:
    tests = [condition.holds for condition in conditions]
    paths = reduce(frozenset.intersection, (frozenset(condition.needs) for condition in conditions))
    needs = {path: frozenset().union(*(condition.needs[path] for condition in conditions)) for path in paths}
    return Condition(lambda view: any(holds(view) for holds in tests), needs)

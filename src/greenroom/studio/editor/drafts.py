"""Drafts: what a form makes of a character, field by field, before anything of it is saved."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from greenroom.characters.model import Character
from greenroom.dialects.native import canonical
from greenroom.problems import BadValue
from greenroom.studio.editor import values

_INSIDE = f"{canonical.ROOT}."


class Draft(NamedTuple):
    """The character as the form has it, but for the fields that are at fault; and what was changed, as JSON by path."""

    character: Character
    faults: dict[str, str]
    changed: dict[str, Any]


def draft(base: Character, now: Character, fields: Mapping[str, str]) -> Draft:
    """What fields say that were shown of `base`, put into the character as it is `now`; both have their big lists."""
    told = values.changed(base, values.with_topics(base, fields))
    faults = {path: problem.why for path, problem in told.items() if isinstance(problem, BadValue)}
    good = {path: value for path, value in told.items() if path not in faults}
    try:
        return Draft(_put(now, good), faults, good)
    except BadValue:
        return _one_by_one(now, good, faults)


def _one_by_one(now: Character, good: Mapping[str, Any], faults: dict[str, str]) -> Draft:
    """Each field by itself, so that every fault is found."""
    kept: dict[str, Any] = {}
    for path, value in good.items():
        try:
            now = _put(now, {path: value})
        except BadValue as problem:
            faults[path] = _about(path, problem)
        else:
            kept[path] = value
    return Draft(now, faults, kept)


def _put(character: Character, changes: Mapping[str, Any]) -> Character:
    return canonical.patched(character, values.tree(changes)) if changes else character


def _about(path: str, problem: BadValue) -> str:
    """What is wrong, and where in a field that has several places."""
    place = problem.field.removeprefix(_INSIDE).removeprefix(path).lstrip(".")
    return f"{place} {problem.why}" if place else problem.why

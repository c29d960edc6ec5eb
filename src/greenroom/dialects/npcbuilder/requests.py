"""Bodies of this dialect: sorted as they come, and judged by what is stored, for what is shown may always be sent back.

The vendor's limits hold on a create, and on an update for what differs from what is shown.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from greenroom.accounts.plans import plan_of
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.dialects.kit.conversion import checker
from greenroom.dialects.npcbuilder import wire
from greenroom.dialects.npcbuilder.items import KEYS
from greenroom.dialects.npcbuilder.translate import LENS
from greenroom.http.bodies import refuse_nul
from greenroom.kit.json_values import same
from greenroom.problems import BadValue, PlanLacks

Check = Callable[[Any, str], None]
"""Raises BadValue for a value that does not fit, given its path."""


class Said(NamedTuple):
    """A body, sorted: known fields by name, of which None clears one, and the others."""

    patch: dict[str, Any]
    unknown: dict[str, Any]


def one_of(values: tuple[str, ...]) -> Check:
    """The check of a field that takes one of a few words, whose case matters."""

    def check(value: Any, path: str) -> None:
        if value not in values:
            raise BadValue(path, f"must be one of: {', '.join(values)}")

    return check


def _check_item(value: Any, path: str) -> None:
    _ITEM(value, path)
    number = value.get("value")
    if isinstance(number, int | float) and not wire.SMALLEST_NUMBER <= number <= wire.LARGEST_NUMBER:
        raise BadValue(f"{path}.value", "must have at most 25 characters")


def _check_filters(value: Any, path: str) -> None:
    if not isinstance(value, dict):
        raise BadValue(path, "must be an object, or true or false")
    for name, member in value.items():
        if member is not None and not isinstance(member, bool):
            raise BadValue(f"{path}.{name}", "must be true or false")


_ITEM = checker(wire.Item)
_LIST = checker(list)
_CHECKS: dict[str, Check] = {
    "name": checker(wire.Name),
    "description": checker(wire.Description),
    "gender": checker(wire.Gender),
    "filters": _check_filters,
    **{name: one_of(values) for name, values in wire.WORDS.items()},
}
_ITEMS: dict[str, tuple[int, Check]] = {
    "traits": (20, checker(wire.Short)),
    "items": (100, _check_item),
    "events": (100, checker(wire.Event)),
    "quests": (100, checker(wire.Quest)),
}
"""For each list, how many items it may have, and the check of one."""


def read_create(body: Mapping[str, Any]) -> Said:
    """The body of a create: null is as good as absent, and filters that are not named are off."""
    said = _sorted({name: value for name, value in body.items() if value is not None})
    known = {name: value for name, value in said.patch.items() if value is not None}
    if isinstance(known.get("filters"), dict):
        members = {name: value for name, value in known["filters"].items() if value is not None}
        known["filters"] = dict.fromkeys(wire.FILTERS, False) | members
    return Said(known, said.unknown)


def read_update(body: Mapping[str, Any]) -> Said:
    """The body of an update: null clears."""
    return _sorted(body)


def judge(said: Said, record: Record, plan: str, context: Context) -> Said:
    """What of a body says something new to a character, every word of it judged in the order of the table.

    Raises:
        BadValue: A field is at fault; its path leads into lists, as in `items[0].itemName`.
        PlanLacks: The account's plan has no premium models.
    """
    shown = LENS.show(record, context)
    for name, value in said.unknown.items():
        if not same(value, shown.get(name)):
            refuse_nul(name, name)
            refuse_nul(value, name)
    news = {}
    for name in LENS.rows:
        if name in said.patch and not same(said.patch[name], shown[name]):
            news[name] = _judged(name, said.patch[name], shown[name])
    if news.get("model") == "premium" and not plan_of(plan).premium:
        raise PlanLacks(plan, "premium models")
    unknown = {name: value for name, value in said.unknown.items() if not same(value, shown.get(name))}
    return Said(news, unknown)


def fits(name: str, value: Any) -> bool:
    """Whether a value of a file is of its field's kind, however long it is."""
    if name in ("name", "description", "gender"):
        return isinstance(value, str)
    try:
        if name in _ITEMS:
            _LIST(value, name)
            for item in value:
                _ITEMS[name][1](item, name)
        else:
            _CHECKS[name](value, name)
    except BadValue:
        return False
    return True


def _judged(name: str, value: Any, shown: Any) -> Any:
    """A value that fits; of filters only the members that differ."""
    if value is None:
        return None
    if name in _ITEMS:
        _check_list(name, value, shown)
    else:
        refuse_nul(value, name)
        _CHECKS[name](value, name)
    if name == "filters":
        return {member: said for member, said in value.items() if said is not shown[member]}
    return value


def _check_list(name: str, value: Any, shown: list[Any]) -> None:
    """Items that stand in the list already are not judged again."""
    most, check = _ITEMS[name]
    _LIST(value, name)
    if len(value) > most:
        raise BadValue(name, f"must have at most {most} items")
    for at, item in enumerate(value):
        if not any(same(item, one) for one in shown):
            refuse_nul(item, f"{name}[{at}]")
            check(item, f"{name}[{at}]")


def _sorted(body: Mapping[str, Any]) -> Said:
    known = {name: _known(name, value) for name, value in body.items() if name in LENS.rows}
    known.pop("id", None)
    unknown = {name: value for name, value in body.items() if name not in LENS.rows}
    filters = body.get("filters")
    if isinstance(filters, dict):
        more = {name: value for name, value in filters.items() if name not in wire.FILTERS}
        unknown |= {"filters": more} if more else {}
    return Said(known, unknown)


def _known(name: str, value: Any) -> Any:
    """A value as it is stored: an empty word is none, and so is null inside of an item."""
    if name in wire.WORDS:
        return None if value == "" else value
    if name == "filters":
        return _members(value)
    if name in KEYS and isinstance(value, list):
        return [_without_nulls(item, KEYS[name]) for item in value]
    return value


def _members(filters: Any) -> Any:
    """The known members of filters in either form; of those in no form at all, what was sent."""
    if filters is None:
        return dict.fromkeys(wire.FILTERS)
    if isinstance(filters, bool):
        return dict.fromkeys(wire.FILTERS, True) if filters else {"active": False}
    if isinstance(filters, dict):
        return {name: filters[name] for name in wire.FILTERS if name in filters}
    return filters


def _without_nulls(item: Any, keys: Collection[str]) -> Any:
    """An item without its documented keys that are null; an undocumented one that is removes what is kept."""
    if not isinstance(item, dict):
        return item
    return {name: value for name, value in item.items() if value is not None or name not in keys}

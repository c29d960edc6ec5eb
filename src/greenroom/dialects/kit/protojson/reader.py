"""Bodies to trees.

A tree is a dict with only what was sent: known fields under their camelCase names with normalised values, null as
None; unknown fields under their own names, verbatim, in the object they were sent in.
"""

from collections.abc import Callable
from typing import Any

from greenroom.dialects.kit.messages import Part, Shape
from greenroom.dialects.kit.protojson.caps import fit_any, fit_list, fit_object
from greenroom.dialects.kit.protojson.faults import Fault, Path, Repeated, Unexpected
from greenroom.dialects.kit.protojson.grammar import parse
from greenroom.dialects.kit.protojson.position import line_and_column, offset_of, token_at
from greenroom.dialects.kit.protojson.scalars import read_bool, read_enum, read_float, read_int, read_string
from greenroom.problems import BadValue, NotJson


def read(body: bytes, shape: Shape, *, wrapper: str = "") -> dict[str, Any]:
    """The tree of a body; an empty body is an empty message.

    With `wrapper`, an object whose only member has that name and holds an object is unwrapped.

    Raises:
        NotJson: The body is not a JSON object, or is nested too deeply.
        BadValue: One field is at fault; the sentence has the line and column.
    """
    text, sent = parse(body)
    outer: Path = []
    if wrapper and type(sent) is dict and len(sent) == 1 and isinstance(sent.get(wrapper), dict):
        outer, sent = [wrapper], sent[wrapper]
    try:
        return _message(shape, sent, 1)
    except Fault as fault:
        raise _problem(text, outer, fault) from None


def _problem(text: str, outer: Path, fault: Fault) -> NotJson | BadValue:
    path = fault.path[::-1]
    offset = offset_of(text, outer + path, name=fault.names)
    why = fault.sentence(line_and_column(text, offset), token_at(text, offset))
    return BadValue(_dotted(path), why) if path else NotJson(why)


def _dotted(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _message(shape: Shape, sent: Any, depth: int) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    spellings = shape.spellings
    for name, value in fit_object(sent, depth).items():
        part = spellings.get(name)
        if part and part.name in tree:
            raise Repeated(name)
        try:
            if part:
                tree[part.name] = None if value is None else _value(part, value, depth + 1)
            else:
                tree[name] = fit_any(value, depth + 1)
        except Fault as fault:
            raise fault.under(name)  # noqa: B904 - it is the same fault
    return tree


def _value(part: Part, value: Any, depth: int) -> Any:
    if not part.repeated:
        return _READERS[part.kind](part, value, depth)
    if part.lone and type(value) is dict:
        return [_READERS[part.kind](part, value, depth)]
    return _items(part, value, depth)


def _items(part: Part, value: Any, depth: int) -> list[Any]:
    read_item = _READERS[part.kind]
    sent, items = fit_list(value, depth), list[Any]()
    try:
        for item in sent:
            items.append(read_item(part, item, depth + 1))
    except Fault as fault:
        raise fault.under(len(items))  # noqa: B904 - it is the same fault
    return items


def _submessage(part: Part, value: Any, depth: int) -> dict[str, Any]:
    assert part.shape
    return _message(part.shape, value, depth)


def _map(part: Part, value: Any, depth: int) -> dict[str, Any]:
    if part.entries and type(value) is list:
        return _entries(part, part.entries, value, depth)
    assert part.value_part
    members: dict[str, Any] = {}
    for key, member in fit_object(value, depth).items():
        try:
            members[read_string(part, key, depth)] = _value(part.value_part, member, depth + 1)
        except Fault as fault:
            raise fault.under(key)  # noqa: B904 - it is the same fault
    return members


def _entries(part: Part, entry: Shape, value: list[Any], depth: int) -> dict[str, Any]:
    """A map sent as the list of its entries. Of equal keys the last wins, as in protobuf's binary form."""
    assert part.value_part
    sent, items = fit_list(value, depth), list[dict[str, Any]]()
    try:
        for item in sent:
            items.append(_message(entry, item, depth + 1))
    except Fault as fault:
        raise fault.under(len(items))  # noqa: B904 - it is the same fault
    return {item.get("key") or "": item.get("value") or part.value_part.zero for item in items}


def _any(_part: Part, value: Any, depth: int) -> Any:
    if value is None:  # in a list or map; anywhere else it never comes here
        raise Unexpected
    return fit_any(value, depth)


_READERS: dict[str, Callable[[Part, Any, int], Any]] = {
    "string": read_string,
    "bool": read_bool,
    "int32": read_int,
    "int64": read_int,
    "float": read_float,
    "enum": read_enum,
    "message": _submessage,
    "map": _map,
    "any": _any,
}

"""Whether a body comes back as it was: each leaf of what was sent, compared with what is shown of what was made of it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from greenroom.cards.imported import Line
from greenroom.characters.lens import Lens, Output
from greenroom.kit.json_values import encode_json, same

NEWLY_MADE = "is made anew by this server"
NO_VALUE = "is no value that can be kept here"
NO_PLACE = "has no place here"
_SHOWN = "is read back as {value}"
_MOVED = "is read back as {path}"
_LONGEST = 80
_NOWHERE: Any = object()

Path = tuple[str | int, ...]
"""Names, and places in lists."""


def compared(
    sent: Mapping[str, Any],
    *views: Mapping[str, Any],
    moved: Mapping[str, str] | None = None,
    made: Collection[str] = (),
) -> tuple[Line, ...]:
    """A line for each field that is shown as it was sent, and one for each leaf that is not.

    A leaf is as it was if any view shows it so. `moved`: where fields of former generations stand now. `made`: fields that
    the server makes by itself.
    """
    lines: list[Line] = []
    for name, value in sent.items():
        inside = [_step(view, name) for view in views]
        found = _apart(value, inside, (name,))
        if name in made:
            told = [Line(dotted(path), "dropped", NEWLY_MADE) for path, _, _ in found]
        else:
            changed = (_changed(path, leaf, shown, views, moved or {}) for path, leaf, shown in found)
            told = [line for line in changed if line]
        lines += told or [Line(name, "kept")]
    return tuple(lines)


def outputs(lens: Lens) -> frozenset[str]:
    """The fields of a surface, by the name that stands in the object itself, that callers only read."""
    return frozenset(path.partition(".")[0] for path, row in lens.rows.items() if isinstance(row, Output))


def _apart(value: Any, views: list[Any], path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Paths and values of what holds nothing itself, an empty object or list too, and no view shows so; and what is shown."""
    if any(same(view, value) for view in views):
        return
    if not value or not isinstance(value, dict | list):
        yield path, value, next((view for view in views if view is not _NOWHERE), _NOWHERE)
        return
    for step, part in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _apart(part, [_step(view, step) for view in views], (*path, step))


def _step(tree: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return tree.get(step, _NOWHERE) if isinstance(tree, dict) else _NOWHERE
    return tree[step] if isinstance(tree, list | tuple) and step < len(tree) else _NOWHERE


def at(tree: Any, path: Path) -> Any:
    """The value at a path; a mark of its own where there is none."""
    for step in path:
        tree = _step(tree, step)
    return tree


def dotted(path: Path) -> str:
    """A path for people, as in `items[0].name`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _changed(
    path: Path, leaf: Any, shown: Any, views: tuple[Mapping[str, Any], ...], moved: Mapping[str, str]
) -> Line | None:
    """What became of a leaf that is not shown as it was; nothing, where it says nothing and nothing is shown."""
    if _is_blank(leaf) and (shown is _NOWHERE or _is_blank(shown)):
        return None
    told = dotted(path)
    for former, present in moved.items():
        if not told.startswith(former):
            continue
        there = (*present.split("."), *path[len(former.split(".")) :])
        if any(same(at(view, there), leaf) for view in views):
            return Line(told, "mapped", _MOVED.format(path=dotted(there)))
    if shown is _NOWHERE or _is_blank(shown):
        return Line(told, "dropped", NO_VALUE if shown is not _NOWHERE else NO_PLACE)
    said = encode_json(shown).decode()
    return Line(told, "mapped", _SHOWN.format(value=said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"))


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {})

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
        changed = [
            Line(dotted(path), "dropped", NEWLY_MADE)
            if name in made
            else _changed(path, leaf, views, moved or {})
            for path, leaf in leaves(value, (name,))
            if not any(same(at(view, path), leaf) for view in views)
        ]
        told = [line for line in changed if line]
        lines += told or [Line(name, "kept")]
    return tuple(lines)


def outputs(lens: Lens) -> frozenset[str]:
    """The fields of a surface, by the name that stands in the object itself, that callers only read."""
    return frozenset(path.partition(".")[0] for path, row in lens.rows.items() if isinstance(row, Output))


def leaves(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Paths and values of everything in a value that holds nothing itself; an empty object or list is a leaf."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not value or not inside:
        yield path, value
    for step, part in inside:
        yield from leaves(part, (*path, step))


def at(tree: Any, path: tuple[str | int, ...]) -> Any:
    """The value at a path; a mark of its own where there is none."""
    for step in path:
        if isinstance(step, str):
            tree = tree.get(step, _NOWHERE) if isinstance(tree, dict) else _NOWHERE
        else:
            tree = tree[step] if isinstance(tree, list | tuple) and step < len(tree) else _NOWHERE
    return tree


def dotted(path: tuple[str | int, ...]) -> str:
    """A path for people, as in `items[0].name`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _changed(
    path: tuple[str | int, ...], leaf: Any, views: tuple[Mapping[str, Any], ...], moved: Mapping[str, str]
) -> Line | None:
    """What became of a leaf that is not shown as it was; nothing, where it says nothing and nothing is shown."""
    shown = next((one for view in views if (one := at(view, path)) is not _NOWHERE), _NOWHERE)
    if _is_blank(leaf) and (shown is _NOWHERE or _is_blank(shown)):
        return None
    for former, present in moved.items():
        there = (*present.split("."), *path[len(former.split(".")) :])
        if dotted(path).startswith(former) and any(same(at(view, there), leaf) for view in views):
            return Line(dotted(path), "mapped", _MOVED.format(path=dotted(there)))
    if shown is _NOWHERE or _is_blank(shown):
        return Line(dotted(path), "dropped", NO_VALUE if shown is not _NOWHERE else NO_PLACE)
    said = encode_json(shown).decode()
    return Line(
        dotted(path), "mapped", _SHOWN.format(value=said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")
    )


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {})

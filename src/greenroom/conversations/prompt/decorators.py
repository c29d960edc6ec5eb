"""Decorators: lines as `@@depth 4` at the start of a lorebook entry's content, which say when and where it is told (V3).

A line with three signs, right below another, is a fallback: it counts where the ones above are unknown or make no sense.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

Role = Literal["system", "user", "assistant"]
Position = Literal["before_desc", "after_desc", "personality", "scenario"]

_LINE = re.compile(r"(@@@?)([A-Za-z_]+)(?:[ \t]+(.*))?")
_NUMBER = re.compile(r"\d{1,9}")
_MOST_LINES = 200
"""More lines than this are content; nobody writes so many, and nobody is kept waiting by them."""


class Decorators(Struct, frozen=True, kw_only=True):
    """What an entry's decorators ask for; None and False where none does."""

    activate: bool = False
    dont_activate: bool = False
    activate_only_after: int | None = None
    activate_only_every: int | None = None
    keep_activate_after_match: bool = False
    dont_activate_after_match: bool = False
    depth: int | None = None
    reverse_depth: int | None = None
    role: Role | None = None
    scan_depth: int | None = None
    is_greeting: int | None = None
    position: Position | None = None
    ignore_on_max_context: bool = False
    additional_keys: tuple[tuple[str, ...], ...] = ()  # one of each is needed
    exclude_keys: tuple[str, ...] = ()
    is_user_icon: str | None = None
    disable_ui_prompt: str | None = None


NONE = Decorators()


def split(content: str) -> tuple[Decorators, str]:
    """What the decorators at the start of an entry ask for, and the text without them and the blank lines around them."""
    if not content.lstrip().startswith("@@"):
        return NONE, content
    found: list[tuple[str, str, str]] = []
    rest = content
    while len(found) < _MOST_LINES:
        line, _, after = rest.lstrip().partition("\n")
        said = _LINE.fullmatch(line.rstrip())
        if not said:
            break
        found.append((said[1], said[2].lower(), (said[3] or "").strip()))
        rest = after
    return (_read(found), rest.strip("\r\n")) if found else (NONE, content)


def _read(lines: Iterable[tuple[str, str, str]]) -> Decorators:
    asked: dict[str, Any] = {}
    served = True  # a fallback with nothing above it falls back from nothing
    for sign, name, value in lines:
        if sign == "@@@" and served:
            continue
        served = _take(asked, name, value)
    return replace(NONE, **asked)


def _take(asked: dict[str, Any], name: str, value: str) -> bool:
    """Whether the line is understood; of several equal names the first counts."""
    read = _VALUES.get(name)
    taken = None if read is None else read(value)
    if taken is None:
        return False
    if name == "additional_keys":
        asked[name] = (*asked.get(name, ()), taken)
    else:
        asked.setdefault(name, taken)
    return True


def _flag(_: str) -> bool:
    return True


def _number(value: str) -> int | None:
    return int(value) if _NUMBER.fullmatch(value) else None


def _interval(value: str) -> int | None:
    return _number(value) or None


def _keys(value: str) -> tuple[str, ...] | None:
    return tuple(key.strip() for key in value.split(",") if key.strip()) or None


def _text(value: str) -> str | None:
    return value or None


def _one_of(*words: str) -> Callable[[str], str | None]:
    return lambda value: value.lower() if value.lower() in words else None


_VALUES: Mapping[str, Callable[[str], Any]] = {
    "activate": _flag,
    "dont_activate": _flag,
    "activate_only_after": _number,
    "activate_only_every": _interval,
    "keep_activate_after_match": _flag,
    "dont_activate_after_match": _flag,
    "depth": _number,
    "reverse_depth": _number,
    "role": _one_of("assistant", "system", "user"),
    "scan_depth": _number,
    "is_greeting": _number,
    "position": _one_of("before_desc", "after_desc", "personality", "scenario"),
    "ignore_on_max_context": _flag,
    "additional_keys": _keys,
    "exclude_keys": _keys,
    "is_user_icon": _text,
    "disable_ui_prompt": _one_of("post_history_instructions", "system_prompt"),
}
"""Those that count tokens of a plain text context are not among them: our context is made of messages."""

"""YAML as tools for text generation write it: read by the safe loader, and only after its size is known.

Words are read as YAML 1.2 has them, so that a name `No` stays a name; dates stay texts, and so does every number that JSON
would write otherwise, as 007, 0x1f or 12:30.
"""

import math
import re
from collections.abc import Callable
from typing import Any

import yaml

from greenroom.cards.caps import ALIASED, DEEPEST, YAML_EVENTS
from greenroom.cards.containers.json_text import LATIN
from greenroom.cards.refusals import refused

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BEGIN = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_FINISH = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_TAG = "tag:yaml.org,2002:"
_OTHERWISE = {f"{_TAG}{kind}" for kind in ("timestamp", "bool", "int", "float")}
_ODD_TAGS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the loader raises over `!!bool maybe` and the like."""

_INT = re.compile(r"-?(0|[1-9][0-9]{0,300})\Z")
_FLOAT = re.compile(
    r"(-?(0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][-+]?[0-9]{1,3})?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z"
)
_MAPPING = re.compile(rb"(?m)^(['\"]?)[^\s#'\":{}\[\],&*!|>%@`-][^\n:]{0,200}\1\s*:(\s|$)")


class _Loader(_LOADER):  # type: ignore[misc]  # which loader there is depends on the machine
    """The safe loader with fewer surprises."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag not in _OTHERWISE]
    for first, rules in _LOADER.yaml_implicit_resolvers.items()
}


def _number(pattern: re.Pattern[str], make: Callable[[str], int | float]) -> Callable[[Any, Any], Any]:
    """Reads a number that is called one; any other text stays a text, since to work out some takes hours."""

    def read(loader: Any, node: Any) -> Any:
        text = str(loader.construct_scalar(node))
        return (
            make(text.replace(".", "", 1) if text[-1:].isalpha() else text) if pattern.match(text) else text
        )

    return read


for _kind, _pattern, _make in (("int", _INT, int), ("float", _FLOAT, float)):
    _Loader.add_implicit_resolver(f"{_TAG}{_kind}", _pattern, list("-+.0123456789"))
    _Loader.add_constructor(f"{_TAG}{_kind}", _number(_pattern, _make))
_Loader.add_implicit_resolver(
    f"{_TAG}bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF")
)


def may_be_yaml(data: bytes) -> bool:
    """Whether a text has a line that could be a key of a mapping."""
    return b"\0" not in data[:1024] and _MAPPING.search(data[: 64 * 1024]) is not None


def decode_yaml(data: bytes, warnings: list[str]) -> Any:
    """The value in a text.

    Raises:
        BadCard: not_yaml, too_many_values, too_many_aliases, cycle, too_deep, or bad_number.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        warnings.append(LATIN)
        text = data.decode("latin-1")
    try:
        _check(text)
        return _as_json(yaml.load(text, _Loader))  # noqa: S506 - it is the safe loader
    except (yaml.YAMLError, *_ODD_TAGS) as error:
        why = getattr(error, "problem", None) or "it can't be read"
        raise refused("not_yaml", why=why) from None


def _check(text: str) -> None:
    """Count what will be made before it is made: values, those that aliases stand for, and how deep they lie."""
    tally = _Tally()
    for number, event in enumerate(yaml.parse(text, _LOADER)):
        if number > YAML_EVENTS:
            raise refused("too_many_values", most=YAML_EVENTS)
        tally.add(event)


class _Tally:
    """What has been counted so far: sizes of what has an anchor, and what is open, with the count when it began."""

    def __init__(self) -> None:
        self._sizes: dict[str | None, int] = {}
        self._open: list[tuple[str | None, int]] = []
        self._count = 0
        self._aliased = 0

    def add(self, event: Any) -> None:
        """Count an event; raises BadCard."""
        if isinstance(event, _BEGIN):
            self._open.append((event.anchor, self._count))
            if len(self._open) > DEEPEST:
                raise refused("too_deep", most=DEEPEST)
        elif isinstance(event, _FINISH):
            anchor, before = self._open.pop()
            self._sizes[anchor] = self._count - before + 1
        elif isinstance(event, yaml.AliasEvent):
            self._repeat(event.anchor)
        elif isinstance(event, yaml.ScalarEvent):
            self._count += 1

    def _repeat(self, anchor: str | None) -> None:
        if any(anchor == one for one, _ in self._open):
            raise refused("cycle")
        size = self._sizes.get(anchor, 1)
        self._count += size
        self._aliased += size
        if self._aliased > ALIASED:
            raise refused("too_many_aliases", most=ALIASED)


def _as_json(value: Any) -> Any:
    """A value as JSON could have it: keys are texts, what JSON has no form for is its text."""
    if isinstance(value, dict):
        return {_key(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_as_json(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise refused("bad_number", number=value)
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str | int | float | None) else str(value)


def _key(key: Any) -> str:
    if isinstance(key, bool) or key is None:
        return {True: "true", False: "false", None: "null"}[key]
    return str(key)

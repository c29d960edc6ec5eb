"""An entry of a lorebook as its activation sees it: its fields, its decorators, and what SillyTavern keeps beside them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec

from greenroom.characters.knowledge import LoreEntry
from greenroom.conversations.prompt import decorators, patterns
from greenroom.conversations.prompt.decorators import Role
from greenroom.conversations.prompt.lore import Place

_SURFACE = "card"  # whose layer holds the extensions
_ROLES: Mapping[Any, Role] = {0: "system", 1: "user", 2: "assistant"}
_AT_DEPTH, _USUAL_DEPTH = 4, 4
_PLACES: Mapping[Any, Place] = {0: "before_char", 1: "after_char"}
_LONGEST_NAME = 80


class Entry:
    """One entry; `at` is its position in the book."""

    def __init__(self, at: int, fields: LoreEntry) -> None:
        self.at = at
        self.fields = fields
        self.decorators, self.content = decorators.split(fields.content)
        self.keys = tuple(key for key in fields.keys if key.strip())
        self.extensions = _extensions(fields)
        self.case_sensitive = fields.case_sensitive is True

    @cached_property
    def name(self) -> str:
        """What it is shown as: its name, its comment, its first key, or its number from 1 on."""
        names = (self.fields.name, self.fields.comment, *self.keys, f"entry {self.at + 1}")
        return next(name for name in names if name.strip())[:_LONGEST_NAME]

    @property
    def is_patterns_only(self) -> bool:
        """Whether all keys are patterns, and secondary and excluded keys and `constant` mean nothing (V3).

        SillyTavern marks every entry of a card so, and means those keys that stand between slashes.
        """
        return self.fields.use_regex and not self._is_silly

    def is_pattern(self, key: str) -> bool:
        """Whether a key is a regular expression."""
        return self.is_patterns_only or (self._is_silly and patterns.is_delimited(key))

    @property
    def _is_silly(self) -> bool:
        return "selectiveLogic" in self.extensions

    @property
    def is_constant(self) -> bool:
        """Whether it needs no key."""
        return self.fields.constant is True and not (self.is_patterns_only and self.keys)

    @property
    def secondary_keys(self) -> tuple[str, ...]:
        """Keys of which some are needed as well."""
        if self.is_patterns_only or not self.fields.selective:
            return ()
        return tuple(key for key in self.fields.secondary_keys if key.strip())

    @property
    def excluded_keys(self) -> tuple[str, ...]:
        """Keys that may not occur."""
        return () if self.is_patterns_only else self.decorators.exclude_keys

    @property
    def is_plain(self) -> bool:
        """Whether it matches wherever one of its keys stands within a message, whatever else is said there."""
        further = (*self.secondary_keys, *self.excluded_keys, *self.decorators.additional_keys)
        return not further and not any(
            self.is_pattern(key) or "\n" in key or "{{" in key for key in self.keys
        )

    @property
    def probability(self) -> int:
        """Of 100."""
        given = _whole(self.extensions.get("probability"))
        return 100 if given is None or self.extensions.get("useProbability") is not True else given

    def has(self, extension: str) -> bool:
        """Whether an extension is switched on."""
        return self.extensions.get(extension) is True

    @property
    def scan_depth(self) -> int | None:
        """How many messages are searched; None where it says nothing of its own."""
        own = self.decorators.scan_depth
        return _whole(self.extensions.get("scan_depth")) if own is None else own

    def place(self) -> tuple[Place, int]:
        """Where it is told, and how deep."""
        asked = self.decorators
        if asked.position:
            return asked.position, 0
        if asked.depth is not None:
            return "depth", asked.depth
        if asked.reverse_depth is not None:
            return "reverse_depth", asked.reverse_depth
        if self._is_at_depth:
            depth = _whole(self.extensions.get("depth"))
            return "depth", _USUAL_DEPTH if depth is None else depth
        return self.fields.position or _PLACES.get(_whole(self.extensions.get("position")), "before_char"), 0

    @property
    def role(self) -> Role:
        """Who says it."""
        kept = _ROLES.get(_whole(self.extensions.get("role")), "system") if self._is_at_depth else "system"
        return self.decorators.role or kept

    @property
    def _is_at_depth(self) -> bool:
        return _whole(self.extensions.get("position")) == _AT_DEPTH


def _extensions(fields: LoreEntry) -> Mapping[str, Any]:
    if _SURFACE not in fields.more:
        return {}
    try:
        kept = msgspec.json.decode(fields.more[_SURFACE])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return {}
    extensions = kept.get("extensions") if isinstance(kept, dict) else None
    return extensions if isinstance(extensions, dict) else {}


def _whole(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None

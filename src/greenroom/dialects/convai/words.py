"""The vendor's vocabularies and scales, and what they mean in the character's, both ways."""

from collections.abc import Mapping
from typing import Any

from greenroom.characters.codecs import SAME, Codec, Context
from greenroom.characters.model import Languages

FIRST_LANGUAGE = "en-US"
DEFAULT_MODEL = "default"
DEFAULT_TEMPERATURE = 0.7
DEFAULT_VERBOSITY = 2

_MIDDLE, _STEP, _END = 2, 50, 4


def _show_scale(core: int, _: Context) -> int:
    return min(_END, max(0, round(core / _STEP) + _MIDDLE))


def _put_scale(wire: int, _old: int, _: Context) -> int:
    return min(100, max(-100, (wire - _MIDDLE) * _STEP))


SCALE = Codec(_show_scale, _put_scale, "mapped")
"""0 … 4 on the wire, −100 … 100 in the core; what is finer there stays until another step is written here."""

_ALLOWS: Mapping[str, tuple[str, ...]] = {
    "violence": ("violence", "violence/graphic"),
    "adult_topics": ("sexual",),
}
"""Topic → the moderation filters that are off for a character who may talk about it."""

_ALLOWED_UNSAID = {"violence"}
"""Topics that the vendor allows where nobody said anything."""


def _allowed(core: Mapping[str, str], topic: str) -> bool:
    return core[topic] == "no_control" if topic in core else topic in _ALLOWED_UNSAID


def _show_filters(core: Mapping[str, str], _: Context) -> list[str]:
    return [name for topic, names in _ALLOWS.items() if _allowed(core, topic) for name in names]


def _put_filters(wire: list[str], old: Mapping[str, str], _: Context) -> Mapping[str, str]:
    wanted = {topic: bool({*names} & {*wire}) for topic, names in _ALLOWS.items()}
    changed = {
        topic: "no_control" if allow else "strict_control"
        for topic, allow in wanted.items()
        if allow != _allowed(old, topic)
    }
    return {**old, **changed}


FILTERS = Codec(_show_filters, _put_filters, "mapped")
"""Allowed moderation filters; a topic's level changes only where what is allowed does, so that mild stays mild."""


def _show_languages(core: Languages, _: Context) -> list[str]:
    return [core.first or FIRST_LANGUAGE, *core.others]


def _put_languages(wire: list[str], _old: Languages, _: Context) -> Languages:
    return Languages(first=wire[0], others=tuple(wire[1:])) if wire else Languages()


LANGUAGES = Codec(_show_languages, _put_languages)
"""All languages as one list, the first of them first."""

MODEL = Codec(
    lambda core, _: core or DEFAULT_MODEL, lambda wire, _old, _: "" if wire == DEFAULT_MODEL else wire
)


def unless_said(default: Any) -> Codec:
    """A value that shows as the vendor's default where nobody said any."""
    return Codec(lambda core, _: default if core is None else core, SAME.put)


REASONING = ("minimal", "low", "medium", "high", "auto")
"""The levels of reasoning that may be asked for; "" asks for none."""

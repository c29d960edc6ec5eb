"""The report on a card: what became of each key that it has."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from greenroom.cards.imported import Fate, Line
from greenroom.cards.layout import KEYS
from greenroom.cards.secrets import TAKEN
from greenroom.cards.values import UNREAD
from greenroom.characters.losses import Loss

_MARKS = ("spec", "spec_version", "data")
_UNKNOWN = "is no key of the specifications, and is kept for this format"
_COPY = "repeats what stands under data, and is kept as it is"
_LEFT_OUT = "was left out"


def card_report(card: Mapping[str, Any], notes: Iterable[Loss]) -> tuple[Line, ...]:
    """A line for each key of a card, and for whatever was read otherwise than it stands there."""
    remarks = {note.field: note.why for note in notes}
    lines = [line for line in _keys(card) if line.field not in remarks]
    return (*lines, *(Line(field, fate_of(why), why) for field, why in remarks.items()))


def fate_of(why: str) -> Fate:
    """What a note says became of its field."""
    return "dropped" if why in (TAKEN, UNREAD) or _LEFT_OUT in why else "mapped"


def _keys(card: Mapping[str, Any]) -> Iterator[Line]:
    data = card.get("data")
    inner = data if isinstance(data, Mapping) else None
    for key in card:
        if key in _MARKS:
            continue
        if key in KEYS:
            yield Line(key, "kept") if inner is None else Line(key, "extension", _COPY)
        else:
            yield Line(key, "extension", _UNKNOWN)
    for key in inner or ():
        yield Line(f"data.{key}", "kept") if key in KEYS else Line(f"data.{key}", "extension", _UNKNOWN)

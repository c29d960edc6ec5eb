"""The three layouts of a card: fields under `data` (V2, V3), flat at the root (V1), or both."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from greenroom.cards.lens import CARD
from greenroom.cards.refusals import refused
from greenroom.characters.losses import Loss

MOST_DEPTH = 64
NEWEST = 3.0
DATA = "data."
KEYS = tuple(wire.removeprefix(DATA) for wire in CARD.rows if wire.startswith(DATA))
"""The keys that the specifications name, in their order."""

_MARKS = ("spec", "spec_version", "data")
_TEXTS = ("description", "personality", "scenario", "first_mes", "mes_example")
_COPIED = (
    *(
        "name",
        "description",
        "personality",
        "scenario",
        "first_mes",
        "mes_example",
        "creator_notes",
        "system_prompt",
    ),
    *(
        "post_history_instructions",
        "alternate_greetings",
        "tags",
        "creator",
        "character_version",
        "extensions",
    ),
)
"""What counts at the root beside `data`: keys that every card must have, so that a written one never needs a copy."""

_CARD = re.compile(r"chara_card_v\d+")
_LOREBOOK = "lorebook_v3"
_LONE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


class Layout(NamedTuple):
    """A card in two parts: what stands at its root and is no field, and its fields with unknown keys among them."""

    root: dict[str, Any]
    data: dict[str, Any]


def lay_out(card: Any, notes: list[Loss]) -> Layout:
    """The parts of a decoded card. What it holds decides, not what it says it is.

    Raises:
        BadCard: `not_an_object`, `too_deep` (above 64), `lorebook`, `not_a_card`, or `no_name`.
    """
    if not isinstance(card, Mapping):
        raise refused("not_an_object")
    whole = _well_formed(card, MOST_DEPTH)
    if whole != card:
        notes.append(Loss("card", "held characters or numbers that JSON cannot hold; they were replaced"))
    layout = _two_parts(whole, notes)
    _check(whole, layout.data)
    _compare_version(whole.get("spec_version"), notes)
    return layout


def _two_parts(card: dict[str, Any], notes: list[Loss]) -> Layout:
    data = card.get("data")
    root = {key: value for key, value in card.items() if key not in _MARKS}
    if isinstance(data, dict):
        missing = [key for key in _COPIED if data.get(key) is None]
        return Layout(root, data | {key: root[key] for key in missing if key in root})
    if data is not None:
        notes.append(Loss("data", "is not an object and was left out"))
    flat = {key: root[key] for key in KEYS if key in root}
    return Layout({key: value for key, value in root.items() if key not in flat}, flat)


def _check(card: dict[str, Any], data: dict[str, Any]) -> None:
    spec = card.get("spec")
    if not isinstance(spec, str) or not _CARD.fullmatch(spec):
        said = [key for key in _TEXTS if isinstance(data.get(key), str)]
        if _is_lorebook(spec, card, data) and said in ([], ["description"]):
            raise refused("lorebook")
        if not said:
            raise refused("not_a_card", keys=listed(card))
    if data.get("name") is None:
        raise refused("no_name")


def _is_lorebook(spec: Any, card: dict[str, Any], data: dict[str, Any]) -> bool:
    return spec == _LOREBOOK or any(isinstance(at.get("entries"), dict | list) for at in (card, data))


def listed(names: Iterable[str]) -> str:
    """The first names of an object's keys, for people."""
    first = [name[:40] for name in names]
    return ", ".join(first[:10]) + (", …" if len(first) > 10 else "") if first else "none"


def _compare_version(version: Any, notes: list[Loss]) -> None:
    """Odd versions say nothing, and the fields decide; only one that is newer than all known is worth a note."""
    try:
        newer = float(version) > NEWEST
    except (TypeError, ValueError, OverflowError):
        newer = False
    if newer:
        notes.append(Loss("spec_version", "is newer than the versions known here; it was read as V3"))


def _well_formed(value: Any, depth: int) -> Any:
    """The value with U+FFFD for halves of surrogate pairs, and null for numbers that JSON has no text for."""
    if isinstance(value, str):
        return value if value.isascii() else _LONE.sub(_REPLACEMENT, value)
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if not isinstance(value, list | Mapping):
        return value
    if not depth:
        raise refused("too_deep", most=MOST_DEPTH)
    if isinstance(value, list):
        return [_well_formed(item, depth - 1) for item in value]
    return {_well_formed(key, 0): _well_formed(item, depth - 1) for key, item in value.items()}

"""Character cards themselves: with a `spec`, or of the first generation, which has none."""

import re
from typing import Any

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found
from greenroom.cards.reader import read
from greenroom.cards.report import card_report

V1 = "chara_card_v1"
_SPEC = re.compile(r"chara_card_v\d+")
_TEXTS = ("first_mes", "mes_example", "description", "personality", "scenario")


def _has_spec(value: Value) -> bool:
    spec = value.get("spec")
    return isinstance(spec, str) and _SPEC.fullmatch(spec) is not None


def _is_card(value: Value) -> bool:
    return _has_spec(value) and isinstance(value.get("data"), dict)


def _looks_like_one(value: Value) -> bool:
    places: list[Any] = [value, value.get("data")]
    return _has_spec(value) or any(_says_texts(place) for place in places if isinstance(place, dict))


def _says_texts(place: Value) -> bool:
    return any(isinstance(place.get(key), str) for key in _TEXTS)


def _read(value: Value) -> Contents:
    reading = read(value)
    name = (
        str(value["spec"])
        if _has_spec(value)
        else "chara_card_v2"
        if isinstance(value.get("data"), dict)
        else V1
    )
    report = card_report(value, reading.notes)
    return Contents((Found(reading.character, "card", name, report, card=value),))


CARD = Format("card", _is_card, _read)
"""A card that says what it is."""

BARE_CARD = Format(V1, _looks_like_one, _read)
"""A card by its texts alone; asked last, since it takes nearly anything with a description."""

"""Secrets that programs leave in the files they export. They are taken out: a card is made to be passed on."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from greenroom.characters.losses import Loss

_ALWAYS = "secrets"
_HOLDERS = ("settings", "headers")
TAKEN = "is a secret and was taken out"
_SECRET = re.compile(r"secrets?|.*api[-_ ]?key|(proxy-)?authorization|cookie", re.IGNORECASE)


def without_secrets(place: Mapping[str, Any], path: str, notes: list[Loss]) -> dict[str, Any]:
    """An object of a card without `secrets`, and without keys and auth headers in its settings. Notes what it takes."""
    kept = {}
    for key, value in place.items():
        if key == _ALWAYS:
            notes.append(_taken(f"{path}{key}"))
        elif key in _HOLDERS:
            notes.extend(_taken(f"{path}{key}{below}") for below in _found(value))
            kept[key] = _cleared(value)
        else:
            kept[key] = value
    return kept


def _taken(field: str) -> Loss:
    return Loss(field, TAKEN)


def _found(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _found(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if _SECRET.fullmatch(key):
                yield f".{key}"
            else:
                yield from (f".{key}{below}" for below in _found(inner))


def _cleared(value: Any) -> Any:
    if isinstance(value, list):
        return [_cleared(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleared(inner) for key, inner in value.items() if not _SECRET.fullmatch(key)}
    return value

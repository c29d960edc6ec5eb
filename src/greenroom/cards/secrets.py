"""Secrets that programs leave in the files they export. They are taken out: a card is made to be passed on.

What is surely one by its name – an API key, a private key, an auth header – goes wherever it stands. Words that may be part of
a story, as password or token, are secrets only in settings.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from greenroom.characters.losses import Loss

TAKEN = "is a secret and was taken out"

_ALWAYS = "secrets"
_HOLDERS = re.compile(
    r"settings|headers|env|environment|config|.*[a-z_](config|settings|credentials|env)|clients?|plugins?",
    re.IGNORECASE,
)
"""Keys of what holds settings."""

_OF_SETTINGS = re.compile(
    r"secrets?|(.*[a-z0-9][-_]|)(secret|password|passwd|passphrase|token|credentials?|mnemonic|cookie|salt)"
    r"|.*[a-z](Secret|Password|Passphrase|Token|Credentials|Mnemonic)",
)
_SURELY = re.compile(
    r"(.*[^a-z])?(api|access|secret|private|auth|encryption|signing|service[-_ ]?role)[-_ ]?keys?(id)?"
    r"|(.*[^a-z])?(api|auth|access|refresh|bearer|bot|session|oauth)[-_ ]?(token|secret)s?"
    r"|(.*[^a-z])?client[-_ ]?secret|(proxy-)?authorization|(set-)?cookie|x-api-key",
    re.IGNORECASE,
)
_WRAPPERS, _LISTS = ("character", "character_context"), ("characters", "data")
"""What answers and exports wrap one body in, and where they list several."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def without_secrets(place: Mapping[str, Any], path: str, notes: list[Loss]) -> dict[str, Any]:
    """An object of a card without `secrets`, and without keys, tokens and auth headers. Notes what it takes.

    The very same values where there are none.
    """
    kept = {key: value for key, value in place.items() if key != _ALWAYS}
    notes.extend(Loss(f"{path}{key}", TAKEN) for key in place if key == _ALWAYS)
    found = list(_found(kept, path, within=False))
    notes.extend(Loss(field, TAKEN) for field in found)
    cleared: dict[str, Any] = _cleared(kept, within=False) if found else kept
    return cleared


def without_secrets_in(value: dict[str, Any], notes: list[Loss], path: str = "") -> dict[str, Any]:
    """A body, or what stands around bodies, without secrets."""
    bare = without_secrets(value, path, notes)
    for key, inner in bare.items():
        if isinstance(inner, dict) and key in _WRAPPERS:
            bare = {**bare, key: without_secrets(inner, f"{path}{key}.", notes)}
        elif isinstance(inner, list) and key in _LISTS and not path:
            listed = [
                without_secrets_in(one, notes, f"{key}[{at}].") if isinstance(one, dict) else one
                for at, one in enumerate(inner)
            ]
            bare = {**bare, key: listed}
    return bare


def _found(value: Any, path: str, *, within: bool) -> Iterator[str]:
    if isinstance(value, list):
        for at, item in enumerate(value):
            if isinstance(item, dict | list):
                yield from _found(item, f"{path.removesuffix('.')}[{at}].", within=within)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if _is_secret(key, inner, within=within):
                yield f"{path}{key}"
            elif isinstance(inner, dict | list):
                yield from _found(inner, f"{path}{key}.", within=within or _holds(key))


def _cleared(value: Any, *, within: bool) -> Any:
    if isinstance(value, list):
        return [_cleared(item, within=within) for item in value]
    if isinstance(value, dict):
        return {
            key: _cleared(inner, within=within or _holds(key))
            for key, inner in value.items()
            if not _is_secret(key, inner, within=within)
        }
    return value


@lru_cache(4096)
def _holds(key: str) -> bool:
    return _HOLDERS.fullmatch(key) is not None


def _is_secret(key: str, value: Any, *, within: bool) -> bool:
    """Whether what stands under a key is one; what says nothing, or is a number or a flag, is none."""
    if within and key == _ALWAYS:
        return True
    if not value or isinstance(value, bool | int | float):
        return False
    return _is_name_of_one(key, within=within)


@lru_cache(4096)
def _is_name_of_one(key: str, *, within: bool) -> bool:
    if _SURELY.fullmatch(_CAMEL.sub("_", key)):
        return True
    return within and (_OF_SETTINGS.fullmatch(key) or _OF_SETTINGS.fullmatch(key.lower())) is not None

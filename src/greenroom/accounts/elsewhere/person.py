"""Who an issuer says somebody is: whom it means, and suggestions of how they might be called here."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from greenroom.kit.ids import random_base62

_LONGEST_HANDLE = 32
_LONGEST_NAME = 60


class Person(NamedTuple):
    """Only `issuer` and `subject` are compared with anything. `label` is what they know the identity by."""

    issuer: str
    subject: str
    label: str
    name: str


def person_of(issuer: str, claims: Mapping[str, Any], told: str | None) -> Person:
    """Somebody as an ID token's claims have them; `told` is what Apple posts beside it, the first time alone.

    What is told beside the token is not signed: it comes through the browser, and anybody may write there what they like.
    So it is a suggestion of a name, and no more.
    """
    email = _text(claims.get("email"))
    user = _text(claims.get("preferred_username"))
    name = _text(claims.get("name")) or _told_name(told) or user
    return Person(issuer, claims["sub"], email or user or name, name[:_LONGEST_NAME])


def handles(person: Person) -> Iterator[str]:
    """Handles that somebody might like, the best first; they never end."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", person.name).strip("_")[:_LONGEST_HANDLE]
    if len(plain) >= 3:
        yield plain
        for _ in range(3):
            yield f"{plain[: _LONGEST_HANDLE - 5]}_{random_base62(4)}"
    while True:
        yield f"user_{random_base62(10)}"


def _told_name(told: str | None) -> str:
    try:
        said = msgspec.json.decode(told or "{}", type=_Told)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeEncodeError):
        return ""
    return _text(f"{said.name.firstName} {said.name.lastName}")


class _ToldName(msgspec.Struct):
    firstName: str = ""  # noqa: N815 - Apple's words
    lastName: str = ""  # noqa: N815 - as above


class _Told(msgspec.Struct):
    name: _ToldName = msgspec.field(default_factory=_ToldName)


def _text(value: Any) -> str:
    """A text of one line, whatever a claim holds."""
    if not isinstance(value, str):
        return ""
    kept = "".join(character for character in value[:400] if character.isprintable())
    return " ".join(kept.split())[:200]

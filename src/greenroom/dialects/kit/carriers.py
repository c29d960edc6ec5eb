"""Carriers: the places in a request where clients put their key. The same key opens every dialect.

A carrier gives the texts that may be the key, in the order in which they are tried; nothing when it was not used.
"""

import base64
from binascii import Error as Base64Error
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from starlette.datastructures import Headers

from greenroom.accounts.keys import is_key_id
from greenroom.problems import WrongKey


class Carrier(NamedTuple):
    """How a key arrives: in which headers (lower case), and how it is read from there.

    `scheme` is its OpenAPI 3.1 security scheme.
    """

    name: str
    headers: tuple[bytes, ...]
    scheme: dict[str, str]
    candidates: Callable[[Headers], list[str]]


def _only(headers: Headers, name: str) -> str:
    """The value of a header; raises WrongKey when it was sent twice with different values."""
    values = {value.strip() for value in headers.getlist(name)}
    if len(values) > 1:
        raise WrongKey(f" The header {name} was sent twice with different values.")
    return values.pop() if values else ""


def _authorization(headers: Headers, scheme: str) -> str:
    word, _, rest = _only(headers, "authorization").partition(" ")
    return rest.strip() if word.lower() == scheme else ""


def _bearer(headers: Headers) -> list[str]:
    token = _authorization(headers, "bearer")
    return [token] if token else []


def _basic(headers: Headers) -> list[str]:
    payload = _authorization(headers, "basic")
    return _readings(payload) if payload else []


@lru_cache(1024)
def _readings(payload: str) -> list[str]:
    """The keys that a payload may mean, likeliest first; clients send the same one again and again."""
    try:
        padded = payload + "=" * (-len(payload) % 4)
        text = base64.b64decode(padded, altchars=b"-_" if set(payload) & set("-_") else None).decode().strip()
    except (Base64Error, ValueError):
        return [payload]
    name, colon, secret = text.partition(":")
    in_two = colon and (is_key_id(name) or not secret)
    return [text, *([name + secret] if in_two else ()), payload]


def header(name: str) -> Carrier:
    """A header of its own that holds nothing but the key."""
    return Carrier(
        name.replace("-", "_").lower(),
        (name.lower().encode(),),
        {"type": "apiKey", "in": "header", "name": name},
        lambda headers: [value] if (value := _only(headers, name)) else [],
    )


def pair(identity: str, secret: str) -> Carrier:
    """Two headers, with the id of a key and its secret; or with a whole key in the second, whatever is in the first."""

    def candidates(headers: Headers) -> list[str]:
        one, other = _only(headers, identity), _only(headers, secret)
        return [one + other, other] if other else []

    return Carrier(
        f"{identity}_{secret}".lower(),
        (identity.lower().encode(), secret.lower().encode()),
        {"type": "apiKey", "in": "header", "name": secret},
        candidates,
    )


def unless(other: Carrier, carrier: Carrier) -> Carrier:
    """A carrier that counts only where the other one was not used, whether or not the key in that is good."""
    return carrier._replace(
        candidates=lambda headers: [] if other.candidates(headers) else carrier.candidates(headers)
    )


BEARER = Carrier("bearer", (b"authorization",), {"type": "http", "scheme": "bearer"}, _bearer)
"""`Authorization: Bearer KEY` (RFC 6750)."""

BASIC = Carrier("basic", (b"authorization",), {"type": "http", "scheme": "basic"}, _basic)
"""`Authorization: Basic BASE64` (RFC 7617) of the key, or of its id and its secret around a colon; or the bare key."""

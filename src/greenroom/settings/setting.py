"""A setting: a row of the table, and the rules that its value may have to keep."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

Value = str | int | bool | tuple[str, ...] | None


class Must(NamedTuple):
    """What a value must be: in words, and as a test that is false for others or raises ValueError."""

    be: str
    holds: Callable[[Any], object]


class Setting(NamedTuple):
    """A row of the table. The type of the default is the type of the setting; None is an optional text.

    Whatever equals the default is good, and anything else that the rule `must` allows. A `secret` is never shown.
    """

    name: str
    default: Value
    help: str
    must: Must = Must("anything", lambda _: True)
    secret: bool = False


class Refused(Exception):
    """A setting that cannot be what was said; the message says which and why."""


def one_of(*words: str) -> Must:
    """The rule that a text is one of these."""
    return Must(f"one of {', '.join(words)}", words.__contains__)


_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?(?P<path>/[^\s?#]*)?",
    re.IGNORECASE | re.ASCII,
)


def is_address(url: str) -> bool:
    """Whether this is http or https, a host and perhaps a path; ValueError for a port or an IPv6 that can't be."""
    found = _ADDRESS.fullmatch(url)
    return found is not None and urlsplit(url).port != 0 and found["scheme"].lower() in {"http", "https"}


def are_origins(origins: Iterable[str]) -> bool:
    """Whether each is as browsers send it, in small letters; pages of apps and extensions have schemes of their own."""
    return all(origin in {"*", "null"} or _is_origin(origin) for origin in origins)


def _is_origin(origin: str) -> bool:
    found = _ADDRESS.fullmatch(origin)
    return found is not None and urlsplit(origin).port != 0 and not found["path"] and origin == origin.lower()


_HOST = re.compile(r"\*|[a-z0-9._:\[\]-]+", re.IGNORECASE | re.ASCII)


def are_hosts(hosts: Iterable[str]) -> bool:
    """Whether each may stand in a Host header, in which there is no scheme and no path; or is `*`, which allows any."""
    return all(map(_HOST.fullmatch, hosts))


def socket_address(said: str) -> tuple[str, int]:
    """The host and the port of HOST:PORT; ValueError where it is none."""
    parts = urlsplit(f"//{said}")
    if not parts.hostname or parts.port is None or parts.netloc != said or parts.username is not None:
        raise ValueError(said)
    return parts.hostname, parts.port


SECONDS = Must("from 1 to 86400", lambda seconds: 1 <= seconds <= 86400)

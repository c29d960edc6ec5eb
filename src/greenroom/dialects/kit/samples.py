"""Samples: how a character is made and read through a dialect, for whoever tries it out or measures it."""

import base64
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from greenroom.characters.model import Record
from greenroom.settings import Value

Header = tuple[str, str]


def bearer(key: str) -> Header:
    """A key as most clients send it."""
    return "Authorization", f"Bearer {key}"


def basic(key: str) -> Header:
    """A key as clients send it that have a Base64 one."""
    return "Authorization", f"Basic {base64.b64encode(key.encode()).decode()}"


class Pages(NamedTuple):
    """A list in pages: `path` is that of a page of so many items, at most 100, after the page that answered this.

    None stands for the first page; `items` is where an answer has them.
    """

    path: Callable[[int, Mapping[str, Any] | None], str]
    items: str


class Sent(NamedTuple):
    """A request: its method, its path, and its body if it has one."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None


class Samples(NamedTuple):
    """A create without a picture, and the reading of what it made.

    `create` is the path of the create and `body` its body, given a name and a long text for the model; `one` is the path
    of the character that the create answered with. `header` carries a key as the dialect's clients do. `settings` are
    those without which the server would refuse such a create. `pages` and `whole` are lists of own characters: page by
    page, and the path of all at once; a dialect has one of them or both.

    `beside` is what a create must have besides on a server that nobody told otherwise. `ids` are of a character what a create
    would have answered with, as far as `one`, `change` and `remove` look at it, which read it, give it another text, and
    delete it.
    """

    create: str
    body: Callable[[str, str], dict[str, Any]]
    one: Callable[[Mapping[str, Any]], str]
    header: Callable[[str], Header] = bearer
    settings: Mapping[str, Value] = {}
    pages: Pages | None = None
    whole: str | None = None
    beside: Mapping[str, Any] = {}
    ids: Callable[[Record], dict[str, Any]] = lambda record: {"id": record.character_id}
    change: Callable[[Mapping[str, Any], str], Sent] | None = None
    remove: Callable[[Mapping[str, Any]], Sent] | None = None

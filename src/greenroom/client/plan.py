"""Plans: what an operation asks of the server, before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar
from urllib.parse import quote
from uuid import uuid4

from msgspec import UNSET

T = TypeVar("T")

ANYTHING: type[Any] = object
"""The type of an answer that may be any JSON."""


@dataclass(frozen=True, slots=True)
class Plan(Generic[T]):
    """One request, and the type of its answer – of the answer's items, where it is a page.

    The body, unless it is UNSET, is sent as JSON, and bytes are sent as they are, as what `media_type` says. One that `creates` has an idempotency key, so that
    it may be sent again: `idempotency_key`, or one that is made.
    """

    method: str
    path: str
    answer: type[T]
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = UNSET
    media_type: str = "application/json"
    creates: bool = False
    idempotency_key: str | None = None
    if_revision: int | None = None
    last_event_id: str = ""

    def keyed(self) -> "Plan[T]":
        """The same with an idempotency key, if it creates; made once, however often it is sent."""
        if not self.creates or self.idempotency_key:
            return self
        return replace(self, idempotency_key=str(uuid4()))

    def at(self, cursor: str) -> "Plan[T]":
        """The same for another page."""
        return replace(self, query={**self.query, "cursor": cursor})


def said(*pairs: tuple[str, Any]) -> dict[str, Any]:
    """What was said of some arguments."""
    return {name: value for name, value in pairs if value is not UNSET}


def quoted(value: str | int) -> str:
    """A value as a segment of a path. An empty one, or dots, would lead to another operation: ValueError."""
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} is no id")
    return quote(text, safe="")

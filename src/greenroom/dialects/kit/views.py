"""Rendered characters, kept for a while: what a surface shows depends on the record alone, so it is rendered once.

The key names everything that a view is made of, so nothing ever has to be invalidated: a changed record has another key.
"""

from collections.abc import Callable
from typing import Any

from greenroom.characters.model import Record
from greenroom.characters.stored import Stored
from greenroom.kit.bounded import Bounded
from greenroom.kit.json_values import encode_json

_MOST_BYTES = 16 * 1024 * 1024
_LARGEST = 64 * 1024
_KEY = 700
"""Bytes that a key takes in memory, about."""


def view_key(surface: str, record: Record | Stored) -> tuple[Any, ...]:
    """Everything that a surface's view of a record can depend on, besides the server's address.

    The document is not in it: revisions number documents.
    """
    return surface, record.around


class Views:
    """Rendered views of one process, at most 16 MiB of them with their keys, the oldest dropped first. Serves any thread."""

    def __init__(self) -> None:
        self._kept = Bounded[bytes](_MOST_BYTES)

    def get(self, key: tuple[Any, ...]) -> bytes | None:
        """A view rendered before."""
        return self._kept.get(key)

    def keep(self, key: tuple[Any, ...], view: bytes) -> None:
        """Remember a view, unless it is very large."""
        if len(view) <= _LARGEST:
            self._kept.keep(key, view, len(view) + _KEY)

    def render(
        self, surface: str, record: Record | Stored, show: Callable[[], Any], *, keep: bool = True
    ) -> bytes:
        """A record as a surface shows it, as JSON; made by `show` if it is not here, and then kept unless told not to."""
        key = view_key(surface, record)
        view = self._kept.get(key)
        if view is None:
            view = encode_json(show())
            if keep:
                self.keep(key, view)
        return view

"""What is kept for a while, within so many bytes."""

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Bounded(Generic[V]):
    """Values by keys, of at most `most` bytes together, the oldest dropped first. Serves any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: dict[Hashable, tuple[V, int]] = {}
        self._size = 0

    def get(self, key: Hashable) -> V | None:
        """The value of a key, None where it is not kept, or no longer."""
        found = self._kept.get(key)
        return found[0] if found else None

    def keep(self, key: Hashable, value: V, size: int) -> None:
        """Remember a value that takes about `size` bytes with its key; the first that is given for a key stays."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value, size
            self._size += size
            while self._size > self._most:
                _, dropped = self._kept.pop(next(iter(self._kept)))
                self._size -= dropped

"""How much a file may hold in all, beside what caps say of each part of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from greenroom.cards import caps
from greenroom.cards.imported import Imported
from greenroom.cards.refusals import refused


class Budget:
    """What the files of an archive may hold all together: whoever reads them at once has them all in memory."""

    def __init__(self) -> None:
        self._values = self._bytes = 0

    def check(self) -> None:
        """Raise BadCard where so much was read already that no more is."""
        if self._values > caps.VALUES:
            raise refused("too_many_values", most=caps.VALUES)
        if self._bytes > caps.PICTURES:
            raise refused("too_large", limit=caps.PICTURES // caps.MIB, kind="an archive's pictures")

    def spent(self, found: Imported) -> Imported:
        """Count a file that was read."""
        self._bytes += sum(len(one.avatar or b"") for one in found.characters)
        self._values += sum(_values(one.card) + len(one.report) for one in found.characters)
        self._values += sum(_values(one.book) for one in found.lorebooks)
        return found


def _values(value: Any) -> int:
    """How many values there are in one."""
    count, level = 0, [value]
    while level:
        count += len(level)
        level = [part for one in level for part in _parts(one)]
    return count


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()


def check_body(value: Any) -> None:
    """Raise BadCard for a body with more in it than any API answers."""
    count, level = 0, [value]
    while level:
        count += len(level)
        if any(isinstance(one, list) and len(one) > caps.ITEMS for one in level):
            raise refused("too_long_a_list", most=caps.ITEMS)
        if count > caps.VALUES_OF_A_BODY:
            raise refused("too_many_values", most=caps.VALUES_OF_A_BODY)
        level = [part for one in level for part in _parts(one)]

"""Windows: messages in a row as one text, made when it is searched, and only so much of it as is searched."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate

LONGEST_WINDOW = 1 << 18
"""Characters of one window; of a longer one its end is searched."""

LONGEST_UNION = 1 << 20
"""The same of all windows of a conversation in one."""

_OVERHEAD = 1000  # what a window counts beside its text
_NEVER = 1 << 31
_HELD = 8 << 20
"""Characters of the windows that are kept for another search."""


class Window:
    """A text that is searched. `size` is known before it is made: how long it is at most."""

    def __init__(self, texts: Sequence[str], size: int, longest: int = LONGEST_WINDOW) -> None:
        self._texts = texts
        self._longest = longest
        self.size = min(size, longest)

    @property
    def made(self) -> bool:
        """Whether it costs no more to have it."""
        return "text" in self.__dict__

    @cached_property
    def text(self) -> str:
        """The end of all the texts, without halves of characters."""
        parts, room = list[str](), self._longest
        for text in reversed(self._texts):
            if room <= 0:
                break
            parts.append(text[-room:])
            room -= len(text) + 1
        whole = "\n".join(reversed(parts))[-self._longest :]
        return whole if whole.isascii() else whole.encode("utf-8", "replace").decode()

    @cached_property
    def folded(self) -> str:
        """Without regard to case."""
        return self.text.casefold()


class Windows:
    """The windows of a conversation, by where they end and how many messages they are.

    `earlier` are the places, rising, at which entries may have matched before.
    """

    def __init__(self, texts: Sequence[str], earlier: Sequence[int]) -> None:
        self._texts = texts
        self._ends = [0, *accumulate(len(text) + 1 for text in texts)]
        self._until = [_least_from(earlier, at + 1) - at for at in range(len(texts))]
        self._kept: OrderedDict[tuple[int, int], Window] = OrderedDict()
        self._held = 0

    def get(self, end: int, depth: int) -> Window:
        """The messages before `end`, as many as `depth` says."""
        start = max(0, end - depth)
        size = self._ends[end] - self._ends[start]
        return self._kept_or((end, depth), lambda: Window(self._texts[start:end], size))

    def union(self, depth: int) -> Window:
        """Whatever stands in any of the earlier windows; two of its texts need not have been neighbours."""
        return self._kept_or((-1, depth), lambda: self._union(depth))

    def _union(self, depth: int) -> Window:
        told = [text for text, until in zip(self._texts, self._until, strict=True) if until <= depth]
        return Window(told, sum(map(len, told)) + len(told), LONGEST_UNION)

    def _kept_or(self, key: tuple[int, int], make: Callable[[], Window]) -> Window:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._kept[key] = make()
        self._held += found.size + _OVERHEAD
        while self._held > _HELD and len(self._kept) > 1:
            self._held -= self._kept.popitem(last=False)[1].size + _OVERHEAD
        return found


def _least_from(places: Sequence[int], least: int) -> int:
    at = bisect_left(places, least)
    return places[at] if at < len(places) else _NEVER

"""How many characters there are: a number, and what that is called, as 100k."""

import re
from collections.abc import Sequence

from greenroom.bench.obstacle import Obstacle

USUAL = (1_000, 100_000)
"""The sizes that are measured where nobody says others."""

_FACTORS = {"": 1, "k": 1_000, "M": 1_000_000}
_NAME = re.compile(r"([1-9][0-9]{0,8})([kM]?)")


def read_sizes(text: str) -> Sequence[int]:
    """Sizes as `1k,100k,1M`, the smallest first.

    Raises:
        Obstacle: that isn't such a list.
    """
    found = [_NAME.fullmatch(part.strip()) for part in text.split(",")]
    if not all(found):
        raise Obstacle(f"Sizes are numbers of characters, as in 1k,100k,1M, and not {text}.")
    return sorted({int(one[1]) * _FACTORS[one[2]] for one in found if one})


def named(size: int) -> str:
    """What a size is called; nothing for 0, where size does not matter."""
    for name, factor in reversed(_FACTORS.items()):
        if size and size % factor == 0:
            return f"{size // factor}{name}"
    return ""

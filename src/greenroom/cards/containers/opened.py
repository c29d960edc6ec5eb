"""An opened container: the value that was in it, its picture, and the files beside."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from greenroom.cards.imported import Alternative

Source = Callable[[], bytes]
"""Unfolds a file inside the file; raises BadCard."""


class Opened(NamedTuple):
    """What a container held. `files` are those that a card's assets may name, by their path."""

    container: str
    value: Any
    picture: bytes | None = None
    files: Mapping[str, Source] = {}
    warnings: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    card: Any = None  # the card as it stands there, where `value` is without what an export of ours added

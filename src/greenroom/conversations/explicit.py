"""Explicit words: a net of last resort for characters who are not grown up. The words and their reasons are in explicit.toml."""

import tomllib
from importlib.resources import files

from greenroom.conversations.blocked_words import BlockedWords
from greenroom.conversations.disguises import Disguises

_SAID = tomllib.loads(files(__package__).joinpath("explicit.toml").read_text("utf-8"))

WORDS: tuple[str, ...] = tuple(dict.fromkeys(word for words in _SAID["words"].values() for word in words))
"""What ends a reply, in all languages."""

SPARED: tuple[str, ...] = tuple(_SAID["spared"])
"""Phrases in which one of them is innocent."""


class Net:
    """A filter for one text, which ends before an explicit word; `masked` words are covered."""

    def __init__(self, masked: tuple[str, ...]) -> None:
        self._disguises = Disguises(WORDS)
        self._words = BlockedWords(masked, WORDS, SPARED)

    @property
    def ended(self) -> bool:
        """Whether a word ended the text."""
        return self._words.ended or self._disguises.ended

    def feed(self, text: str) -> str:
        """What of the text so far may go on now."""
        told = self._words.feed(self._disguises.feed(text))
        return told + self._words.finish() if self._disguises.ended else told

    def finish(self) -> str:
        """The rest, after the last piece."""
        return self._words.feed(self._disguises.finish()) + self._words.finish()

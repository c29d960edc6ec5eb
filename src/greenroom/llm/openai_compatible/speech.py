"""What of a model's text is told: no thoughts at its beginning, no halves of characters, nothing that no database keeps."""

import re

FIRST = ("<think>", "<thinking>")
"""What thoughts begin with where a server doesn't take them out; they end with the same word, closed."""

_LONGEST_OPENING = 64
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
_LONE = "\ufffd"


class Speech:
    """The text of one reply, which comes in pieces of any size."""

    def __init__(self) -> None:
        self._held = ""  # may be the beginning of thoughts, or is their end, as far as it has come
        self._ends = ""  # what ends the thoughts that are being thought
        self._thought = self._begun = False
        self._half = ""

    def feed(self, text: str) -> str:
        """What may be told now."""
        whole = self._whole(text)
        return whole if self._begun else self._opening(whole)

    def finish(self) -> str:
        """What is left at the end; thoughts that did not end were no speech."""
        rest, half = "" if self._ends else self._held, self._half
        self._held = self._half = ""
        return rest + (_LONE if half and not self._ends else "")

    def _whole(self, text: str) -> str:
        """Without U+0000, and each two halves of a character as the one that they are."""
        text = (self._half + text).replace("\0", "")
        self._half = ""
        if text.isascii() or not _HALF.search(text):
            return text
        if "\ud800" <= text[-1] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        joined = _HALVES.sub(
            lambda two: two[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text
        )
        return _HALF.sub(_LONE, joined)

    def _opening(self, text: str) -> str:
        """The text behind the thoughts that it began with, if it did."""
        self._held += text
        while True:
            if self._ends and not self._thought_ends():
                return ""
            start = self._held.lstrip()
            self._ends = next((f"</{one[1:]}" for one in FIRST if start.startswith(one)), "")
            if not self._ends:
                break
        if len(self._held) < _LONGEST_OPENING and any(one.startswith(start) for one in FIRST):
            return ""
        told, self._begun, self._held = (start if self._thought else self._held), True, ""
        return told

    def _thought_ends(self) -> bool:
        """Whether the thoughts come to their end in what is held; then only what follows is held."""
        _, end, rest = self._held.partition(self._ends)
        self._held = rest if end else self._held[-len(self._ends) :]
        self._thought = self._thought or bool(end)
        return bool(end)

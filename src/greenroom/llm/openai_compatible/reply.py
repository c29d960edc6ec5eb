"""A reply as its events come: which text each adds, and whether it ended."""

import json
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from greenroom.llm.model import End, Finish, Text, Usage
from greenroom.llm.openai_compatible import wire
from greenroom.llm.openai_compatible.refusals import broken_by
from greenroom.llm.openai_compatible.speech import Speech
from greenroom.problems import ModelFailed

LONGEST = 1 << 20
"""Characters of a reply. A model that says more has lost its way."""


class Reply:
    """One reply of a model. `finished` is true once all its text is there, `is_whole` once nothing more will come."""

    def __init__(self, model: str, window: int) -> None:
        self._model = model
        self._window = window
        self._size = 0
        self._finish: Finish | None = None
        self._usage: Usage | None = None
        self._speech = Speech()
        self.is_whole = False

    @property
    def finished(self) -> bool:
        """Whether all its text is there."""
        return self._finish is not None

    def put(self, event: bytes) -> Iterator[Text]:
        """The text that an event adds.

        Raises:
            ModelFailed: the event is none, or an error, or the reply too long.
            ContextTooSmall: an error that means this.
        """
        if event == b"[DONE]":
            self.is_whole = True
            return
        chunk = self._read(event)
        self._usage = wire.put_usage(chunk.usage) or self._usage
        for choice in chunk.choices or ():
            if choice.index:  # another reply to the same, which nobody asked for
                continue
            if text := wire.put_text(choice):
                yield from self._told(text)
            if choice.finish_reason:
                self._finish = wire.put_finish(choice.finish_reason)

    def rest(self) -> Iterator[Text]:
        """What was held back until nothing more came."""
        if text := self._speech.finish():
            yield Text(text)

    def end(self) -> End:
        """How it ended; some servers say that it did, and not why.

        Raises:
            ModelFailed: it didn't.
        """
        if self._finish is None and not self.is_whole:
            raise ModelFailed(self._model, "the reply broke off.")
        return End(self._finish or "stop", self._usage)

    def _read(self, event: bytes) -> wire.Chunk:
        try:
            chunk = _chunk(event)
        except (msgspec.DecodeError, ValueError) as error:
            raise ModelFailed(self._model, "it answers with what is no reply.") from error
        if chunk.error:
            raise broken_by(self._model, chunk.error, self._window)
        return chunk

    def _told(self, text: Text) -> Iterator[Text]:
        self._size += len(text.text)
        if self._size > LONGEST:
            raise ModelFailed(self._model, "the reply does not come to an end.")
        if told := self._speech.feed(text.text):
            yield text if told == text.text else Text(told)


def _chunk(event: bytes) -> wire.Chunk:
    """An event's chunk. msgspec takes no half of a character, which some servers send one after the other."""
    with suppress(msgspec.DecodeError):
        return wire.read_chunk(event)
    return msgspec.convert(json.loads(event), wire.Chunk)

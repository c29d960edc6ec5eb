"""A reply as its events come: which text each adds, and whether it ended."""

from collections.abc import Iterator

import msgspec

from greenroom.llm.model import End, Finish, Text, Usage
from greenroom.llm.openai_compatible import wire
from greenroom.llm.openai_compatible.refusals import broken_by
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
        if chunk.usage:
            self._usage = wire.put_usage(chunk.usage)
        for choice in chunk.choices or ():
            if text := wire.put_text(choice):
                self._measure(text)
                yield text
            if choice.finish_reason:
                self._finish = wire.put_finish(choice.finish_reason)

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
            chunk = wire.read_chunk(event)
        except msgspec.DecodeError as error:
            raise ModelFailed(self._model, "it answers with what is no reply.") from error
        if chunk.error:
            raise broken_by(self._model, chunk.error, self._window)
        return chunk

    def _measure(self, text: Text) -> None:
        self._size += len(text.text)
        if self._size > LONGEST:
            raise ModelFailed(self._model, "the reply does not come to an end.")

"""Answers of lists, kept as long as nothing changes among the characters of their account.

The key names the account's edition, so nothing ever has to be invalidated: a change makes another one, in its own
transaction. An answer may be younger than the edition that it is kept under, which no request asks for any more then.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from typing import NamedTuple

from starlette.responses import Response

from greenroom.http.answers import Answer, Header, StreamedJson
from greenroom.kit.bounded import Bounded

_MOST_BYTES = 16 * 1024 * 1024
_LARGEST = 2 * 1024 * 1024
_KEY = 1024
"""Bytes that a key takes in memory, about."""


class _Kept(NamedTuple):
    """An answer of 200: its body, and the headers beside those that every answer has."""

    body: bytes
    headers: tuple[Header, ...] = ()


class KeptLists:
    """Answers of lists of one process: at most 16 MiB of them with their keys, none longer than 2 MiB.

    What is overheard of answers on their way takes 16 MiB, too, at most.
    """

    def __init__(self) -> None:
        self._kept = Bounded[_Kept](_MOST_BYTES)
        self._overhearing = 0  # bytes

    async def answer(self, key: Hashable, make: Callable[[], Awaitable[Response]]) -> Response:
        """What was answered under this key before, or what `make` answers, which is kept."""
        if kept := self._kept.get(key):
            return Answer(kept.body, headers=kept.headers)
        answer = await make()
        if isinstance(answer, StreamedJson):
            return StreamedJson(self._overheard(key, answer.chunks))
        self._keep(key, _Kept(bytes(answer.body), tuple(answer.raw_headers[2:])))
        return answer

    async def _overheard(self, key: Hashable, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The same chunks; all of them are kept where they come to an end soon, and too much is not on its way already."""
        heard, size, whole = list[bytes](), 0, True
        try:
            async for chunk in chunks:
                more = len(chunk)
                whole = whole and size + more <= _LARGEST and self._overhearing + more <= _MOST_BYTES
                if whole:
                    heard.append(chunk)
                    size += more
                    self._overhearing += more
                else:
                    self._overhearing -= size
                    heard, size = [], 0
                yield chunk
            if whole:
                self._keep(key, _Kept(b"".join(heard)))
        finally:
            self._overhearing -= size

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        if len(kept.body) <= _LARGEST:
            self._kept.keep(key, kept, len(kept.body) + _KEY)

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
_LARGEST = 256 * 1024
_LARGEST_PART = 512 * 1024
_KEY = 1024
"""Bytes that a key takes in memory, about."""


class _Kept(NamedTuple):
    """An answer of 200: its body, and the headers beside those that every answer has."""

    body: bytes
    headers: tuple[Header, ...] = ()


class Part(NamedTuple):
    """Some of a list's items as they are shown, and the id after which the next ones begin; None at the end."""

    views: bytes
    last: str | None


class KeptLists:
    """Answers of lists of one process, none above 256 KiB, and parts of longer ones: at most 16 MiB of either with their keys."""

    def __init__(self) -> None:
        self._kept = Bounded[_Kept](_MOST_BYTES)
        self._parts = Bounded[Part](_MOST_BYTES)

    async def answer(self, key: Hashable, make: Callable[[], Awaitable[Response]]) -> Response:
        """What was answered under this key before, or what `make` answers, which is kept."""
        if kept := self._kept.get(key):
            return Answer(kept.body, headers=kept.headers)
        answer = await make()
        if isinstance(answer, StreamedJson):
            return StreamedJson(self._overheard(key, answer.chunks))
        self._keep(key, _Kept(bytes(answer.body), tuple(answer.raw_headers[2:])))
        return answer

    def part(self, key: Hashable, make: Callable[[], Part]) -> Part:
        """What was read under this key before, or what `make` reads, which is kept. The edition in it must be of the same snapshot."""
        part = self._parts.get(key)
        if part is None:
            part = make()
            if len(part.views) <= _LARGEST_PART:
                self._parts.keep(key, part, len(part.views) + _KEY)
        return part

    async def _overheard(self, key: Hashable, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The same chunks; all of them are kept where they come to an end soon."""
        heard, size = list[bytes](), 0
        async for chunk in chunks:
            size += len(chunk)
            if size <= _LARGEST:
                heard.append(chunk)
            else:
                heard.clear()
            yield chunk
        if size <= _LARGEST:
            self._keep(key, _Kept(b"".join(heard)))

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        if len(kept.body) <= _LARGEST:
            self._kept.keep(key, kept, len(kept.body) + _KEY)

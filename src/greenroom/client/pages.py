"""Pages of lists: each has its items, and goes on by itself where it is iterated over."""

from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

from greenroom.client.exchange import Send, decoded, exchange
from greenroom.client.plan import Plan

if TYPE_CHECKING:  # which makes pages
    from greenroom.client.transport import AsyncTransport, Transport

T = TypeVar("T")


class Listing(Struct, Generic[T], frozen=True):
    """What the server answers where it lists."""

    items: tuple[T, ...]
    next_cursor: str | None


def listing(kind: type[T]) -> type[Listing[T]]:
    """The type of a listing of things of a type."""
    made: Any = Listing[kind]  # type: ignore[valid-type]  # it is one when this runs
    found: type[Listing[T]] = made
    return found


class Page(Generic[T]):
    """A page. Its `items` are those of this page alone; iterating over it asks for the pages that follow as well."""

    def __init__(self, transport: "Transport", plan: Plan[T], said: Listing[T]) -> None:
        self._transport = transport
        self._plan = plan
        self.items: Sequence[T] = said.items
        self.next_cursor = said.next_cursor

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Iterator["Page[T]"]:
        """This page and those that follow, each asked for when it is its turn."""
        page: Page[T] | None = self
        while page:
            yield page
            page = page.next_page()

    def next_page(self) -> "Page[T] | None":
        """The page after this one; None at the end."""
        return self._transport.pages(self._plan.at(self.next_cursor)) if self.next_cursor else None


class AsyncPage(Generic[T]):
    """A page of a client that awaits."""

    def __init__(self, transport: "AsyncTransport", plan: Plan[T], said: Listing[T]) -> None:
        self._transport = transport
        self._plan = plan
        self.items: Sequence[T] = said.items
        self.next_cursor = said.next_cursor

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self) -> AsyncIterator["AsyncPage[T]"]:
        """This page and those that follow, each asked for when it is its turn."""
        page: AsyncPage[T] | None = self
        while page:
            yield page
            page = await page.next_page()

    async def next_page(self) -> "AsyncPage[T] | None":
        """The page after this one; None at the end."""
        return await self._transport.pages(self._plan.at(self.next_cursor)) if self.next_cursor else None


class AsyncPages(Generic[T]):
    """A list that nobody has asked for yet: awaited it is its first page, iterated over it is all of its items."""

    def __init__(self, transport: "AsyncTransport", plan: Plan[T]) -> None:
        self._transport = transport
        self._plan = plan

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._first().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self:
            yield item

    async def _first(self) -> AsyncPage[T]:
        transport = self._transport
        request = transport.options.request(self._plan)
        answer = await transport.run(exchange(Send(request), transport.options.patience))
        return AsyncPage(transport, self._plan, decoded(answer, listing(self._plan.answer)))

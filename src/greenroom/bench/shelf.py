"""A server of ours with many characters, and where its lists are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from greenroom.bench.character import Sampled, all_sampled
from greenroom.bench.lab import Lab
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import Provision
from greenroom.bench.request import Request, ask, send
from greenroom.bench.served import Served

STEP = 100
"""Items from the beginning of one page that is asked for on the way to that of the next."""

PAGES = 1_000
"""At most so many of the pages are kept, all over the list."""

_DEEP = 0.9


class Shelf(NamedTuple):
    """A server with `characters` of one account, to which `key` leads."""

    served: Served
    key: str
    characters: int

    def whole(self, dialect: Sampled) -> Request:
        """All of a dialect's list at once, where it has such a list."""
        assert dialect.samples.whole
        return Request(dialect.samples.whole, self._headers(dialect))

    def pages(self, dialect: Sampled, size: int) -> "Pages":
        """Pages of so many items all over a dialect's list, where it has pages.

        Whoever wants to stand deep in a list has to walk there: no page token can be made elsewhere.
        """
        paths, before = [], None
        assert dialect.samples.pages
        for begins in range(0, self.characters, STEP):
            if begins % self._apart() == 0:
                paths.append(dialect.samples.pages.path(size, before))
            before = self.ask(dialect, dialect.samples.pages.path(STEP, before))
        return Pages(paths, self._headers(dialect))

    def ask(self, dialect: Sampled, path: str) -> dict[str, Any]:
        """What is answered there, to whom the characters belong."""
        return ask(self.served.port, Request(path, self._headers(dialect)))

    def _apart(self) -> int:
        """Items from one page that is kept to the next."""
        return STEP * max(1, self.characters // STEP // PAGES)

    def item_bytes(self, dialect: Sampled) -> float:
        """How long an item of a dialect's page is, about."""
        several = 20
        assert dialect.samples.pages
        path = dialect.samples.pages.path(several, None)
        return len(send(self.served.port, Request(path, self._headers(dialect))).body) / several

    def _headers(self, dialect: Sampled) -> dict[str, str]:
        return dict([dialect.samples.header(self.key)])


class Pages(NamedTuple):
    """Paths of pages, from the first on."""

    paths: Sequence[str]
    headers: dict[str, str]

    @property
    def first(self) -> Request:
        """The first page."""
        return Request(self.paths[0], self.headers)

    @property
    def deep(self) -> Request:
        """The page before which nine tenths of the list are."""
        return Request(self.paths[int(len(self.paths) * _DEEP)], self.headers)

    @property
    def in_turn(self) -> Request:
        """All of them, one after the other."""
        return Request(self.paths[0], self.headers, in_turn=self.paths)


@contextmanager
def serve_shelf(lab: Lab, provision: Provision, count: int) -> Iterator[Shelf]:
    """Our server over an instance that has so many characters."""
    with serve_home(lab, provision.home) as served:
        yield Shelf(served, provision.stock.key, count)


def paged() -> list[Sampled]:
    """The dialects with pages."""
    return [dialect for dialect in all_sampled() if dialect.samples.pages]


def listing_whole() -> list[Sampled]:
    """The dialects that answer all of a list at once."""
    return [dialect for dialect in all_sampled() if dialect.samples.whole]

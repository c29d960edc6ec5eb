"""Bulk: many files at once, in bounded memory, read by processes and written in shared commits.

    async for result in take_in(house, who, sources, way):
        ...

Whatever ends it, what was told is on the disk, and the next run over the same files goes on where this one was ended:
its checkpoint is the database, which knows files by their digests.
"""

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from typing import NamedTuple

from greenroom.accounts.model import Caller
from greenroom.characters import originals
from greenroom.database import Transaction
from greenroom.dialects.kit.house import House
from greenroom.problems import Problem
from greenroom.transfer import claims, folder
from greenroom.transfer.folder import Folder
from greenroom.transfer.reading import Desk, Read, digest, read_all, refusal
from greenroom.transfer.result import Result
from greenroom.transfer.sources import STDIN, Source, leads_out
from greenroom.transfer.taking import Outcome, Shelved, take_book, take_character

CHUNK = 48
"""Files that a process reads before it reports."""

FEW = 64
"""So many files are not worth starting processes for."""

_TOO_MANY = 8
_AHEAD = 2
_OUTSIDE = "Its name has “..”, which may lead out of the archive, so it is not taken."
_ASIDE = "is no file that characters, lorebooks, personas or chats are taken from"


class Way(NamedTuple):
    """How it is done: `update` makes revisions of what is there, `dry` reads and writes nothing; `workers` are processes."""

    update: bool = False
    dry: bool = False
    workers: int = 0


USUAL = Way()


async def take_in(
    house: House, who: Caller, desk: Desk, sources: Sequence[Source], way: Way = USUAL
) -> AsyncIterator[Result]:
    """What became of each file, in the order of the sources, as soon as it is on the disk."""
    shelf = Folder(house, who, desk, sources, update=way.update)
    if way.update:
        await asyncio.to_thread(shelf.look_beside, sources)
    workers = way.workers or min(os.cpu_count() or 1, _TOO_MANY)
    with _executor(len(sources), workers) as executor:
        for role, group in groupby(sources, key=lambda source: source.role):
            listed = list(group)
            if role in ("card", "world"):
                async for result in _cards(shelf, executor, listed, way, workers):
                    yield result
            elif role == "other":
                for source in listed:
                    yield _aside(source)
            else:
                async for result in folder.take(shelf, role, listed, dry=way.dry):
                    yield result


def _aside(source: Source) -> Result:
    if leads_out(source.origin):
        return Result(source.name, "failed", why=_OUTSIDE, reason="outside")
    return Result(source.name, "skipped", why=_ASIDE)


@contextmanager
def _executor(files: int, workers: int) -> Iterator[Executor]:
    """Threads for a few files, processes for many; none goes on when its caller has stopped."""
    executor: Executor
    if files <= FEW:
        executor = ThreadPoolExecutor(max_workers=2)
    else:
        executor = ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn"))
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


async def _cards(
    shelf: Folder, executor: Executor, sources: list[Source], way: Way, workers: int
) -> AsyncIterator[Result]:
    """A window of chunks is under way at any time, so memory doesn't grow with the number of files."""
    known = not shelf.is_whole and await shelf.house.database.read(claims.begun, shelf.who.account_id)
    chunks = iter([sources[at : at + CHUNK] for at in range(0, len(sources), CHUNK)])
    under_way: deque[asyncio.Task[list[Result]]] = deque()
    work = partial(_chunk, shelf, executor, way, known=known)
    try:
        while True:
            while len(under_way) < workers * _AHEAD and (chunk := next(chunks, None)) is not None:
                under_way.append(asyncio.ensure_future(work(chunk)))
            if not under_way:
                return
            for result in await under_way.popleft():
                yield result
    finally:
        for task in under_way:
            if not task.cancel() and not task.cancelled():
                task.exception()  # one told is enough: where a process has died, all that were under way break


async def _chunk(
    shelf: Folder, executor: Executor, way: Way, sources: list[Source], *, known: bool
) -> list[Result]:
    done, fresh = await _sorted_out(shelf, sources) if known else ({}, sources)
    if fresh:
        loop = asyncio.get_running_loop()
        reads = await loop.run_in_executor(executor, read_all, shelf.desk, fresh)
        taken = await asyncio.gather(*(_take(shelf, way, read) for read in reads))
        done |= {read.source: results for read, results in zip(reads, taken, strict=True)}
    return [result for source in sources for result in done[source]]


async def _sorted_out(
    shelf: Folder, sources: list[Source]
) -> tuple[dict[Source, list[Result]], list[Source]]:
    """What is known to be there already, and the others. A file with several things is looked into again."""
    alone = [source for source in sources if source.role == "card" and source.path != STDIN]
    digests = await asyncio.to_thread(lambda: [digest(source) for source in alone])
    found = await shelf.house.database.read(_known, shelf.who.account_id, digests)
    done = {
        source: [Result(source.name, "unchanged", "character", one)]
        for source, one in zip(alone, found, strict=True)
        if one
    }
    return done, [source for source in sources if source not in done]


def _known(db: Transaction, account_id: str, digests: Iterable[str]) -> list[str]:
    """The id of the only character in each file; nothing where it is new, or there are several in it."""
    return [originals.from_file(db, account_id, one).get("", "") if one else "" for one in digests]


async def _take(shelf: Folder, way: Way, read: Read) -> list[Result]:
    """Each character of a file in a transaction of its own."""
    source, prepared = read.source, read.prepared
    if prepared is None:
        return [read.refusal] if read.refusal else []
    imported = prepared.imported
    units = [_character(shelf, way, read, at) for at in range(len(prepared.taken))]
    books = [_book(shelf, way, read, at) for at in range(len(imported.lorebooks))]
    results = [*await asyncio.gather(*units), *await asyncio.gather(*books)]
    failed = [refusal(f"{source.name}#{one.place}", one.problem) for one in imported.failures]
    warned = "; ".join(imported.warnings)
    if warned and results:
        results[0] = results[0]._replace(why="; ".join(filter(None, (warned, results[0].why))))
    return [*results, *failed]


async def _character(shelf: Folder, way: Way, read: Read, at: int) -> Result:
    house, prepared = shelf.house, read.prepared
    assert prepared
    one = prepared.taken[at]
    name = one.found.character.name or read.source.stem
    told = Result(read.source.name, "kept", "character", "", name, one.found.format, one.report)
    if way.dry:
        return told
    try:
        outcome = await house.database.write_long(
            take_character, house, shelf.who, prepared, one, shelf.beside(read.source) if way.update else None
        )
    except Problem as problem:
        return refusal(read.source.name, problem)
    await shelf.keep_again(read.source, prepared.file)
    shelf.remember(read.source, outcome.id, one.world)
    return _told(told, outcome)


async def _book(shelf: Folder, way: Way, read: Read, at: int) -> Result:
    assert read.prepared
    imported = read.prepared.imported
    book = imported.lorebooks[at]
    name = book.name or read.source.stem
    told = Result(read.source.name, "kept", "lorebook", "", name, book.format, book.report)
    if way.dry:
        return told
    owners = tuple(
        dict.fromkeys((*shelf.naming(read.source, read.source.stem), *shelf.naming(read.source, name)))
    )
    write = shelf.house.database.write_long
    shelved = Shelved(name, read.source.origin, imported.sha256, owners)
    outcome = await write(partial(take_book, update=way.update), shelf.house, shelf.who, book, shelved)
    return _told(told, outcome)


def _told(told: Result, outcome: Outcome) -> Result:
    return told._replace(state=outcome.state, id=outcome.id, why=outcome.why)

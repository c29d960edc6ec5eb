"""Leaving: many characters as files in a folder, and their chats beside them."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from greenroom.accounts.model import Caller
from greenroom.cards.formats.format import Format
from greenroom.cards.imported import Line
from greenroom.characters.catalogue import LAST
from greenroom.characters.model import Record
from greenroom.conversations import around, store
from greenroom.conversations.model import Thread
from greenroom.database import Transaction
from greenroom.dialects.kit.exports import export
from greenroom.dialects.kit.house import House
from greenroom.dialects.native.shelves import kept_files
from greenroom.problems import NotFound, Problem
from greenroom.records import store as records
from greenroom.records.model import Record as Kept
from greenroom.transfer.chats import Chat, write_chat
from greenroom.transfer.result import BROKE, OUR_FAULTS
from greenroom.transfer.threads import chat_of

_log = logging.getLogger(__name__)
CHATS, CHARACTERS = "chats", "characters"
"""Folders as SillyTavern has them, so that chats are found with whom they were had, there and here."""

_PAGE = 100
_AT_ONCE = 4
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST, _MOST_BYTES = 80, 200  # of which disks take 255 with the ending
_LATEST = 2**62
_LEFT_OUT = "on other branches, for which such a file has no place"


class Left(NamedTuple):
    """A file that was written, or why it was not: `error`."""

    name: str
    file: str = ""
    report: tuple[Line, ...] = ()
    error: str = ""


class Leaving(NamedTuple):
    """How: in which format, to which folder; with chats, which stand in a folder of their own then, or without."""

    form: str
    formats: tuple[Format, ...]
    folder: Path
    chats: bool = False


async def everyone(house: House, who: Caller) -> AsyncIterator[Record]:
    """All characters of an account, newest first, a few in memory at a time."""
    before = LAST
    while page := await house.database.scan(house.catalogue.newest, who, _PAGE, before):
        for one in page:
            yield one.record()
        before = page[-1].character_id


async def write_out(
    house: House, who: Caller, records: AsyncIterator[Record], way: Leaving
) -> AsyncIterator[Left]:
    """What became of each character, and of each of its chats; what can't be written stops no other."""
    _folder(way).mkdir(parents=True, exist_ok=True)
    names = Names()
    waiting: list[Record] = []
    async for record in records:
        waiting.append(record)
        if len(waiting) == _AT_ONCE:
            for left in await _written(house, who, waiting, way, names):
                yield left
            waiting = []
    for left in await _written(house, who, waiting, way, names):
        yield left


def _folder(way: Leaving) -> Path:
    return way.folder / CHARACTERS if way.chats else way.folder


class Names:
    """Names for files: what a name can't hold is replaced, and each is given once in a folder, whatever its case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, wanted: str, within: str = "") -> str:
        """A name for a file or a folder; a number behind it where another one has it."""
        short = _ODD.sub("_", wanted).strip(". ")[:_LONGEST].encode("utf-8", "replace")[:_MOST_BYTES]
        plain = short.decode(errors="ignore").strip(". ") or "unnamed"
        found, number = plain, 1
        while f"{within}/{found.casefold()}" in self._taken:
            number += 1
            found = f"{plain} ({number})"
        self._taken.add(f"{within}/{found.casefold()}")
        return found


async def _written(
    house: House, who: Caller, records: Iterable[Record], way: Leaving, names: Names
) -> list[Left]:
    work = [_one(house, who, record, way, names.name(record.character.name)) for record in records]
    return [left for several in await asyncio.gather(*work) for left in several]


async def _one(house: House, who: Caller, record: Record, way: Leaving, name: str) -> list[Left]:
    try:
        made = await export(house, record, way.form, way.formats)
        file = _folder(way) / f"{name}.{made.ext}"
        await asyncio.to_thread(file.write_bytes, made.data)
        written = Left(name, str(file), made.report)
    except Problem as problem:
        written = Left(name, error=str(problem))
    except OSError as error:
        written = Left(name, error=f"{name} can't be written: {error.strerror}")
    except OUR_FAULTS:
        _log.exception("a character could not be written: %s", record.character_id)
        written = Left(name, error=BROKE)
    chats = await _chats(house, who, record, way.folder / CHATS / name) if way.chats else []
    return [written, *chats]


async def _chats(house: House, who: Caller, record: Record, folder: Path) -> list[Left]:
    lefts = []
    names = Names()
    before = (_LATEST, LAST)
    find = partial(store.threads, character_id=record.character_id)
    while page := await house.database.scan(find, who.account_id, _PAGE, before):
        for thread in page:
            name = names.name(thread.title or f"{record.character.name} - {thread.thread_id}")
            lefts.append(await _chat(house, thread, record, folder / f"{name}.jsonl"))
        before = page[-1].updated_at, page[-1].thread_id
    for kept in await house.database.scan(_kept_chats, who.account_id, record.character_id):
        file = folder / f"{names.name(kept.document['name'])}.jsonl"
        lefts.append(await _as_it_came(house, kept.document["asset"], file))
    return lefts


def _kept_chats(db: Transaction, account_id: str, character_id: str) -> list[Kept]:
    """The chats that are kept as they came, since there is nothing in them that anybody said."""
    shelf = kept_files(account_id, character_id)
    return [one for one in records.all_on(db, shelf) if one.document.get("kind") == "chat"]


async def _as_it_came(house: House, asset_id: str, file: Path) -> Left:
    data = await asyncio.to_thread(house.media.get, asset_id)
    return Left(file.stem, error=f"{file} is not kept any more") if data is None else await _put(file, data)


async def _put(file: Path, data: bytes, report: tuple[Line, ...] = ()) -> Left:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(file.write_bytes, data)
    except OSError as error:
        return Left(file.stem, error=f"{file} can't be written: {error.strerror}")
    return Left(file.stem, str(file), report)


async def _chat(house: House, thread: Thread, record: Record, file: Path) -> Left:
    chat, left_out = await house.database.scan(_said, thread, record)
    data = await asyncio.to_thread(write_chat, chat)
    lines = (Line("messages", "dropped", f"{left_out} are {_LEFT_OUT}"),) if left_out else ()
    return await _put(file, data, lines)


def _said(db: Transaction, thread: Thread, record: Record) -> tuple[Chat, int]:
    try:
        user = around.persona_of(db, thread).name
    except NotFound:
        user = ""
    return chat_of(db, thread, record, user)

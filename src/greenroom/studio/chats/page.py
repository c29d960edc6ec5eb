"""The list, a page at a time; what is looked for is looked for in names and titles, of so many threads a page."""

from typing import NamedTuple
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.conversations import store
from greenroom.conversations.model import Thread
from greenroom.kit.clock import LATEST
from greenroom.kit.tokens import BadToken
from greenroom.kit.words import wanted_words, words_of
from greenroom.problems import BadPageToken
from greenroom.studio.chat.thread import met
from greenroom.studio.page.portraits import Portrait, portrait
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_PURPOSE = "studio chats"
_MOST = 24
_LOOKED = 500
"""Threads that one page of a search goes through."""

_LINE = 160


class Left(NamedTuple):
    """A conversation in the list; without a portrait its character can't be talked to any more. `line` is the last said."""

    thread_id: str
    name: str
    title: str
    portrait: Portrait | None
    line: str
    updated_at: int


class _Cursor(msgspec.Struct, array_like=True):
    moment: int
    thread_id: str


class Found(NamedTuple):
    """What a page shows, and where the next begins."""

    left: list[Left]
    after: _Cursor | None


async def chats(visit: Visit, who: Member) -> Response:
    """The conversations, the last used first; with a cursor, what comes after a page."""
    asked, cursor = visit.query("q").strip(), visit.query("cursor", longest=1000)
    bound = [who.account_id, asked]
    before = _read(visit, cursor, bound)
    found = await visit.scan(_look, visit.house.catalogue, who.caller, asked, before)
    more = ""
    if found.after:
        token = visit.house.signer.sign(_PURPOSE, found.after, bound)
        more = f"/chats?{urlencode({'q': asked, 'cursor': token} if asked else {'cursor': token})}"
    template = ("more" if cursor else "results") if visit.in_part else "chats"
    return visit.page(f"chats/{template}.html", left=found.left, more=more, asked=asked, cursor=cursor)


def _read(visit: Visit, cursor: str, bound: list[str]) -> _Cursor:
    if not cursor:
        return _Cursor(LATEST, "~")
    try:
        return msgspec.convert(visit.house.signer.read(_PURPOSE, cursor, bound), _Cursor)
    except (BadToken, msgspec.ValidationError):
        raise BadPageToken("it was not made by this server for this list") from None


def _look(db: Transaction, catalogue: Catalogue, who: Caller, asked: str, before: _Cursor) -> Found:
    wanted = wanted_words(asked) if asked else []
    left: list[Left] = []
    found = store.threads(
        db, who.account_id, (_LOOKED if asked else _MOST) + 1, (before.moment, before.thread_id)
    )
    for at, thread in enumerate(found):
        if len(left) == _MOST or at == (_LOOKED if asked else _MOST):
            last = found[at - 1]
            return Found(left, _Cursor(last.updated_at, last.thread_id))
        one = _left(db, catalogue, thread)
        if not asked or _meets(wanted, f"{one.name} {one.title}"):
            left.append(one)
    return Found(left, None)


def _left(db: Transaction, catalogue: Catalogue, thread: Thread) -> Left:
    record, _ = met(db, catalogue, thread)
    shown = portrait(record) if record else None
    name = shown.name if shown else thread.title or "…"
    said = store.path(db, thread, thread.leaf_id, 1)
    line = " ".join(said[-1].text[: 2 * _LINE].split()).replace("*", "")[:_LINE] if said else ""
    return Left(
        thread.thread_id, name, "" if thread.title == name else thread.title, shown, line, thread.updated_at
    )


def _meets(wanted: list[str], text: str) -> bool:
    """Whether each word that is looked for begins a word of a text."""
    there = words_of(text)
    return bool(wanted) and all(any(one.startswith(word) for one in there) for word in wanted)


PAGES = (Page("GET", "/chats", chats),)

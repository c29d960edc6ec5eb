"""Home, which everybody sees who opens the server's address."""

from typing import NamedTuple

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.discovery.model import Wanted
from greenroom.characters.model import Record
from greenroom.community.tastes import taste
from greenroom.conversations.store import threads
from greenroom.problems import Problem
from greenroom.studio.page.portraits import Portrait, portrait
from greenroom.studio.page.table import Page
from greenroom.studio.page.visit import Visit

_LATEST = (2**62, "~")
_THREADS, _OWN, _POPULAR = 6, 6, 12


class Left(NamedTuple):
    """A conversation that can be gone on with."""

    thread_id: str
    title: str
    updated_at: int
    portrait: Portrait


class Inside(NamedTuple):
    """What Home shows; lists are empty where there is nothing, or nobody has signed in."""

    left: list[Left]
    own: list[Portrait]
    popular: list[Portrait]


async def home(visit: Visit) -> Response:
    """Home."""
    inside = await visit.scan(_gather, visit.house.catalogue, visit.caller)
    return visit.page("home/home.html", inside=inside)


def _gather(db: Transaction, catalogue: Catalogue, who: Caller) -> Inside:
    liked = taste(db, who.account_id)
    wanted = Wanted("trending", most=_POPULAR, mature=liked.mature, hidden=liked.hidden)
    popular = [portrait(one.record) for one in catalogue.discover(db, wanted)]
    if not who.account_id:
        return Inside([], [], popular)
    own = [portrait(one.record()) for one in catalogue.newest(db, who, _OWN)]
    return Inside(_left(db, catalogue, who, liked.hidden), own, popular)


def _left(db: Transaction, catalogue: Catalogue, who: Caller, hidden: tuple[str, ...]) -> list[Left]:
    found = threads(db, who.account_id, _THREADS, _LATEST)
    met = [(thread, _met(db, catalogue, who, thread.character_id, thread.share_id)) for thread in found]
    return [
        Left(thread.thread_id, thread.title, thread.updated_at, portrait(record))
        for thread, record in met
        if record and record.account_id not in hidden
    ]


def _met(
    db: Transaction, catalogue: Catalogue, who: Caller, character_id: str, share_id: str | None
) -> Record | None:
    """The character of a thread, unless it can't be talked to any more."""
    try:
        return catalogue.conversable(db, who.account_id, character_id, share_id)
    except Problem:
        return None


PAGES = (Page("GET", "/", home),)

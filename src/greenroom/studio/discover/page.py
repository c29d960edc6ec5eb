"""The page, and the part of it that a script asks for: while somebody types, and when they reach the end."""

from functools import partial
from typing import NamedTuple, get_args
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from greenroom.accounts.sessions.requests import safe_target
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Found
from greenroom.characters.discovery.model import Rank, Sort, Wanted
from greenroom.community import tastes
from greenroom.community.tastes import NOBODYS, Taste
from greenroom.kit.tokens import BadToken
from greenroom.kit.words import wanted_words
from greenroom.problems import BadPageToken
from greenroom.studio.catalogue import say
from greenroom.studio.page.portraits import portrait
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_PURPOSE = "studio discover"
_MOST = 24
_FURTHEST = 480
"""How many Back shows again at once of a list that has gone on."""

_CATEGORIES = 24
_LONGEST = 200
SORTS: tuple[Sort, ...] = get_args(Sort)


class Asked(NamedTuple):
    """What the address asks for."""

    words: str
    category: str
    sort: Sort

    def href(self, **other: str) -> str:
        """The address that asks for the same but for what is other."""
        said = {"q": self.words, "category": self.category, "sort": self.sort} | other
        kept = {name: value for name, value in said.items() if value and (name, value) != ("sort", SORTS[0])}
        return f"/discover?{urlencode(kept)}" if kept else "/discover"


class Seen(NamedTuple):
    """What is there for somebody of this taste."""

    found: list[Found]
    categories: list[str]
    taste: Taste


async def discover(visit: Visit) -> Response:
    """Who is there, a page at a time; with a cursor, what comes after a page."""
    asked, cursor = _asked(visit), visit.query("cursor", longest=1000)
    wanted = _wanted(visit, asked, cursor)
    nothing = bool(asked.words) and not wanted.words  # signs alone are in no text
    seen = Seen([], [], NOBODYS) if nothing else await visit.search(_look, visit, wanted)
    found = seen.found
    more = None
    most = wanted.most - 1
    if len(found) > most:
        more = asked.href(cursor=visit.house.signer.sign(_PURPOSE, found[most - 1].rank, list(asked)))
    template = ("more" if cursor else "results") if visit.in_part else "discover"
    return visit.page(
        f"discover/{template}.html",
        asked=asked,
        shown=[portrait(one.record) for one in found[:most]],
        more=more,
        sorts=SORTS,
        categories=seen.categories,
        mature=seen.taste.mature,
        cursor=cursor,
    )


def _asked(visit: Visit) -> Asked:
    sort = next((one for one in SORTS if one == visit.query("sort")), SORTS[0])
    return Asked(visit.query("q", longest=_LONGEST).strip(), visit.query("category", longest=_LONGEST), sort)


def _wanted(visit: Visit, asked: Asked, cursor: str) -> Wanted:
    """One more than fits the page, to know whether there is another."""
    after = None
    if cursor:
        try:
            after = msgspec.convert(visit.house.signer.read(_PURPOSE, cursor, list(asked)), Rank)
        except (BadToken, msgspec.ValidationError):
            raise BadPageToken("it was not made by this server for this list") from None
    most = _MOST if cursor else min(visit.most(_MOST), _FURTHEST)
    return Wanted(asked.sort, asked.category, tuple(wanted_words(asked.words)), most + 1, 0, after)


async def taste(visit: Visit, who: Member) -> Response:
    """Show what is for adults from now on, or nothing of it."""
    mature = await visit.field("mature") == "yes"
    await visit.write(partial(tastes.choose, mature=mature), who.account_id)
    target = safe_target(await visit.field("next") or "/discover")
    return visit.lead(target, say("discover.mature_shown" if mature else "discover.mature_hidden"))


def _look(db: Transaction, visit: Visit, wanted: Wanted) -> Seen:
    catalogue, liked = visit.house.catalogue, tastes.taste(db, visit.caller.account_id)
    found = catalogue.discover(db, wanted._replace(mature=liked.mature, hidden=liked.hidden))
    return Seen(found, catalogue.categories(db, _CATEGORIES), liked)


PAGES = (Page("GET", "/discover", discover), Page("POST", "/discover/taste", taste))

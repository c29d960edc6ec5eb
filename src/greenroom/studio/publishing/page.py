"""The page, and what can be done on it."""

from collections.abc import Callable
from functools import partial

from starlette.responses import Response

from greenroom.characters import Transaction, standings
from greenroom.characters.edits import Edit
from greenroom.characters.model import Record, Visibility
from greenroom.kit.structs import put_paths
from greenroom.problems import BadValue, Withheld
from greenroom.studio.catalogue import say
from greenroom.studio.own import owner
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

KINDS: tuple[Visibility, ...] = ("private", "unlisted", "public")
_VIA = "studio"

Verb = Callable[[Transaction, Record], object]


async def publishing(visit: Visit, who: Member) -> Response:
    """The page."""
    return await _page(visit, await owner.read(visit, who), "", 200)


async def choose(visit: Visit, who: Member) -> Response:
    """Let those see it who are chosen; a reason of an operator's against it stands beside the choice."""
    wanted = await visit.field("visibility")
    mature = bool(await visit.field("mature"))
    try:
        await visit.write(partial(_choose, visit, who, wanted, mature))
    except (Withheld, BadValue) as problem:
        return await _page(visit, await owner.read(visit, who), str(problem), 403)
    return _led(visit, "publishing.saved")


async def share(visit: Visit, who: Member) -> Response:
    """Give it a link."""
    return await _done(visit, who, visit.house.catalogue.share, "publishing.made_link")


async def unshare(visit: Visit, who: Member) -> Response:
    """Take the link away for good."""
    return await _done(visit, who, visit.house.catalogue.unshare, "publishing.revoked")


async def publish(visit: Visit, who: Member) -> Response:
    """Make the working copy live."""
    return await _done(visit, who, visit.house.catalogue.publish, "publishing.published")


async def _page(visit: Visit, record: Record, fault: str, status: int) -> Response:
    standing, mature = await visit.read(_around, visit, record)
    return visit.page(
        "publishing/publishing.html",
        status,
        record=record,
        own_tabs=owner.tabs(record),
        kinds=KINDS,
        fault=fault,
        standing=standing,
        mature=mature,
    )


def _around(db: Transaction, visit: Visit, record: Record) -> tuple[standings.Standing | None, bool]:
    return standings.standing(db, record), visit.house.catalogue.is_mature(db, record)


def _choose(visit: Visit, who: Member, wanted: str, mature: bool, db: Transaction) -> None:  # noqa: FBT001 - of a partial
    catalogue = visit.house.catalogue
    record = set_visibility(db, visit, who, owner.find(db, visit, who), wanted)
    catalogue.rate(db, record, mature=mature)


def set_visibility(db: Transaction, visit: Visit, who: Member, record: Record, wanted: str) -> Record:
    """The character, seen by these from now on; raises BadValue, or Withheld."""
    if wanted not in KINDS:
        raise BadValue("visibility", f"must be one of {', '.join(KINDS)}")

    def plan(_: Record) -> Edit:
        return lambda copy: put_paths(copy.character, {"visibility": wanted})

    return visit.house.catalogue.change(db, who.caller, record, plan, _VIA)


async def _done(visit: Visit, who: Member, verb: Verb, word: str) -> Response:
    await visit.write(lambda db: verb(db, owner.find(db, visit, who)))
    return _led(visit, word)


def _led(visit: Visit, word: str) -> Response:
    return visit.lead(f"/characters/{visit.values['character_id']}/publishing", say(word))


_HERE = "/characters/{character_id}/publishing"

PAGES = (
    Page("GET", _HERE, publishing),
    Page("POST", _HERE, choose),
    Page("POST", f"{_HERE}/share", share),
    Page("POST", f"{_HERE}/unshare", unshare),
    Page("POST", f"{_HERE}/live", publish),
)

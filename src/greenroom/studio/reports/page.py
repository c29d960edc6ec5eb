"""The page, and what is decided on it."""

from typing import NamedTuple

from starlette.responses import Response

from greenroom.accounts.store import account_by_id
from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.characters.store import find, find_live
from greenroom.community import reports as rooms
from greenroom.community.appearance import Appearance, appearance
from greenroom.community.reports import LONGEST_TEXT, Report
from greenroom.problems import BadValue
from greenroom.studio.catalogue import say
from greenroom.studio.page.table import Operator, Page
from greenroom.studio.page.visit import Visit

_MOST = 100


class Case(NamedTuple):
    """A character that something has to be decided about: why, and since when."""

    record: Record
    reports: list[tuple[Report, str]]
    since: int


class Pages(NamedTuple):
    """An account whose own page was reported."""

    account: Appearance
    reports: list[tuple[Report, str]]
    since: int


async def reports(visit: Visit, who: Operator) -> Response:
    """What was reported, and what waits, the longest waiting first."""
    return await _page(visit, who)


async def withhold(visit: Visit, who: Operator) -> Response:
    """Keep a character from everybody but its owner, who is told why."""
    character_id, reason = visit.values["character_id"], await visit.field("reason")
    try:
        await visit.write(rooms.withhold, visit.house.catalogue, who.account_id, character_id, reason)
    except BadValue as problem:
        return await _page(visit, who, 400, {character_id: problem.why})
    return visit.lead("/reports", say("reports.withheld"))


async def approve(visit: Visit, who: Operator) -> Response:
    """Let others see a character; what was reported of it is settled."""
    await visit.write(rooms.approve, visit.house.catalogue, who.account_id, visit.values["character_id"])
    return visit.lead("/reports", say("reports.approved"))


async def settle(visit: Visit, who: Operator) -> Response:
    """What was reported of an account's page is settled; whatever was to be done is done where accounts are looked after."""
    await visit.write(rooms.settle_account, who.account_id, visit.values["handle"])
    return visit.lead("/reports", say("reports.settled"))


async def _page(
    visit: Visit, who: Operator, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    reported, waiting, accounts = await visit.scan(_cases, who.account_id)
    return visit.page(
        "reports/reports.html",
        status,
        reported=reported,
        waiting=waiting,
        accounts=accounts,
        faults=faults or {},
        longest=LONGEST_TEXT,
        review=visit.house.settings["review"],
    )


def _cases(db: Transaction, operator_id: str) -> tuple[list[Case], list[Case], list[Pages]]:
    by_character: dict[tuple[str, str | None], list[tuple[Report, str]]] = {}
    for one in rooms.list_reports(db, operator_id, _MOST):
        reporter = account_by_id(db, one.reporter_id) if one.reporter_id else None
        key = one.account_id, one.character_id
        by_character.setdefault(key, []).append((one, reporter.handle if reporter else ""))
    reported = [
        Case(record, said, said[0][0].created_at)
        for (account_id, character_id), said in by_character.items()
        if character_id and (record := _record(db, account_id, character_id))
    ]
    accounts = [
        Pages(appearance(db, account_id), said, said[0][0].created_at)
        for (account_id, character_id), said in by_character.items()
        if character_id is None
    ]
    waiting = [
        Case(record, [], one.since)
        for one in rooms.list_waiting(db, operator_id, _MOST)
        if (record := _record(db, one.account_id, one.character_id))
    ]
    return reported, waiting, accounts


def _record(db: Transaction, account_id: str, character_id: str) -> Record | None:
    """What others would see of it: the live copy, where there is one."""
    return find_live(db, account_id, character_id) or find(db, account_id, character_id)


PAGES = (
    Page("GET", "/reports", reports),
    Page("POST", "/reports/{character_id}/withhold", withhold),
    Page("POST", "/reports/{character_id}/approve", approve),
    Page("POST", "/reports/accounts/{handle}/settle", settle),
)

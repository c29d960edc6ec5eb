"""The page, and the part of it that is asked for again while something goes on."""

from typing import NamedTuple

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.catalogue import DEPLOY
from greenroom.characters.store import find
from greenroom.dialects.native.bulk import EXPORT
from greenroom.operations.model import Operation
from greenroom.operations.store import recent
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_MOST = 100
BADGES = {"queued": "", "running": "warm", "done": "good", "failed": "bad", "cancelled": ""}


class Shown(NamedTuple):
    """An operation, and what its subject is called if that is still there; `said` is what came of it."""

    operation: Operation
    name: str
    said: str


async def operations(visit: Visit, who: Member) -> Response:
    """One's operations, the newest first."""
    found = await visit.scan(_shown, who.account_id)
    return visit.page(
        "operations/list.html" if visit.in_part else "operations/operations.html",
        found=found,
        badges=BADGES,
        archives=EXPORT,
        deploys=DEPLOY,
        going=any(not one.operation.finished for one in found),
    )


def _shown(db: Transaction, account_id: str) -> list[Shown]:
    return [
        Shown(one, _name(db, account_id, one.subject), str((one.outcome or {}).get("message", "")))
        for one in recent(db, account_id, _MOST)
    ]


def _name(db: Transaction, account_id: str, subject: str) -> str:
    found = find(db, account_id, subject)
    return found.character.name if found else ""


PAGES = (Page("GET", "/operations", operations),)

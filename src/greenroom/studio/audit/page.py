"""The page."""

from starlette.responses import Response

from greenroom.accounts import audit as trail
from greenroom.accounts.store import account_by_id
from greenroom.characters import Transaction
from greenroom.kit.ids import is_uuid
from greenroom.studio.page.table import Operator, Page
from greenroom.studio.page.visit import Visit

_MOST = 100


async def audit(visit: Visit, who: Operator) -> Response:
    """What was done on this server, the newest first."""
    before = visit.query("before")
    entries, handles = await visit.scan(_entries, before if is_uuid(before) else "g")
    older = entries[-1].audit_id if len(entries) == _MOST else ""
    return visit.page("audit/audit.html", acts=entries, handles=handles, older=older)


def _entries(db: Transaction, before: str) -> tuple[list[trail.Entry], dict[str, str]]:
    entries = trail.page(db, _MOST, before)
    ids = {one for entry in entries for one in (entry.account_id, entry.actor_id) if one}
    found = {one: account_by_id(db, one) for one in ids}
    return entries, {one: account.handle for one, account in found.items() if account}


PAGES = (Page("GET", "/audit", audit),)

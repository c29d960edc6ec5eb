"""The form of a report, and blocking a creator."""

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.community import blocks
from greenroom.community.appearance import public_page
from greenroom.community.reports import LONGEST_TEXT, REASONS, report, report_account
from greenroom.problems import BadValue, NotFound
from greenroom.studio.catalogue import say
from greenroom.studio.page.table import NOBODY, Member, Page
from greenroom.studio.page.visit import Visit


async def ask(visit: Visit, who: Member) -> Response:
    """The form; `share` is the link by which somebody came, for what is not public."""
    return await _page(visit, visit.query("share"), "", "", {}, 200)


async def send(visit: Visit, who: Member) -> Response:
    """Send it; who reports the same again changes what they said."""
    share, reason, text = [await visit.field(name) for name in ("share", "reason", "text")]
    record = await visit.read(_record, visit, share)
    try:
        await visit.write(report, who.account_id, record.character_id, reason, text, share or None)
    except BadValue as problem:
        return await _page(visit, share, reason, text, {problem.field: problem.why}, 400)
    return visit.lead(_path(record, share), say("report.sent"))


async def ask_about(visit: Visit, who: Member) -> Response:
    """The form, about an account's page."""
    return await _page_about(visit, "", "", {}, 200)


async def send_about(visit: Visit, who: Member) -> Response:
    """Send it."""
    handle, reason, text = visit.values["handle"], await visit.field("reason"), await visit.field("text")
    try:
        await visit.write(report_account, who.account_id, handle, reason, text)
    except BadValue as problem:
        return await _page_about(visit, reason, text, {problem.field: problem.why}, 400)
    return visit.lead(f"/@{handle}", say("report.sent"))


async def block(visit: Visit, who: Member) -> Response:
    """Be shown nothing of this creator any more."""
    handle = visit.values["handle"]
    await visit.write(blocks.block, who.account_id, f"@{handle}")
    return visit.lead(f"/@{handle}", say("report.blocked", handle=handle), "warm")


async def unblock(visit: Visit, who: Member) -> Response:
    """Be shown their characters again."""
    handle = visit.values["handle"]
    await visit.write(blocks.unblock, who.account_id, f"@{handle}")
    return visit.lead(f"/@{handle}", say("report.unblocked", handle=handle))


async def _page_about(visit: Visit, reason: str, text: str, faults: dict[str, str], status: int) -> Response:
    account = await visit.read(public_page, visit.values["handle"])
    here = f"/@{account.handle}"
    around = {"back": here, "action": f"{here}/report", "share": "", "name": f"@{account.handle}"}
    return _shown(visit, around, reason, text, faults, status)


async def _page(
    visit: Visit, share: str, reason: str, text: str, faults: dict[str, str], status: int
) -> Response:
    record = await visit.read(_record, visit, share)
    around = {"back": _path(record, share), "action": f"/characters/{record.character_id}/report"}
    around |= {"share": share, "name": record.character.name}
    return _shown(visit, around, reason, text, faults, status)


def _shown(
    visit: Visit, around: dict[str, str], reason: str, text: str, faults: dict[str, str], status: int
) -> Response:
    return visit.page(
        "report/report.html",
        status,
        **around,
        reason=reason,
        text=text,
        faults=faults,
        reasons=REASONS,
        longest=LONGEST_TEXT,
    )


def _record(db: Transaction, visit: Visit, share: str) -> Record:
    """What everybody can see who came the same way."""
    catalogue, character_id = visit.house.catalogue, visit.values["character_id"]
    record = catalogue.shared(db, share) if share else catalogue.readable(db, NOBODY, character_id)
    if record.character_id != character_id:
        raise NotFound("character", character_id)
    return record


def _path(record: Record, share: str) -> str:
    return f"/c/{share}" if share else f"/characters/{record.character_id}"


PAGES = (
    Page("GET", "/characters/{character_id}/report", ask),
    Page("POST", "/characters/{character_id}/report", send),
    Page("GET", "/@/{handle}/report", ask_about),
    Page("POST", "/@/{handle}/report", send_about),
    Page("POST", "/@/{handle}/block", block),
    Page("POST", "/@/{handle}/unblock", unblock),
)

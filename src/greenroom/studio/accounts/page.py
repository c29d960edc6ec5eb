"""The pages."""

from typing import Any

from starlette.responses import Response

from greenroom.accounts import audit, service, tickets
from greenroom.accounts.model import Account
from greenroom.accounts.operators import is_operator
from greenroom.accounts.plans import PLANS
from greenroom.characters import Transaction
from greenroom.characters.store import total
from greenroom.community.suspensions import free, suspend
from greenroom.problems import BadValue
from greenroom.studio.catalogue import say
from greenroom.studio.page.table import Operator, Page
from greenroom.studio.page.visit import Visit

_MOST = 200
_ACTS = 50


async def accounts(visit: Visit, who: Operator) -> Response:
    """Accounts of this server, those that fit some letters, and a form for invites."""
    return await _all(visit)


async def invite(visit: Visit, who: Operator) -> Response:
    """An invite, which is shown this once."""
    plan = await visit.field("plan")
    if plan not in PLANS:
        raise BadValue("plan", f"must be one of {', '.join(PLANS)}")
    made = await visit.write(
        tickets.make_invite, visit.house.secret, plan, tickets.INVITE_LIVES, who.account_id
    )
    return await _all(visit, invite=made)


async def account(visit: Visit, who: Operator) -> Response:
    """An account, with what was done to it and by it."""
    return await _one(visit)


async def stop(visit: Visit, who: Operator) -> Response:
    """Suspend it, for a reason that its owner is told."""
    handle, reason = visit.values["handle"], await visit.field("reason")
    try:
        await visit.write(suspend, visit.house.catalogue, who.account_id, handle, reason)
    except BadValue as problem:
        return await _one(visit, 400, fault=problem.why)
    visit.house.keyring.forget()
    return visit.lead(f"/accounts/{handle}", say("accounts.stopped", handle=handle))


async def go_on(visit: Visit, who: Operator) -> Response:
    """Let it go on."""
    handle = visit.values["handle"]
    await visit.write(free, visit.house.catalogue, who.account_id, handle)
    visit.house.keyring.forget()
    return visit.lead(f"/accounts/{handle}", say("accounts.freed", handle=handle))


async def link(visit: Visit, who: Operator) -> Response:
    """A link that signs in to it once, for whoever can't otherwise."""
    ticket = await visit.write(tickets.make_link, visit.house.secret, visit.values["handle"], who.account_id)
    return await _one(visit, link=tickets.link_url(visit.public_url, ticket))


async def _all(visit: Visit, **values: Any) -> Response:
    words = visit.query("q").strip().removeprefix("@").lower()
    found = [
        one
        for one in await visit.scan(service.list_accounts)
        if words in one.handle.lower() or words in one.display_name.lower()
    ]
    found.reverse()
    around: dict[str, Any] = {"invite": "", "q": words, "count": len(found), "plans": tuple(PLANS)}
    return visit.page("accounts/accounts.html", found=found[:_MOST], **around | values)


async def _one(visit: Visit, status: int = 200, **values: Any) -> Response:
    found, count, acts, operator = await visit.scan(_told, visit.values["handle"])
    around: dict[str, Any] = {"fault": "", "link": "", "minutes": tickets.LINK_LIVES // 60_000_000}
    return visit.page(
        "accounts/account.html",
        status,
        account=found,
        characters=count,
        acts=acts,
        is_operator=operator,
        **around | values,
    )


def _told(db: Transaction, handle: str) -> tuple[Account, int, list[audit.Entry], bool]:
    found = service.find_account(db, handle)
    return (
        found,
        total(db, found.account_id),
        audit.of_account(db, found.account_id, _ACTS),
        is_operator(db, found.account_id),
    )


PAGES = (
    Page("GET", "/accounts", accounts),
    Page("POST", "/accounts/invite", invite),
    Page("GET", "/accounts/{handle}", account),
    Page("POST", "/accounts/{handle}/suspend", stop),
    Page("POST", "/accounts/{handle}/free", go_on),
    Page("POST", "/accounts/{handle}/link", link),
)

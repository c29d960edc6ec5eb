"""The page, and what is changed on it."""

from typing import Any

from starlette.responses import Response

from greenroom.accounts import audit
from greenroom.accounts.identities import LOCAL
from greenroom.accounts.sessions.cookies import SESSION
from greenroom.problems import (
    AlreadyExists,
    BadValue,
    CannotLink,
    NotAdmitted,
    NotSignedIn,
    Problem,
    RateLimited,
)
from greenroom.studio.catalogue import say
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_HERE = "/account/access"
_ACTS = 50
_REFUSED = (NotSignedIn, NotAdmitted, CannotLink, BadValue, AlreadyExists, RateLimited)
_STATUS: dict[type[Problem], int] = {
    NotSignedIn: 401,
    NotAdmitted: 403,
    CannotLink: 409,
    BadValue: 400,
    AlreadyExists: 409,
    RateLimited: 429,
}


async def access(visit: Visit, who: Member) -> Response:
    """All ways in, and all sessions."""
    return await _page(visit, who)


async def add_password(visit: Visit, who: Member) -> Response:
    """A name and a password; the recovery code is shown this once."""
    fields = (await visit.form()).fields
    name, invite = await visit.field("name"), await visit.field("invite")
    try:
        code = await visit.house.credentials.add_password(who, name, fields.get("password", ""), invite)
    except _REFUSED as problem:
        return await _page(visit, who, problem, name=name, invite=invite)
    return visit.page("sign_in/code.html", code=code, target=_HERE)


async def change_password(visit: Visit, who: Member) -> Response:
    """Another password; all other sessions end."""
    fields = (await visit.form()).fields
    try:
        await visit.house.credentials.change_password(who, fields.get("old", ""), fields.get("new", ""))
    except _REFUSED as problem:
        return await _page(visit, who, problem)
    return visit.lead(_HERE, say("access.changed"))


async def new_code(visit: Visit, who: Member) -> Response:
    """Another recovery code, shown this once."""
    fields = (await visit.form()).fields
    try:
        code = await visit.house.credentials.new_recovery_code(who, fields.get("password", ""))
    except _REFUSED as problem:
        return await _page(visit, who, problem)
    return visit.page("sign_in/code.html", code=code, target=_HERE)


async def unlink(visit: Visit, who: Member) -> Response:
    """One way in less, unless it is the last."""
    try:
        await visit.house.credentials.unlink(who, await visit.field("issuer"), await visit.field("subject"))
    except CannotLink as problem:
        return await _page(visit, who, problem)
    return visit.lead(_HERE, say("access.unlinked"))


async def sign_out_one(visit: Visit, who: Member) -> Response:
    """End another session of one's own."""
    await visit.house.sessions.close_one(who, visit.values["session_id"])
    return visit.lead(_HERE, say("access.ended"))


async def sign_out_others(visit: Visit, who: Member) -> Response:
    """End all sessions but this one."""
    count = await visit.house.sessions.close_all(who, here=False)
    return visit.lead(_HERE, say("access.ended_others", count=count))


async def sign_out_all(visit: Visit, who: Member) -> Response:
    """End all sessions, this one too; a guest, who could not come back, is asked first."""
    if who.is_guest and not await visit.field("sure"):
        return visit.page("sign_in/leave.html", action=visit.path)
    await visit.house.sessions.close_all(who)
    visit.headers.append(SESSION.drop(secure=visit.secure))
    return visit.lead("/", say("access.ended_all"))


async def _page(visit: Visit, who: Member, problem: Problem | None = None, **values: Any) -> Response:
    identities = await visit.house.credentials.list(who)
    providers = visit.house.elsewhere.providers.values()
    names = {LOCAL: say("access.password")} | {one.issuer: one.name for one in providers}
    linked = {one.issuer for one in identities}
    around = {
        "identities": identities,
        "names": names,
        "has_password": LOCAL in linked,
        "others": [one for one in providers if one.issuer not in linked],
        "needs_invite": who.is_guest and visit.house.arrivals.ways().needs_invite,
        "invite": visit.query("invite"),
        "sessions": await visit.house.sessions.list(who.account_id),
        "said": str(problem) if problem else "",
        "acts": await visit.scan(audit.own, who.account_id, _ACTS),
        "name": "" if who.is_guest else who.handle,
    }
    return visit.page("access/access.html", _STATUS[type(problem)] if problem else 200, **around | values)


PAGES = (
    Page("GET", _HERE, access),
    Page("POST", f"{_HERE}/password", add_password),
    Page("POST", f"{_HERE}/password/change", change_password),
    Page("POST", f"{_HERE}/code", new_code),
    Page("POST", f"{_HERE}/unlink", unlink),
    Page("POST", f"{_HERE}/sessions/{{session_id}}/end", sign_out_one),
    Page("POST", f"{_HERE}/sessions/end-others", sign_out_others),
    Page("POST", f"{_HERE}/sessions/end-all", sign_out_all),
)

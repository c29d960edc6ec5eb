"""The pages, each a form and what becomes of it: whoever arrives gets a cookie, and goes where they wanted to."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from greenroom.accounts.arrivals import Arrival, Visitor
from greenroom.accounts.sessions.cookies import SESSION, SIGN_IN
from greenroom.accounts.sessions.requests import safe_target
from greenroom.http.answers import Answer
from greenroom.problems import (
    AlreadyExists,
    BadValue,
    CannotLink,
    NotAdmitted,
    NotSignedIn,
    Problem,
    RateLimited,
    Unavailable,
)
from greenroom.studio.catalogue import say
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_REFUSED = (NotSignedIn, NotAdmitted, RateLimited, BadValue, AlreadyExists)
"""What is said on the page itself, so that nothing has to be written again."""

_STATUS: dict[type[Problem], int] = {
    NotSignedIn: 401,
    NotAdmitted: 403,
    RateLimited: 429,
    BadValue: 400,
    AlreadyExists: 409,
    CannotLink: 409,
    Unavailable: 503,
}


async def sign_in(visit: Visit) -> Response:
    """All ways in; whoever is in already goes on."""
    return visit.lead(_target(visit)) if visit.who else _page(visit, "sign_in")


async def with_password(visit: Visit) -> Response:
    """By name and password."""
    try:
        arrival = await visit.house.arrivals.with_password(
            await visit.field("name"), (await visit.form()).fields.get("password", ""), _visitor(visit)
        )
    except _REFUSED as problem:
        return await _again(visit, "sign_in", problem)
    return await _let_in(visit, arrival)


async def as_guest(visit: Visit) -> Response:
    """As somebody who says nothing of themselves."""
    try:
        arrival = await visit.house.arrivals.as_guest(_visitor(visit))
    except _REFUSED as problem:
        return await _again(visit, "sign_in", problem)
    return await _let_in(visit, arrival)


async def register(visit: Visit) -> Response:
    """The form for a new account."""
    return visit.lead(_target(visit)) if visit.who else _page(visit, "register")


async def registered(visit: Visit) -> Response:
    """A new account with a name and a password."""
    fields = (await visit.form()).fields
    try:
        arrival = await visit.house.arrivals.register(
            await visit.field("name"),
            fields.get("password", ""),
            _visitor(visit),
            await visit.field("invite"),
        )
    except _REFUSED as problem:
        return await _again(visit, "register", problem)
    return await _let_in(visit, arrival)


async def recovery(visit: Visit) -> Response:
    """The form for who forgot their password."""
    return _page(visit, "recover")


async def recovered(visit: Visit) -> Response:
    """Another password in place of one that was forgotten."""
    fields = (await visit.form()).fields
    try:
        arrival = await visit.house.arrivals.recover(
            await visit.field("name"), await visit.field("code"), fields.get("password", ""), _visitor(visit)
        )
    except _REFUSED as problem:
        return await _again(visit, "recover", problem)
    return await _let_in(visit, arrival)


async def link(visit: Visit) -> Response:
    """A button: programs that look at links before people do press none."""
    return _page(visit, "link", ticket=visit.query("ticket"))


async def by_link(visit: Visit) -> Response:
    """By a link that the server or its operator gave."""
    try:
        arrival = await visit.house.arrivals.with_link(await visit.field("ticket"), _visitor(visit))
    except _REFUSED as problem:
        return await _again(visit, "sign_in", problem)
    return await _let_in(visit, arrival)


async def depart(visit: Visit) -> Response:
    """To somebody else's page; `link`, with the session's token, adds that way to the account that is signed in."""
    link = visit.query("link")
    if link and visit.who:
        visit.house.sessions.check_form(visit.who, link)
    session = visit.who if link else None
    try:
        departure = await visit.house.elsewhere.depart(
            visit.values["provider"], target=_target(visit), session=session, invite=visit.query("invite")
        )
    except Unavailable as problem:
        return _page(visit, "sign_in", 503, said=str(problem))
    visit.headers.append(SIGN_IN.make(departure.cookie, secure=visit.secure))
    return Answer(b"", 303, headers=[(b"location", departure.url.encode("ascii"))])


async def back(visit: Visit) -> Response:
    """From somebody else's page."""
    visit.headers.append(SIGN_IN.drop(secure=visit.secure))
    query = dict(parse_qsl(visit.request.url.query, keep_blank_values=True))
    cookie = SIGN_IN.read(visit.request.headers.get("cookie"), secure=visit.secure)
    try:
        arrival = await visit.house.elsewhere.arrive(
            visit.values["provider"], cookie, query, _visitor(visit), session=visit.who
        )
    except (*_REFUSED, CannotLink, Unavailable) as problem:
        return _page(visit, "sign_in", _STATUS[type(problem)], said=str(problem))
    return _arrived(visit, arrival, arrival.target)


async def posted_back(visit: Visit) -> Response:
    """As some say it by a form of theirs, with which no cookie comes: led on to the same by an address."""
    fields = (await visit.form()).fields
    return visit.lead(visit.house.elsewhere.as_query(visit.values["provider"], fields))


async def leave(visit: Visit, who: Member) -> Response:
    """Ask first: a guest has no way back."""
    return visit.page("sign_in/leave.html", action="/sign-out")


async def sign_out(visit: Visit, who: Member) -> Response:
    """End this session."""
    await visit.house.sessions.close(who)
    visit.headers.append(SESSION.drop(secure=visit.secure))
    return visit.lead("/", say("sign_in.signed_out"))


async def _let_in(visit: Visit, arrival: Arrival) -> Response:
    return _arrived(visit, arrival, safe_target(await visit.field("next")))


def _arrived(visit: Visit, arrival: Arrival, target: str) -> Response:
    """A session of the browser's own from now on; without a token it has one, to which something was added."""
    if arrival.token:
        visit.headers.append(SESSION.make(arrival.token, secure=visit.secure))
    if arrival.is_new:
        target = f"/account?{urlencode({'welcome': 'yes', 'next': target})}"
    if arrival.recovery_code:
        return visit.page("sign_in/code.html", code=arrival.recovery_code, target=target)
    return visit.lead(target)


async def _again(visit: Visit, form: str, problem: Problem) -> Response:
    """The form once more, with what is wrong and what was written, but for the password."""
    fault = say("sign_in.taken") if isinstance(problem, AlreadyExists) else str(problem)
    field = {"handle": "name"}.get(problem.field, problem.field) if isinstance(problem, BadValue) else ""
    field = "name" if isinstance(problem, AlreadyExists) else field
    wrong = {field: problem.why if isinstance(problem, BadValue) else fault} if field else {}
    answer = _page(
        visit,
        form,
        _STATUS[type(problem)],
        said="" if field else fault,
        faults=wrong,
        name=await visit.field("name"),
        invite=await visit.field("invite"),
        code=await visit.field("code"),
        target=safe_target(await visit.field("next")),
    )
    if isinstance(problem, RateLimited):
        visit.headers.append((b"retry-after", str(problem.retry_after).encode()))
    return answer


def _page(visit: Visit, form: str, status: int = 200, **values: Any) -> Response:
    around = {
        "ways": visit.house.arrivals.ways(),
        "providers": tuple(visit.house.elsewhere.providers.values()),
        "said": "",
        "faults": {},
        "name": "",
        "invite": visit.query("invite"),
        "code": "",
        "target": _target(visit),
    }
    return visit.page(f"sign_in/{form}.html", status, **(around | values))


def _target(visit: Visit) -> str:
    return safe_target(visit.query("next", longest=2000))


def _visitor(visit: Visit) -> Visitor:
    return Visitor(visit.address, visit.request.headers.get("user-agent", ""))


PAGES = (
    Page("GET", "/sign-in", sign_in),
    Page("POST", "/sign-in", with_password),
    Page("POST", "/sign-in/guest", as_guest),
    Page("GET", "/sign-in/register", register),
    Page("POST", "/sign-in/register", registered),
    Page("GET", "/sign-in/recover", recovery),
    Page("POST", "/sign-in/recover", recovered),
    Page("GET", "/sign-in/link", link),
    Page("POST", "/sign-in/link", by_link),
    Page("GET", "/sign-in/{provider}", depart),
    Page("GET", "/sign-in/{provider}/back", back),
    Page("POST", "/sign-in/{provider}/back", posted_back, foreign=True),
    Page("GET", "/sign-out", leave),
    Page("POST", "/sign-out", sign_out),
)

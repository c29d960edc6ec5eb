"""The studio as one function from request to response: finds the page, asks who comes, and answers in its own manner."""

import logging
from collections.abc import Awaitable, Callable
from importlib import import_module
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from greenroom.accounts.sessions.cookies import SESSION
from greenroom.accounts.sessions.requests import safe_target
from greenroom.dialects.kit.house import House
from greenroom.http.accept import prefers_json
from greenroom.http.outages import OUTAGES
from greenroom.http.proxies import Proxies
from greenroom.http.routes import Found, RouteTree
from greenroom.problems import (
    Internal,
    NotAdmitted,
    NotSignedIn,
    Problem,
    Suspended,
    Unavailable,
    UnknownPath,
    WrongMethod,
)
from greenroom.studio import folders
from greenroom.studio.catalogue import say
from greenroom.studio.page import headers, rendering, static
from greenroom.studio.page.refusals import refuse
from greenroom.studio.page.session import check_origin, member_of
from greenroom.studio.page.shell import Shell
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_log = logging.getLogger(__name__)
_SIGN_IN, _SIGN_OUT = "/sign-in", "/sign-out"
_NOT_OPERATOR = "This page is for operators of this server."
_SAFE = frozenset({"GET", "HEAD"})

Answering = Callable[[Request, str], Awaitable[Response]]


def all_pages() -> tuple[Page, ...]:
    """The tables of all folders, and the static files."""
    modules = [import_module(f"{folders.PACKAGE}.{folder}.page") for folder in folders.having("page")]
    return (*(page for module in modules for page in module.PAGES), *static.PAGES)


class Studio:
    """All pages of a server. `beyond` answers for every path that is none of theirs."""

    def __init__(self, house: House, beyond: Answering, proxies: Proxies) -> None:
        self._house = house
        self._beyond = beyond
        self._proxies = proxies
        self._tree: RouteTree[Page] = RouteTree()
        pages = all_pages()
        for page in pages:
            self._tree.add(page.method, page.path, page, "studio")
        known = [f"{page.method} {page.path}" for page in pages]
        self._shell = Shell(rendering.environment(say, static.address), known)

    async def answer(self, request: Request, request_id: str) -> Response:
        """The answer to a request, whatever happens."""
        found = self._tree.find(_path(request))
        page = found.methods.get("GET" if request.method == "HEAD" else request.method) if found else None
        if found is None or (page and page.also and prefers_json(request.headers.get("accept", ""))):
            response = await self._beyond(request, request_id)
            return await self._lost(request, request_id) if _is_lost(request, response) else response
        try:
            visit = await self._visit(request, found.values)
        except Unavailable as problem:  # nobody can tell who comes
            visit = self._visit_of(request, found.values)
            response = _refused(visit, problem, request_id)
        else:
            response = await self._passed(visit, page, found, request_id)
        _complete(response, visit, page)
        return response

    async def _visit(self, request: Request, values: dict[str, str]) -> Visit:
        """Who comes; whoever is suspended comes as a stranger, who is told so. Raises Unavailable."""
        request.scope["greenroom.dialect"] = "studio"
        try:
            return self._visit_of(request, values, await member_of(self._house, request))
        except Suspended as problem:
            return self._visit_of(request, values, shut=problem)

    def _visit_of(
        self,
        request: Request,
        values: dict[str, str],
        who: Member | None = None,
        shut: Suspended | None = None,
    ) -> Visit:
        client = self._proxies.client(request.scope)
        return Visit(request, values, self._house, self._shell, who, client, shut)

    async def _passed(self, visit: Visit, page: Page | None, found: Found[Page], request_id: str) -> Response:
        try:
            return await _guarded(_answered(visit, page, found), request_id)
        except Problem as problem:
            return _refused(visit, problem, request_id)

    async def _lost(self, request: Request, request_id: str) -> Response:
        """For a browser, what nobody serves is refused on a page."""
        try:
            visit = await self._visit(request, {})
        except Unavailable:  # nobody serves it, whoever comes
            visit = self._visit_of(request, {})
        response = refuse(visit, UnknownPath(), request_id)
        _complete(response, visit, None)
        return response


def _refused(visit: Visit, problem: Problem, request_id: str) -> Response:
    if isinstance(problem, Unavailable):
        OUTAGES.tell(problem, f"request {request_id}")
    return refuse(visit, problem, request_id)


async def _guarded(work: Awaitable[Response], request_id: str) -> Response:
    """What comes of it; faults of our own are logged, and are Internal to whoever asked."""
    try:
        return await work
    except Problem:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the page says the same
        _log.exception("request %s broke", request_id)
        raise Internal from None


async def _answered(visit: Visit, page: Page | None, found: Found[Page]) -> Response:
    if page is None:
        allowed = {*found.methods, *({"HEAD"} if "GET" in found.methods else ())}
        raise WrongMethod(", ".join(sorted(allowed)))
    if page.for_members and visit.shut:
        return _sent_away(visit, page, visit.shut)
    if page.for_members and visit.who is None and visit.is_scripted:
        raise NotSignedIn(say("page.signed_out"))
    if page.for_members and visit.who is None:
        here = visit.request.url.path + (f"?{visit.request.url.query}" if visit.request.url.query else "")
        back = quote(here if page.method == "GET" else _whence(visit.request), safe="/")
        return visit.lead(f"{_SIGN_IN}?next={back}" if back else _SIGN_IN)
    if page.for_operators and not (visit.who and visit.who.is_operator):
        raise NotAdmitted(_NOT_OPERATOR)
    if page.path.startswith(_SIGN_IN) and not page.foreign and await visit.is_stale():
        return visit.lead(safe_target(await visit.field("next")))
    if page.method not in _SAFE and not page.foreign:
        await visit.check_form()
    return await (page.handler(visit, visit.who) if page.for_members else page.handler(visit))


def _whence(request: Request) -> str:
    """The page of ours that a form was sent from, as far as a browser tells."""
    try:
        parts = urlsplit(request.headers.get("referer", "")[:2000])
    except ValueError:
        return ""
    ours = parts.netloc == request.headers.get("host")
    return safe_target(parts.path) if ours and parts.path else ""


def _sent_away(visit: Visit, page: Page, shut: Suspended) -> Response:
    """What somebody who is suspended can do with pages of members: sign out."""
    if page.path != _SIGN_OUT:
        raise shut
    check_origin(visit.request)
    visit.headers.append(SESSION.drop(secure=visit.secure))
    return visit.lead("/", say("sign_in.signed_out"))


def _path(request: Request) -> str:
    """The path, still encoded; `/@name` as a folder of names, which a template can stand for."""
    path: str = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    return f"/@/{path[2:]}" if path.startswith("/@") else path


def _is_lost(request: Request, response: Response) -> bool:
    """Whether somebody with a browser asked for what nobody serves."""
    return (
        response.status_code == 404
        and request.method in _SAFE
        and "text/html" in request.headers.get("accept", "")
        and request.scope.get("greenroom.key") is None
        and not request.scope["path"].startswith("/v1/")
    )


def _complete(response: Response, visit: Visit, page: Page | None) -> None:
    """Add headers, but for what the page has set itself; cookies are never too many."""
    more = [*visit.headers, *(headers.FRAMED if page and page.framed else headers.OURS)]
    if visit.is_trusted and not (page and page.framed):
        more.append(headers.ALONE)
    there = {name for name, _ in response.raw_headers}
    response.raw_headers.extend(one for one in more if one[0] == b"set-cookie" or one[0] not in there)

"""The front: finds the route for a request, asks who is calling, and lets the dialect answer in its own words."""

import logging
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from greenroom.accounts.plans import Endpoint
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.errors import Errors
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.keyhole import Keyhole
from greenroom.dialects.kit.limits import limit_headers
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.routes import Handler
from greenroom.http.answers import Header
from greenroom.http.routes import Found, RouteTree
from greenroom.kit.ids import small_uuid
from greenroom.problems import (
    Internal,
    MissingScope,
    Problem,
    RateLimited,
    Unavailable,
    UnknownPath,
    WrongMethod,
)

_log = logging.getLogger(__name__)


class Door(NamedTuple):
    """A route with what is needed to pass it."""

    dialect: Dialect
    handler: Handler
    endpoint: Endpoint
    scope: str | None
    errors: Errors


class Front:
    """All dialects of a server. `fallback` answers for paths that belong to none."""

    def __init__(self, house: House, dialects: Iterable[Dialect], fallback: Dialect) -> None:
        self._house = house
        self._fallback = fallback
        self._dialects = {dialect.name: dialect for dialect in dialects}
        self._keyhole = Keyhole(house.keyring, self._dialects.values())
        self._tree: RouteTree[Door] = RouteTree()
        for dialect in self._dialects.values():
            for path in dialect.owns:
                self._tree.claim(path, dialect.name)
            for route in dialect.routes:
                errors = route.errors or dialect.errors
                door = Door(dialect, route.handler, route.endpoint, route.scope, errors)
                self._tree.add(route.method, route.path, door, dialect.name)

    async def answer(self, request: Request, request_id: str) -> Response:
        """The answer to a request, whatever happens; problems in the words of the dialect whose path it is."""
        found, door, dialect = self._found(request)
        if door is None or found is None:
            lost = dialect.errors.answer(_lost(found), request_id)
            lost.raw_headers.extend(self._nobodys_limits("read"))
            return lost
        values = found.values
        if dialect.any_case:
            values = {name: small_uuid(value) for name, value in values.items()}
        call = Call(request, values, self._house, request_id)
        try:
            response = await self._pass(door, call)
        except Problem as problem:
            response = door.errors.answer(problem, request_id)
        except Exception:  # noqa: BLE001 - the one place where our own faults become an answer
            refusal = await self._refused_by_now(door, call)
            if refusal is None:
                _log.exception("request %s broke", request_id)
            response = door.errors.answer(refusal or Internal(), request_id)
        if door.scope is not None and not call.headers:  # the caller is not known
            call.headers = self._nobodys_limits(door.endpoint)
        response.raw_headers.extend(call.headers)
        return response

    def refusal(self, request: Request, problem: Problem, request_id: str) -> Response:
        """A problem of a request that gets no further, in the words in which it would have been answered."""
        _, door, dialect = self._found(request)
        return (door or dialect).errors.answer(problem, request_id)

    def _found(self, request: Request) -> tuple[Found[Door] | None, Door | None, Dialect]:
        """What is at the path, the route for the method, and whose it is, which is noted."""
        path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
        found = self._tree.find(path)
        door = _door(found, request.method)
        dialect = door.dialect if door else self._owner(path, found)
        request.scope["greenroom.dialect"] = dialect.name
        return found, door, dialect

    async def _pass(self, door: Door, call: Call) -> Response:
        if door.scope is None:
            return await door.handler(call)
        call.still_allowed = partial(self._keyhole.caller, door.dialect, call.request)
        who = await call.still_allowed()
        call.request.scope["greenroom.key"] = who.key_id
        standing = await self._house.limits.take(who.account_id, who.plan, door.endpoint)
        call.headers = limit_headers(standing, door.endpoint)
        if standing.wait:
            raise RateLimited(standing.wait, standing.limit)
        if door.scope not in who.scopes:
            raise MissingScope(door.scope)
        try:
            return await door.handler(call, who)
        except Unavailable:  # which says nothing of what may still be committed
            raise
        except Problem:
            await call.leave_nothing(who)
            raise

    def _nobodys_limits(self, endpoint: Endpoint) -> Iterable[Header]:
        standing = self._house.limits.of_nobody(self._house.settings["default_plan"], endpoint)
        return limit_headers(standing, endpoint)

    async def _refused_by_now(self, door: Door, call: Call) -> Problem | None:
        """What the key lacks now, for a request that broke because its account was deleted under it."""
        if door.scope is None:
            return None
        self._house.keyring.forget()
        try:
            await self._keyhole.caller(door.dialect, call.request)
        except Problem as problem:
            return problem
        return None

    def _owner(self, path: str, found: Found[Door] | None) -> Dialect:
        if found:
            return next(iter(found.methods.values())).dialect
        owner = self._tree.owner_of(path)
        return self._dialects[owner] if owner else self._fallback


def _door(found: Found[Door] | None, method: str) -> Door | None:
    if found is None:
        return None
    return found.methods.get(method) or (found.methods.get("GET") if method == "HEAD" else None)


def _lost(found: Found[Door] | None) -> Problem:
    if found is None:
        return UnknownPath()
    allowed = {*found.methods, *({"HEAD"} if "GET" in found.methods else ())}
    return WrongMethod(", ".join(sorted(allowed)))

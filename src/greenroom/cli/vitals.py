"""What `greenroom worker` says of itself to an orchestrator and to Prometheus: at a server's three paths, and no others."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from greenroom.app import gauges, site_of
from greenroom.dialects.kit.house import House
from greenroom.dialects.native.errors import ERRORS
from greenroom.http.answers import Answer, json_answer
from greenroom.http.metrics import METRICS_TYPE, Gauges, Metrics
from greenroom.http.server import Seen, Server
from greenroom.life import live
from greenroom.operations import store
from greenroom.place import place_of
from greenroom.problems import Problem, Unavailable, UnknownPath, WrongMethod


def vitals(house: House, settings: Mapping[str, Any]) -> Server:
    """The application around a worker; its life is the work, so it ends when the work has."""
    site = site_of(settings, place_of(settings))
    return Server(site, partial(_answer, house), _refusal, _unseen, partial(live, house), house.replies.close)


async def _answer(house: House, request: Request, request_id: str) -> Response:
    try:
        path = PATHS.get(request.url.path)
        if path is None:
            raise UnknownPath
        if request.method not in {"GET", "HEAD"}:
            raise WrongMethod("GET, HEAD")
        return await path(house)
    except Problem as problem:
        return ERRORS.answer(problem, request_id)


def _refusal(_request: Request, problem: Problem, request_id: str) -> Response:
    return ERRORS.answer(problem, request_id)


async def _alive(house: House) -> Response:
    """503 where one of both workers has ended or is stuck, which a new process mends."""
    if not all(one.works for one in (house.worker, house.mover)):
        raise Unavailable("The work beside requests")
    return json_answer({"status": "ok"})


async def _ready(house: House) -> Response:
    """503 also where the database doesn't answer: then there is nothing to take up, and to begin anew mends nothing."""
    await house.database.ready()
    return await _alive(house)


async def _metrics(house: House) -> Response:
    waiting = await _waiting(house)
    text = Metrics(lambda: {**gauges(house), **waiting}).text()
    return Answer(text, media_type=METRICS_TYPE)


async def _waiting(house: House) -> Gauges:
    """Of the whole instance; left out while the database doesn't answer, since 0 would be a lie."""
    try:
        many, seconds = await house.database.read(store.waiting)
    except Unavailable:
        return {}
    return {
        "greenroom_work_waiting": ("Operations of all accounts that have not ended", many),
        "greenroom_work_waiting_seconds": ("Seconds since the oldest of them was asked for", seconds),
    }


def _unseen(_seen: Seen) -> None:
    """Who looks after a worker is in no log of requests."""


PATHS = {"/healthz": _alive, "/readyz": _ready, "/metrics": _metrics}

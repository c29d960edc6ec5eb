"""The scenario `pages`: how long the studio's pages take among ten thousand characters, and what a browser is sent."""

import gzip
import http.client
import re
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.accounts.sessions.cookies import SESSION
from greenroom.bench.contender import OURS
from greenroom.bench.home import Home, fresh_home
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import serve_home
from greenroom.bench.postgres import settle
from greenroom.bench.race import medians
from greenroom.bench.report import Figures, Outcome, Row
from greenroom.bench.request import Request, ask
from greenroom.bench.served import Served
from greenroom.bench.stock import Stock, stock
from greenroom.http.request_log import EVERY, read_lines
from greenroom.kit.ids import random_base62

CHARACTERS = 10_000
TITLE = f"pages of the studio among {CHARACTERS:,} public characters of 4 KB, one after the other"

_LOG = "requests.sqlite3"
_STARTS = 40
_MOST = 60_000
_SLOWEST = 10.0
_LOADED = re.compile(rb'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))')
_MODULES = re.compile(rb'from "\./([\w.]+)"')
_PATHS = (
    "/",
    "/discover",
    "/discover?q=traveller",
    "/discover?q=traveller+77",
    "/discover?sort=recent",
    "/characters/{id}",
    "/characters",
    "/characters?q=traveller",
    "/characters/{id}/edit",
    "/characters/{id}/history",
    "/characters/{id}/dialects",
    "/chats",
    "/chats/{thread}",
    "/personas",
    "/personas/new",
    "/scenes",
    "/@bench",
    "/account",
    "/account/access",
    "/imports",
    "/keys",
    "/docs",
    "/docs/native",
    "/requests",
    "/requests/errors",
    "/usage",
    "/operations",
)
_NOTES = (
    f"To reach: at most {_SLOWEST:g} ms of the server for each page, and at most {_MOST:,} bytes for Discover and a chat.",
    "The server's time is the median of what its request log says, from the request to the last byte handed over; p50 and",
    "p99 are the whole exchange with a new connection for each; CPU is the server's and its database's, in steps of 10 ms for 40 pages. Bytes",
    "are those of the page, and of its styles and scripts as a browser that was never here is sent them; pictures are left out.",
)


class _Got(NamedTuple):
    status: int
    body: bytes
    sent: int


class _Round(NamedTuple):
    """What was measured, and the ids of the requests, by which the server's log knows them."""

    figures: Figures
    ids: list[str]


class _Ran(NamedTuple):
    """A page with all of its rounds."""

    what: str
    rounds: list[_Round]
    sent: int


def pages(lab: Lab) -> Outcome:
    """Every page that is there, on each engine."""
    rows: list[Row] = []
    absent: set[str] = set()
    for engine in lab.engines:
        with fresh_home(lab, OURS, engine) as home:
            lab.say(f"making {CHARACTERS:,} characters ({engine})")
            opened = stock(home.folder, CHARACTERS, "public", home.settings)
            if home.address:
                settle(home.address)
            measured = _pages(lab, home, opened)
        rows += [replace(row, engine=engine) for row in measured]
        absent |= set(_PATHS) - {row.what for row in measured}
    notes = (*_NOTES, *([f"Not there: {', '.join(sorted(absent))}."] if absent else ()))
    return Outcome(TITLE, rows, (), notes)


def _pages(lab: Lab, home: Home, opened: Stock) -> list[Row]:
    with serve_home(lab, home) as served:
        cookie = {"Cookie": f"{SESSION.name(secure=False)}={opened.session}"}
        names = _names(served, opened)
        paths = {path: path.format(**names) for path in _PATHS}
        there = {what: path for what, path in paths.items() if _get(served, path, cookie).status == 200}
        ran = [_run(lab, served, what, path, cookie) for what, path in there.items()]
        time.sleep(2 * EVERY)
        return _rows(ran, home.folder)


def _names(served: Served, opened: Stock) -> dict[str, str]:
    """The ids of a character and of a conversation with it."""
    key = {"Authorization": f"Bearer {opened.key}"}
    first = ask(served.port, Request("/v1/characters?limit=1", key))["items"][0]["id"]
    try:
        thread = ask(served.port, Request("/v1/threads", key, f'{{"character": "{first}"}}'))["id"]
    except (Obstacle, KeyError):
        thread = "none"
    return {"id": first, "thread": thread}


def _run(lab: Lab, served: Served, what: str, path: str, cookie: Mapping[str, str]) -> _Ran:
    lab.say(what)
    _get(served, path, cookie)  # what is made once, is made
    rounds = [_round(served, path, cookie) for _ in range(lab.effort.rounds)]
    return _Ran(what, rounds, _transferred(served, path, cookie))


def _round(served: Served, path: str, cookie: Mapping[str, str]) -> _Round:
    taken, ids = [], [f"bench-{random_base62(20)}" for _ in range(_STARTS)]
    before = served.cpu_seconds()
    for request_id in ids:
        begun = time.perf_counter()
        _get(served, path, {**cookie, "X-Request-Id": request_id})
        taken.append((time.perf_counter() - begun) * 1e3)
    cpu = (served.cpu_seconds() - before) / _STARTS * 1e6
    return _Round({"p50_ms": median(taken), "p99_ms": quantiles(taken, n=100)[-1], "cpu_us": cpu}, ids)


def _rows(ran: list[_Ran], folder: Path) -> list[Row]:
    """The pages with what the server's own log says of them."""
    took = {line.request_id: line.seconds * 1e3 for line in read_lines(folder / _LOG)}
    rows = []
    for page in ran:
        rounds: list[Figures] = [
            {"server_ms": median(took[one] for one in ran.ids if one in took), **ran.figures}
            for ran in page.rounds
        ]
        rows.append(Row(OURS, page.what, {**medians(rounds), "bytes": float(page.sent)}, rounds))
    return rows


def _transferred(served: Served, path: str, cookie: Mapping[str, str]) -> int:
    """The bytes of a page and of what it loads, but for pictures."""
    page = _get(served, path, cookie)
    waiting = {match.decode() for match in _LOADED.findall(page.body)}
    seen: set[str] = set()
    sent = page.sent
    while waiting - seen:
        name = min(waiting - seen)
        seen.add(name)
        file = _get(served, name, {})
        sent += file.sent
        folder = name.rpartition("/")[0]
        waiting |= {f"{folder}/{module.decode()}" for module in _MODULES.findall(file.body)}
    return sent


def _get(served: Served, path: str, headers: Mapping[str, str]) -> _Got:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        body = answer.read()
        packed = answer.getheader("content-encoding") == "gzip"
        return _Got(answer.status, gzip.decompress(body) if packed else body, len(body))
    finally:
        connection.close()

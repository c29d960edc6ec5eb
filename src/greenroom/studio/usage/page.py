"""The page."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import NamedTuple, get_args

from starlette.responses import Response

from greenroom.accounts import service
from greenroom.accounts.limits import Standing
from greenroom.accounts.plans import UNLIMITED, Endpoint, plan_of
from greenroom.assets import store as assets
from greenroom.characters import Transaction, store
from greenroom.characters.discovery import store as discovery
from greenroom.conversations.ledger import replies_today
from greenroom.kit.clock import DAY, SECOND
from greenroom.studio.page.moments import day_of, last_days
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit
from greenroom.studio.requests.lines import MOST_READ, Found, Wanted, find
from greenroom.studio.usage.chart import HEIGHT, WIDTH, Day, chart

_DAYS = 14


class Kept(NamedTuple):
    """What an account has."""

    characters: int
    public: int
    pictures: int
    picture_bytes: int
    replies: int
    labels: dict[str, str]


class Did(NamedTuple):
    """What a key did in these days: in all, and how much of it failed."""

    key_id: str
    requests: int
    failed: int
    last: float


class Counted(NamedTuple):
    """The request log, counted by day and by key; `cut` where it is longer than is read."""

    days: list[Day]
    keys: list[Did]
    cut: bool


async def usage(visit: Visit, who: Member) -> Response:
    """What there is, what was done, and what is left."""
    kept = await visit.scan(_kept, who.account_id)
    counted = await asyncio.to_thread(count, visit.house.requests, frozenset(kept.labels), visit.now)
    plan = plan_of(who.plan)
    limits = {kind: await _limit(visit, who, kind) for kind in get_args(Endpoint)}
    return visit.page(
        "usage/usage.html",
        kept=kept,
        counted=counted,
        chart=chart(counted.days),
        size=(WIDTH, HEIGHT),
        limits=limits,
        plan=plan,
        read=MOST_READ,
        total=sum(one.requests for one in counted.days),
        failed=sum(one.failed for one in counted.days),
        micro=lambda moment: int(moment * SECOND),
    )


def count(file: Path, key_ids: frozenset[str], now: int) -> Counted:
    """What was asked with these keys in the last fourteen days."""
    since = now // DAY - _DAYS + 1
    read = (
        find(file, Wanted(key_ids, since=since * DAY / SECOND), MOST_READ)
        if key_ids
        else Found([], more=False)
    )
    found = read.lines
    days, bad_days = (
        Counter(day_of(line.moment) for line in found if bad <= line.status) for bad in (0, 400)
    )
    keys, bad_keys = (Counter(line.key_id for line in found if bad <= line.status) for bad in (0, 400))
    last = {line.key_id: line.moment for line in reversed(found)}
    return Counted(
        [Day(day, days[day], bad_days[day]) for day in last_days(now, _DAYS)],
        [Did(key, number, bad_keys[key], last[key]) for key, number in keys.most_common()],
        cut=read.cut,
    )


async def _limit(visit: Visit, who: Member, kind: Endpoint) -> Standing | None:
    standing = await visit.house.limits.look(who.account_id, who.plan, kind)
    return None if standing.limit == UNLIMITED else standing


def _kept(db: Transaction, account_id: str) -> Kept:
    pictures = assets.usage(db, account_id)
    return Kept(
        store.total(db, account_id),
        discovery.count_of(db, account_id),
        pictures.assets,
        pictures.size,
        replies_today(db, account_id),
        {key.key_id: key.label for key in service.list_keys(db, account_id)},
    )


PAGES = (Page("GET", "/usage", usage),)

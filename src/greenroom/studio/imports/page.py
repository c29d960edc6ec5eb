"""The pages: all imports, one of them, and what begins one: files of a form, which a script or the page itself sends."""

import asyncio
from functools import partial
from typing import Any, NamedTuple

from starlette.responses import Response

from greenroom.assets.ids import file_of
from greenroom.cards.caps import MOST_OF_ANY
from greenroom.characters import Transaction
from greenroom.dialects.native.bulk import IMPORT, find_import, queue_import, results_so_far
from greenroom.http.accept import prefers_json
from greenroom.http.answers import json_answer
from greenroom.http.forms import File
from greenroom.operations.model import Operation
from greenroom.operations.store import recent
from greenroom.studio.catalogue import say
from greenroom.studio.imports.told import Told, told
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_MOST, _MOST_SHOWN, _MOST_FILES = 50, 500, 500
_LONGEST_NAME = 255
BADGES = {"queued": "", "running": "warm", "done": "good", "failed": "bad", "cancelled": ""}


class Import(NamedTuple):
    """An import, and what became of its files so far; `counts` by kind: good, warm, bad."""

    operation: Operation
    results: list[Told]
    counts: dict[str, int]

    @property
    def files(self) -> int:
        """How many were sent; an archive counts as one."""
        return len(self.operation.input["files"])

    @property
    def going(self) -> bool:
        """Whether there is more to come."""
        return not self.operation.finished


async def imports(visit: Visit, who: Member) -> Response:
    """All of the last thirty days, the newest first."""
    found = await visit.scan(_all, who.account_id)
    return visit.page(
        "imports/list.html" if visit.in_part else "imports/imports.html",
        found=found,
        badges=BADGES,
        going=any(one.going for one in found),
    )


async def one(visit: Visit, who: Member) -> Response:
    """One import; for a script, as data."""
    found = await visit.scan(_one, who.account_id, visit.values["import_id"])
    if prefers_json(visit.request.headers.get("accept", "")):
        return json_answer(_data(found))
    template = "state" if visit.in_part else "import"
    return visit.page(f"imports/{template}.html", one=found, shown=found.results[:_MOST_SHOWN], badges=BADGES)


async def begin(visit: Visit, who: Member) -> Response:
    """Begin to import the files of a form; a script is told where it hears how far that is."""
    sent = [
        File(file.name[-_LONGEST_NAME:], file.data) for file in await visit.files(MOST_OF_ANY) if file.data
    ]
    if not sent:
        return visit.lead("/imports", say("imports.none_chosen"), "warm")
    operation = await _begun(visit, who, sent[:_MOST_FILES])
    href = f"/imports/{operation.operation_id}"
    if prefers_json(visit.request.headers.get("accept", "")):
        return json_answer({"href": href}, 202)
    return visit.lead(href)


async def _begun(visit: Visit, who: Member, sent: list[File]) -> Operation:
    house = visit.house
    kept = [await asyncio.to_thread(file_of, one.data, house.secret, who.account_id) for one in sent]
    blobs = {asset.asset_id: one.data for asset, one in zip(kept, sent, strict=True)}
    await asyncio.to_thread(house.media.put_all, blobs)
    operation = await visit.write(partial(queue_import, who=who.caller, files=sent, kept=kept))
    house.mover.wake()
    return operation


def _all(db: Transaction, account_id: str) -> list[Import]:
    return [_import(db, operation) for operation in recent(db, account_id, _MOST, IMPORT)]


def _one(db: Transaction, account_id: str, import_id: str) -> Import:
    return _import(db, find_import(db, account_id, import_id))


def _import(db: Transaction, operation: Operation) -> Import:
    results = [told(one) for one in results_so_far(db, operation)]
    counts = {kind: sum(one.kind == kind for one in results) for kind in ("good", "warm", "bad")}
    return Import(operation, results, counts)


def _data(found: Import) -> dict[str, Any]:
    outcome = found.operation.outcome or {}
    failed = str(outcome.get("message", "")) if found.operation.state in {"failed", "cancelled"} else ""
    return {"going": found.going, "failed": failed, "results": [one._asdict() for one in found.results]}


PAGES = (
    Page("GET", "/imports", imports),
    Page("POST", "/imports", begin),
    Page("GET", "/imports/{import_id}", one),
)

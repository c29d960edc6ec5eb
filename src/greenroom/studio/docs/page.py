"""The pages: all APIs, and each of them."""

import json
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.samples import bearer
from greenroom.http.answers import json_answer
from greenroom.kit.clock import SECOND
from greenroom.problems import NotFound
from greenroom.studio.docs.calls import Call, calls, newest_in
from greenroom.studio.docs.code import carried, samples
from greenroom.studio.docs.reference import reference
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_PANELS = ("create", "list", "update", "delete", "talk")


async def docs(visit: Visit) -> Response:
    """How to begin, and which APIs there are."""
    spoken = visit.house.dialects
    first = next(one for one in reversed(spoken) if one.samples)
    begin = calls(first, None)[0]
    return visit.page(
        "docs/docs.html",
        dialects=[(one, reference(one, visit.public_url).size) for one in spoken],
        first=first,
        begin=samples(begin.sent, carried(_header(first)), visit.public_url),
    )


async def dialect(visit: Visit) -> Response:
    """One API: its calls with the reader's own ids, panels for whoever signed in, and its operations."""
    found = next((one for one in visit.house.dialects if one.name == visit.values["dialect"]), None)
    if found is None:
        raise NotFound("API", visit.values["dialect"])
    record = await visit.scan(newest_in, visit.house.catalogue, visit.caller, found.name)
    how, said = carried(_header(found)), calls(found, record)
    return visit.page(
        "docs/dialect.html",
        dialect=found,
        how=how,
        record=record,
        shown=[(one.word, one.sent, samples(one.sent, how, visit.public_url)) for one in said],
        panels=[_panel(found, one) for one in said if one.word in _PANELS] if visit.who else [],
        reference=reference(found, visit.public_url),
        operations=_operations(visit, found),
    )


async def key(visit: Visit, who: Member) -> Response:
    """A key of this session for the panels, which lives a quarter of an hour."""
    made, text = await visit.house.sessions.key(who)
    seconds = ((made.expires_at or visit.now) - visit.now) // SECOND
    return json_answer({"key": text, "seconds": max(0, seconds)})


def _operations(visit: Visit, found: Dialect) -> Markup:
    """The reference as HTML; made once, for it is long, and the same for everybody."""
    if found.name not in _RENDERED:
        told = reference(found, visit.public_url)
        made = visit.shell.render("docs/operations.html", {"reference": told})
        _RENDERED[found.name] = Markup(made.decode())  # noqa: S704 - a template of ours made it
    return _RENDERED[found.name]


_RENDERED: dict[str, Markup] = {}


def _panel(found: Dialect, call: Call) -> dict[str, Any]:
    body = json.dumps(call.sent.body, indent=2, ensure_ascii=False) if call.sent.body is not None else ""
    return {
        "id": f"panel-{call.word}",
        "word": call.word,
        "method": call.sent.method,
        "path": call.sent.path,
        "body": body,
        "dialect": found.name,
        "checks": call.word == "create",
    }


def _header(found: Dialect) -> tuple[str, str]:
    return (found.samples.header if found.samples else bearer)("KEY")


PAGES = (
    Page("GET", "/docs", docs),
    Page("POST", "/docs/key", key),
    Page("GET", "/docs/{dialect}", dialect),
)

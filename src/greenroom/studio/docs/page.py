"""The pages: all APIs, and each of them."""

import json
from itertools import chain
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.samples import bearer
from greenroom.http.answers import Answer, json_answer
from greenroom.kit.clock import SECOND
from greenroom.problems import NotFound
from greenroom.studio.docs.calls import Call, calls, newest_in
from greenroom.studio.docs.code import carried, samples
from greenroom.studio.docs.reference import reference
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import HTML, Visit

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
    found = _named(visit)
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


async def operation(visit: Visit) -> Response:
    """One operation of an API with all its fields: a page, or the part of one that a script asks for when it is opened."""
    found = _named(visit)
    name = visit.values["operation"]
    operations = chain.from_iterable(reference(found, visit.public_url).tags.values())
    one = next((one for one in operations if one.id == name), None)
    if one is None:
        raise NotFound("operation", name)
    opened = not visit.in_part
    told = _once(visit, f"{found.name} {name} {opened}", "docs/told.html", one=one, opened=opened)
    if visit.in_part:
        return Answer(told.encode(), media_type=HTML)
    return visit.page("docs/operation.html", dialect=found, one=one, whole=told)


def _named(visit: Visit) -> Dialect:
    found = next((one for one in visit.house.dialects if one.name == visit.values["dialect"]), None)
    if found is None:
        raise NotFound("API", visit.values["dialect"])
    return found


def _operations(visit: Visit, found: Dialect) -> Markup:
    """The list of operations as HTML."""
    told = reference(found, visit.public_url)
    return _once(visit, found.name, "docs/operations.html", reference=told, dialect=found.name)


def _once(visit: Visit, name: str, template: str, **values: object) -> Markup:
    """A part that is the same for everybody: made once."""
    if name not in _RENDERED:
        made = visit.shell.render(template, values)
        _RENDERED[name] = Markup(made.decode())  # noqa: S704 - a template of ours made it
    return _RENDERED[name]


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
    Page("GET", "/docs/{dialect}/{operation}", operation),
)

"""The pages of the request log. What is looked for stands in the address, so that it can be kept and sent on."""

import asyncio
import json
import re
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response

from greenroom.accounts import service
from greenroom.http.server import Seen
from greenroom.kit.clock import SECOND, rfc3339
from greenroom.problems import NotFound
from greenroom.studio.docs.reference import Operation, reference
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit
from greenroom.studio.requests.lines import Wanted, failures, find, find_one

_MOST = 50
_PARTS = re.compile(r"(\{[^}]*\})")
_WITHIN = {"1h": 3600, "24h": 86_400, "7d": 604_800}
_FILTERS = ("status", "method", "dialect", "key", "path", "within", "whose")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
STATUSES = ("2xx", "3xx", "4xx", "5xx", "failed")


class Asked(NamedTuple):
    """What the address says, what is wanted thereby, and what somebody's keys are called."""

    said: dict[str, str]
    wanted: Wanted
    labels: dict[str, str]


async def requests(visit: Visit, who: Member) -> Response:
    """Requests with one's keys, the newest first; of an operator who asks for it, everybody's."""
    asked = await _asked(visit, who)
    found = await asyncio.to_thread(find, visit.house.requests, asked.wanted, _MOST)
    older = asked.said | {"before": repr(found.lines[-1].moment)} if found.more else {}
    return _page(visit, "requests", asked, found=found.lines, older=urlencode(older), cut=found.cut)


async def errors(visit: Visit, who: Member) -> Response:
    """What failed, alike with alike."""
    asked = await _asked(visit, who)
    groups = await asyncio.to_thread(failures, visit.house.requests, asked.wanted)
    return _page(visit, "errors", asked, groups=groups[:_MOST])


async def request(visit: Visit, who: Member) -> Response:
    """One request, as a command and as JSON; a GET can be sent once more."""
    asked = await _asked(visit, who)
    line = await asyncio.to_thread(find_one, visit.house.requests, asked.wanted, visit.values["request_id"])
    if line is None:
        raise NotFound("request", visit.values["request_id"])
    header = _header(visit, line)
    return _page(
        visit,
        "request",
        asked,
        line=line,
        shown=json.dumps(_shown(line), indent=2),
        curl=curl(line, visit.public_url, header, _operation(visit, line)) if header else "",
        replays=bool(header) and line.method == "GET",
    )


def curl(line: Seen, public_url: str, header: str, operation: Operation | None) -> str:
    """The request as a command. The log keeps no bodies and no queries: what the operation takes stands for them."""
    method = "" if line.method == "GET" else f"-X {line.method} "
    parts = [f"curl {method}{_quoted(public_url + line.path + _query(operation))}", f'-H "{header}"']
    if operation and operation.example:
        body = json.dumps(json.loads(operation.example), ensure_ascii=False)
        parts += ['-H "Content-Type: application/json"', f"-d {_quoted(body)}"]
    elif line.method in {"POST", "PUT", "PATCH"} and operation is None:
        parts.append("-d '…'")
    return " \\\n  ".join(parts)


def _query(operation: Operation | None) -> str:
    """The parameters that must be there, each to be filled in."""
    needed = (
        [one for one in operation.parameters if one.required and one.kind.startswith("query")]
        if operation
        else []
    )
    return "?" + "&".join(f"{one.name}=…" for one in needed) if needed else ""


def _operation(visit: Visit, line: Seen) -> Operation | None:
    """What was asked for, as the API's own document tells it."""
    spoken = next((one for one in visit.house.dialects if one.name == line.dialect), None)
    if spoken is None:
        return None
    operations = chain.from_iterable(reference(spoken, visit.public_url).tags.values())
    fitting = (one for one in operations if one.method == line.method and _is_of(one.path, line.path))
    return min(fitting, key=lambda one: one.path.count("{"), default=None)


def _is_of(template: str, path: str) -> bool:
    """Whether a path is one of a template, whose placeholders stand for one part each."""
    parts = (
        ".+" if part.endswith("+}") else "[^/]+" if part.startswith("{") else re.escape(part)
        for part in _PARTS.split(template)
    )
    return re.fullmatch("".join(parts), path) is not None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _header(visit: Visit, line: Seen) -> str:
    """How a key is carried there; nothing for pages of the studio."""
    if line.dialect not in {one.name for one in visit.house.dialects}:
        return ""
    return "Authorization: Bearer $GREENROOM_KEY"


def _shown(line: Seen) -> dict[str, Any]:
    return line._asdict() | {"moment": rfc3339(int(line.moment * SECOND)), "seconds": round(line.seconds, 6)}


async def _asked(visit: Visit, who: Member) -> Asked:
    said = {name: value for name in _FILTERS if (value := visit.query(name).strip())}
    keys = await visit.read(service.list_keys, who.account_id)
    everybody = who.is_operator and said.get("whose") == "all"
    seconds = _WITHIN.get(said.get("within", ""))
    wanted = Wanted(
        None if everybody else frozenset(key.key_id for key in keys),
        **{name: said.get(name, "") for name in ("status", "method", "dialect", "key", "path")},
        since=visit.now / SECOND - seconds if seconds else 0.0,
        before=_number(visit.query("before")),
    )
    return Asked(said, wanted, {key.key_id: key.label for key in keys})


def _badge(status: int) -> str:
    """The kind of badge that a status stands in."""
    if status >= 500:
        return "bad"
    return "warm" if status >= 400 else "good" if status < 300 else ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("inf")


def _page(visit: Visit, template: str, asked: Asked, **values: Any) -> Response:
    return visit.page(
        f"requests/{template}.html",
        said=asked.said,
        labels=asked.labels,
        query=urlencode(asked.said),
        methods=METHODS,
        statuses=STATUSES,
        within=tuple(_WITHIN),
        dialects=[one.name for one in visit.house.dialects],
        badge=_badge,
        micro=lambda moment: int(moment * SECOND),
        **values,
    )


PAGES = (
    Page("GET", "/requests", requests),
    Page("GET", "/requests/errors", errors),
    Page("GET", "/requests/{request_id}", request),
)

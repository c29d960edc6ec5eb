"""What is done with things of any collection beside characters."""

import logging
from functools import partial
from typing import Any, NamedTuple

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.inworld import listing, names, queries, wire
from greenroom.dialects.inworld.etag import etag
from greenroom.dialects.inworld.listing import Asked
from greenroom.dialects.inworld.neighbours.collection import Collection, Tree
from greenroom.dialects.inworld.neighbours.pages import read_page
from greenroom.dialects.inworld.neighbours.said import Said, read_said
from greenroom.dialects.inworld.operations import show_operation_on
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import check_match
from greenroom.dialects.kit.protojson import read
from greenroom.dialects.kit.routes import Reader, Writer
from greenroom.http.answers import Answer, json_answer
from greenroom.kit.json_values import encode_json
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.places.containers import ensure_container, find_container, folded
from greenroom.places.things import Spot, Thing
from greenroom.problems import NotFound

_log = logging.getLogger(__name__)


class Handlers(NamedTuple):
    """What is asked of the things of one collection; the first line of each handler is its summary for clients."""

    these: Collection

    async def create(self, call: Call, who: Writer) -> Response:
        """Create one; the first thing in a workspace makes the workspace."""
        workspace = names.segment(call.values["workspace"])
        said = await _said(call, self.these, None)
        answer = await call.create(who, partial(_create, who, self.these, workspace, said))
        answer.raw_headers.append(etag(1))
        return answer

    async def get(self, call: Call, who: Reader) -> Response:
        """One of them: its working copy."""
        view = self.these.view(call.query())
        return _answer(self.these, await call.read(_find, call, who, self.these), view)

    async def list_things(self, call: Call, who: Reader) -> Response:
        """All in a workspace, oldest first, page by page."""
        view = self.these.view(call.query())
        asked = listing.read_asked(call, who, f"{self.these.path} {view}")
        shown, after = await call.scan(_page, who, self.these, asked, view)
        return json_answer({self.these.many: shown, "nextPageToken": listing.next_token(call, asked, after)})

    async def update(self, call: Call, who: Writer) -> Response:
        """Change the fields that the mask, or without one the body, names."""
        mask = queries.mask(call.query())
        await call.read(
            _find, call, who, self.these
        )  # what is not there is said before what is wrong with the body
        said = await _said(call, self.these, mask)
        return _answer(self.these, await call.write(_change, call, who, self.these, said), "")

    async def delete(self, call: Call, who: Writer) -> Response:
        """Remove one."""
        await call.write(lambda db: self.these.drawer.delete(db, _find_as_asked(db, call, who, self.these)))
        return json_answer({})

    async def deploy(self, call: Call, who: Writer) -> Response:
        """Make the working copy the live one.

        There is nothing to wait for, so the operation has ended when it is asked about.
        """
        if body := await call.body():
            await call.read(_find, call, who, self.these)  # as with an update
            read(body, wire.DEPLOY_REQUEST)
        return json_answer(_show_operation(self.these, await call.write(_deploy, call, who, self.these)))

    async def get_operation(self, call: Call, who: Reader) -> Response:
        """How a deployment stands; for thirty days after its end, also when the thing is gone."""
        name, wanted = _name(call, self.these), names.segment(call.values["operation"])
        operation = await call.read(operations.find, who.account_id, wanted.lower())
        if operation is None or not _concerns(operation, name, self.these):
            raise NotFound("operation", f"{name}/operations/{wanted}")
        return json_answer(_show_operation(self.these, operation))


async def _said(call: Call, these: Collection, mask: str | None) -> Said:
    body = await call.body()
    said = await call.work_over(partial(read_said, body, mask, these.shape, these.wrapper))
    for one in said.remarks[:1]:
        more = f", and {len(said.remarks) - 1} more" if len(said.remarks) > 1 else ""
        _log.warning("%s: %s %s%s", call.request.url.path, one.field, one.why, more)
    return said


def _create(who: Caller, these: Collection, workspace: str, said: Said, db: Transaction) -> Made:
    container = ensure_container(db, who.account_id, names.WORKSPACE, workspace).name
    content = these.after(said, these.blank)
    spot = Spot(who.account_id, names.WORKSPACE, folded(container))
    thing = these.drawer.insert(db, spot, these.addresses(content), content)
    return Made(encode_json(these.show(thing, "")))


def _page(
    db: Transaction, who: Caller, these: Collection, asked: Asked, view: str
) -> tuple[list[Tree], str | None]:
    if find_container(db, who.account_id, names.WORKSPACE, asked.workspace) is None:
        raise NotFound("workspace", f"workspaces/{asked.workspace}")
    spot = Spot(who.account_id, names.WORKSPACE, asked.workspace)
    return read_page(db, these, spot, these.read_filter(asked.filter), view, asked.most, asked.after)


def _change(db: Transaction, call: Call, who: Caller, these: Collection, said: Said) -> Thing[Any]:
    thing = _find_as_asked(db, call, who, these)
    content = these.after(said, thing.content)
    return thing if content is thing.content else these.drawer.replace(db, thing, content)


def _deploy(db: Transaction, call: Call, who: Caller, these: Collection) -> Operation:
    """The operation as it was when it began."""
    thing = these.drawer.deploy(db, _find_as_asked(db, call, who, these))
    work = {"revision": thing.revision, "container": thing.spot.container, "address": thing.address}
    begun = operations.insert(db, who.account_id, these.work, thing.thing_id, work)
    operations.finish(db, begun, "done", {"revision": thing.revision})
    return begun


def _find(db: Transaction, call: Call, who: Caller, these: Collection) -> Thing[Any]:
    name = _name(call, these)
    found = these.drawer.find(db, Spot(who.account_id, names.WORKSPACE, folded(name.workspace)), name.thing)
    if found is None:
        raise NotFound(these.noun, str(name))
    return found


def _find_as_asked(db: Transaction, call: Call, who: Caller, these: Collection) -> Thing[Any]:
    """The same, locked and held to `If-Match`."""
    thing = these.drawer.lock(db, _find(db, call, who, these))
    check_match(call.request.headers, thing.revision)
    return thing


def _name(call: Call, these: Collection) -> names.ThingName:
    workspace, thing = names.segment(call.values["workspace"]), names.segment(call.values[these.wrapper])
    return names.ThingName(workspace, these.path, thing)


def _concerns(operation: Operation, name: names.ThingName, these: Collection) -> bool:
    called = (operation.input["address"].lower(), operation.subject)
    here = operation.kind == these.work and operation.input["container"] == name.workspace.lower()
    return here and name.thing.lower() in called


def _show_operation(these: Collection, operation: Operation) -> Tree:
    target = names.ThingName(operation.input["container"], these.path, operation.input["address"])
    return show_operation_on(operation, these.wrapper, str(target))


def _answer(these: Collection, thing: Thing[Any], view: str) -> Response:
    return Answer(encode_json(these.show(thing, view)), headers=[etag(thing.revision)])

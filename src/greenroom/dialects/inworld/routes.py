"""The seven operations of the vendor's reference, and the paths that old clients use for them."""

import logging
from functools import partial
from typing import Any

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.catalogue import DEPLOY
from greenroom.characters.edits import Edit
from greenroom.characters.model import Record
from greenroom.characters.stored import Stored, decoded
from greenroom.dialects.inworld import listing, names, queries, requests, wire
from greenroom.dialects.inworld.etag import etag
from greenroom.dialects.inworld.filtering import read_filter
from greenroom.dialects.inworld.listing import Asked, Search
from greenroom.dialects.inworld.names import WORKSPACE
from greenroom.dialects.inworld.neighbours.scenes.cast import casts_in, scenes_of
from greenroom.dialects.inworld.operations import show_operation
from greenroom.dialects.inworld.parameters import ROOTS, mask, page
from greenroom.dialects.inworld.requests import Said, read_body
from greenroom.dialects.inworld.translate import NAME, show
from greenroom.dialects.inworld.wire import enums
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import check_match
from greenroom.dialects.kit.protojson import read
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.http.answers import Answer, json_answer
from greenroom.kit.ids import new_uuid7
from greenroom.kit.json_values import encode_json
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.places.containers import ensure_container, find_container
from greenroom.problems import NotFound

_log = logging.getLogger(__name__)


async def create(call: Call, who: Writer) -> Response:
    """Create a character; it can be talked to once it is deployed."""
    workspace = names.segment(call.values["workspace"])
    said = await _said(call, None)
    answer = await call.create(who, partial(_create, call, who, workspace, said))
    answer.raw_headers.append(etag(1))
    return answer


async def get(call: Call, who: Reader) -> Response:
    """One character: its working copy."""
    with_meta = queries.item_view(call.query()) == enums.CHARACTER_ITEM_VIEW.names[2]
    found = await call.read(_look, call, who)
    if not with_meta:
        return await _answer(call, found)
    shown = await call.view(f"{NAME} with meta", found, partial(_show_with_meta, call))
    return Answer(shown, headers=[etag(found.around.revision)])


async def list_characters(call: Call, who: Reader) -> Response:
    """The characters of a workspace, oldest first, page by page."""
    asked = listing.read_asked(call, who, queries.list_view(call.query()))
    answer = partial(_list, call, who, asked)
    return await (answer() if asked.with_scenes else call.kept_list(who, answer))


async def _list(call: Call, who: Caller, asked: Asked) -> Response:
    views, after = await call.scan(_page, call, who, asked)
    token = encode_json(listing.next_token(call, asked, after))
    return Answer(b'{"characters":[%b],"nextPageToken":%b}' % (b",".join(views), token))


async def update(call: Call, who: Writer) -> Response:
    """Change the fields that the mask, or without one the body, names; deployed conversations don't see it yet."""
    mask = queries.mask(call.query())
    await call.read(_find, call, who)  # what is not there is said before what is wrong with the body
    record = await call.write(_change, call, who, await _said(call, mask))
    return await _answer(call, record)


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character with its frozen copies; a running deployment ends as cancelled."""
    catalogue = call.house.catalogue

    def remove(db: Transaction) -> list[str]:
        headers = call.request.headers
        return catalogue.delete(db, _find(db, call, who), lambda now: check_match(headers, now.revision))

    unused = await call.write(remove)
    await call.forget_media(who, unused)
    return json_answer({})


async def deploy(call: Call, who: Writer) -> Response:
    """Begin to make the working copy what conversations use."""
    catalogue = call.house.catalogue
    if body := await call.body():
        await call.read(_find, call, who)  # as with an update
        read(body, wire.DEPLOY_REQUEST)
    operation = await call.write(lambda db: catalogue.deploy(db, who, _find_as_asked(db, call, who)))
    call.house.worker.wake()
    return json_answer(show_operation(operation))


async def get_operation(call: Call, who: Reader) -> Response:
    """How a deployment stands; for thirty days after its end, also when the character is gone."""
    name = names.OperationName(*_name(call), names.segment(call.values["operation"]))
    operation = await call.read(operations.find, who.account_id, name.operation.lower())
    if operation is None or not _concerns(operation, name):
        raise NotFound("operation", str(name))
    return json_answer(show_operation(operation))


async def _said(call: Call, mask: str | None) -> Said:
    body = await call.body()
    said = await call.work_over(lambda: read_body(body, mask, new_uuid7))
    if said.remarks:
        first, more = said.remarks[0], f", and {len(said.remarks) - 1} more" if len(said.remarks) > 1 else ""
        _log.warning("%s: %s %s%s", call.request.url.path, first.field, first.why, more)
    return said


def _create(call: Call, who: Caller, workspace: str, said: Said, db: Transaction) -> Made:
    catalogue, context = call.house.catalogue, call.house.context
    container = ensure_container(db, who.account_id, WORKSPACE, workspace).name
    character = requests.create(said, catalogue.blank(db, who), context)
    record = catalogue.create(db, who, character, NAME, live=False, containers={NAME: container})
    return Made(encode_json(show(record, context)))


def _change(db: Transaction, call: Call, who: Caller, said: Said) -> Record:
    context = call.house.context

    def plan(record: Record) -> Edit:
        check_match(call.request.headers, record.revision)
        return lambda copy: requests.change(said, copy, context)

    return call.house.catalogue.change(db, who, _find(db, call, who), plan, NAME, live=False)


def _page(db: Transaction, call: Call, who: Caller, asked: Asked) -> tuple[list[bytes], str | None]:
    """The characters of a page as they are shown, and after which one the next page begins."""
    if find_container(db, who.account_id, WORKSPACE, asked.workspace) is None:
        raise NotFound("workspace", f"workspaces/{asked.workspace}")
    casts = casts_in(db, who.account_id, asked.workspace) if asked.with_scenes else None
    wanted, context, views = read_filter(asked.filter), call.house.context, call.house.views
    search = Search(call.house.catalogue, who, asked.workspace, wanted, context, casts)
    records, after = search.page(db, asked.most, asked.after)
    if casts is None:
        return [views.render(NAME, one, partial(_whole, db, call, one)) for one in records], after
    shown = [_whole(db, call, one) | {"scenes": scenes_of(casts, decoded(one))} for one in records]
    return [encode_json(one) for one in shown], after


def _whole(db: Transaction, call: Call, one: Record | Stored) -> dict[str, Any]:
    return show(store.load_lists(db, decoded(one)), call.house.context)


def _find(db: Transaction, call: Call, who: Caller) -> Record:
    return _look(db, call, who).record()


def _look(db: Transaction, call: Call, who: Caller) -> Stored:
    name = _name(call)
    try:
        return call.house.catalogue.look_addressed(db, who, NAME, *name)
    except NotFound:
        raise NotFound("character", str(name)) from None


def _find_as_asked(db: Transaction, call: Call, who: Caller) -> Record:
    """The same, held to `If-Match`: locked before it is looked at, so that nobody changes it in between."""
    record = _find(db, call, who)
    if "if-match" in call.request.headers:
        check_match(call.request.headers, store.lock(db, record).record.revision)
    return record


def _name(call: Call) -> names.CharacterName:
    return names.CharacterName(
        names.segment(call.values["workspace"]), names.segment(call.values["character"])
    )


def _concerns(operation: Operation, name: names.OperationName) -> bool:
    called = (operation.input["address"].lower(), operation.subject)
    here = operation.kind == DEPLOY and operation.input["container"] == name.workspace.lower()
    return here and name.character.lower() in called


async def _answer(call: Call, one: Record | Stored) -> Response:
    shown = await call.view(NAME, one, lambda whole: show(whole, call.house.context))
    return Answer(shown, headers=[etag(one.around.revision)])


def _show_with_meta(call: Call, record: Record) -> dict[str, Any]:
    character = record.character
    common, goals = len(character.knowledge.common), 2 if character.goals else 0
    return show(record, call.house.context) | {
        "meta": {"totalCommonKnowledge": common, "goalsVersion": goals}
    }


_VIEW = Query(
    "view", {"type": "string", "enum": [*enums.CHARACTER_ITEM_VIEW.names.values()]}, "What to include."
)
_LIST_VIEW = Query(
    "view", {"type": "string", "enum": [*enums.CHARACTER_VIEW.names.values()]}, "What to include."
)


def _routes(root: str, collection: str, *, alias: bool) -> list[Route]:
    many, one = f"{root}/{collection}", f"{root}/{collection}/{{character}}"
    return [
        Route("POST", many, create, wire.Character, wire.Character, alias=alias, creates=True),
        Route(
            "GET",
            many,
            list_characters,
            None,
            wire.ListCharactersResponse,
            (*page("aip-160-filter"), _LIST_VIEW),
            alias=alias,
        ),
        Route("GET", one, get, None, wire.Character, (_VIEW,), alias=alias),
        Route("PATCH", one, update, wire.Character, wire.Character, mask("field-mask"), alias=alias),
        Route("DELETE", one, delete, None, dict[str, Any], alias=alias),
        Route("POST", f"{one}:deploy", deploy, None, wire.Operation, alias=alias),
        Route("GET", f"{one}/operations/{{operation}}", get_operation, None, wire.Operation, alias=alias),
    ]


ROUTES = tuple(
    route
    for root in ROOTS
    for collection in ("characters", "character")
    for route in _routes(root, collection, alias=(root, collection) != (ROOTS[0], "characters"))
)
"""The documented paths, and as aliases the earlier version and the singular that the vendor's own texts print."""

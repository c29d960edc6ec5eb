"""The seven operations of the vendor's reference, and the paths that old clients use for them."""

from functools import partial
from typing import Any

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.catalogue import Edit
from greenroom.characters.model import Record
from greenroom.dialects.inworld import listing, names, queries, wire, words
from greenroom.dialects.inworld.listing import Page, Token
from greenroom.dialects.inworld.operations import show_operation
from greenroom.dialects.inworld.requests import put_unknown, read_create, read_update
from greenroom.dialects.inworld.translate import NAME, put, show
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import read_cursor
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.http.answers import Answer, json_answer
from greenroom.kit.clock import DAY, system_clock
from greenroom.kit.ids import new_uuid7
from greenroom.kit.json_values import encode_json
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.places.containers import ensure_container, find_container
from greenroom.problems import BadPageToken, NotFound, RevisionMismatch

WORKSPACE = "workspace"
_TOKEN_LIFE = 3 * DAY


async def create(call: Call, who: Writer) -> Response:
    """Create a character; it can be talked to once it is deployed."""
    workspace = names.segment(call.values["workspace"])
    said = read_create(await call.body(), new_uuid7)

    def make(db: Transaction) -> Made:
        container = ensure_container(db, who.account_id, WORKSPACE, workspace).name
        catalogue, blank = call.house.catalogue, call.house.catalogue.blank(db, who)
        character = put_unknown(put(said.patch, blank, call.house.context), said.unknown)
        record = catalogue.create(db, who, character, NAME, live=False, containers={NAME: container})
        return Made(encode_json(_show(call, record)))

    return await call.create(who, make)


async def get(call: Call, who: Reader) -> Response:
    """One character: its working copy."""
    with_meta = queries.item_view(call.query()) == words.CHARACTER_ITEM_VIEW.names[2]
    record = await call.read(_find, call, who)
    if with_meta:
        whole = await call.scan(store.load_lists, record)
        return json_answer(_show(call, whole) | {"meta": _meta(whole)}, headers=[_etag(record)])
    return Answer(await call.view(NAME, record, lambda whole: _show(call, whole)), headers=[_etag(record)])


async def list_characters(call: Call, who: Reader) -> Response:
    """The characters of a workspace, oldest first, page by page."""
    query, workspace = call.query(), names.segment(call.values["workspace"])
    most, view = queries.page_size(query), queries.list_view(query)
    text = queries.filter_text(query)
    wanted = listing.read_filter(text)
    bound = [who.account_id, workspace.lower(), text, view]
    token = queries.value(query, "pageToken", "page_token")
    cursor = read_cursor(call.house.signer, Token, NAME, token, bound)
    if cursor and cursor.made_at < system_clock() - _TOKEN_LIFE:
        raise BadPageToken("it is more than three days old")

    def read(db: Transaction) -> Page:
        container = find_container(db, who.account_id, WORKSPACE, workspace)
        if container is None:
            raise NotFound("workspace", f"workspaces/{workspace}")
        after = cursor.after if cursor else ""
        search = listing.Search(call.house.catalogue, who, workspace.lower(), wanted, call.house.context)
        return search.page(db, most, after)

    found = await call.scan(read)
    following = Token(found.after, system_clock()) if found.after else None
    next_token = call.house.signer.sign(NAME, following, bound) if following else ""
    views = [call.house.views.render(NAME, record, partial(_show, call, record)) for record in found.records]
    return Answer(b'{"characters":[%b],"nextPageToken":%b}' % (b",".join(views), encode_json(next_token)))


async def update(call: Call, who: Writer) -> Response:
    """Change the fields that the mask, or without one the body, names; deployed conversations don't see it yet."""
    mask = queries.mask(call.query())
    _segments(call)
    await call.read(_find, call, who)
    said = read_update(await call.body(), mask, new_uuid7)
    matched = call.request.headers.get("if-match")

    def change(db: Transaction) -> Record:
        def plan(record: Record) -> Edit:
            if matched not in (None, "*", _etag(record)[1].decode()):
                raise RevisionMismatch
            return lambda copy: put_unknown(put(said.patch, copy, call.house.context), said.unknown)

        return call.house.catalogue.change(db, who, _find(db, call, who), plan, NAME, live=False)

    record = await call.write(change)
    return json_answer(_show(call, record), headers=[_etag(record)])


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character with its frozen copies; a running deployment ends as cancelled."""

    def remove(db: Transaction) -> list[str]:
        return call.house.catalogue.delete(db, _find(db, call, who))

    await call.forget_media(await call.write(remove))
    return json_answer({})


async def deploy(call: Call, who: Writer) -> Response:
    """Begin to make the working copy what conversations use."""

    def begin(db: Transaction) -> Operation:
        return call.house.catalogue.deploy(db, who, _find(db, call, who))

    operation = await call.write(begin)
    call.house.worker.wake()
    return json_answer(show_operation(operation))


async def get_operation(call: Call, who: Reader) -> Response:
    """How a deployment stands; for thirty days after its end, also when the character is gone."""
    workspace, character = _segments(call)
    operation = await call.read(operations.find, who.account_id, call.values["operation"].lower())
    if operation is None or not _concerns(operation, workspace.lower(), character.lower()):
        raise NotFound("operation", str(names.OperationName(workspace, character, call.values["operation"])))
    return json_answer(show_operation(operation))


def _concerns(operation: Operation, workspace: str, character: str) -> bool:
    named = (operation.input["address"].lower(), operation.subject)
    return operation.input["container"] == workspace and character in named


def _segments(call: Call) -> names.CharacterName:
    return names.CharacterName(
        names.segment(call.values["workspace"]), names.segment(call.values["character"])
    )


def _find(db: Transaction, call: Call, who: Caller) -> Record:
    name = _segments(call)
    try:
        return call.house.catalogue.get_addressed(db, who, NAME, *name)
    except NotFound:
        raise NotFound("character", str(name)) from None


def _show(call: Call, record: Record) -> dict[str, Any]:
    return show(record, call.house.context)


def _meta(record: Record) -> dict[str, int]:
    character = record.character
    return {
        "totalCommonKnowledge": len(character.knowledge.common),
        "goalsVersion": 2 if character.goals else 0,
    }


def _etag(record: Record) -> tuple[bytes, bytes]:
    return (b"etag", b'"%d"' % record.revision)


_VIEW = Query(
    "view", {"type": "string", "enum": [*words.CHARACTER_ITEM_VIEW.names.values()]}, "What to include."
)
_LIST = (
    Query(
        "pageSize", {"type": "integer", "format": "int32", "minimum": 0}, "Items a page: 50, at most 1,000."
    ),
    Query("pageToken", {"type": "string"}, "From `nextPageToken`; everything else must stay as it was."),
    Query("view", {"type": "string", "enum": [*words.CHARACTER_VIEW.names.values()]}, "What to include."),
    Query("filter", {"type": "string"}, "An AIP-160 filter over the fields of a character."),
)
_MASK = (
    Query("updateMask", {"type": "string"}, "Paths to change, joined by commas; `*` replaces everything."),
)
_ROOTS = ("/studio/v1/workspaces/{workspace}", "/v1alpha/workspaces/{workspace}")


def _routes(root: str, collection: str, *, alias: bool) -> list[Route]:
    many, one = f"{root}/{collection}", f"{root}/{collection}/{{character}}"
    return [
        Route("POST", many, create, wire.Character, wire.Character, alias=alias),
        Route("GET", many, list_characters, None, wire.ListCharactersResponse, _LIST, alias=alias),
        Route("GET", one, get, None, wire.Character, (_VIEW,), alias=alias),
        Route("PATCH", one, update, wire.Character, wire.Character, _MASK, alias=alias),
        Route("DELETE", one, delete, None, dict[str, Any], alias=alias),
        Route("POST", f"{one}:deploy", deploy, None, wire.Operation, alias=alias),
        Route("GET", f"{one}/operations/{{operation}}", get_operation, None, wire.Operation, alias=alias),
    ]


ROUTES = tuple(
    route
    for root in _ROOTS
    for collection in ("characters", "character")
    for route in _routes(root, collection, alias=(root, collection) != (_ROOTS[0], "characters"))
)
"""The documented paths, and as aliases the earlier version and the singular that the vendor's own texts print."""

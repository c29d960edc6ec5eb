"""Threads: to be begun, listed, read, changed and removed, and what a model would be asked in one."""

from contextlib import suppress
from typing import Any

from msgspec import UNSET, Struct, to_builtins
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.conversations import ledger, messages, store, threads
from greenroom.conversations.gathering import gather
from greenroom.conversations.model import Begun, Thread
from greenroom.conversations.prompting import Prepared
from greenroom.dialects.kit.aliases import allow
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import check_match
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Chatter, Query, Reader, Route
from greenroom.dialects.native.characters import ONE as ONE_CHARACTER
from greenroom.dialects.native.characters import PAGE, identity
from greenroom.dialects.native.talk import bodies, wire
from greenroom.dialects.native.talk.headers import IF_MATCH, IF_NONE_MATCH
from greenroom.dialects.native.talk.tags import shown_as, tagged
from greenroom.dialects.native.wire import Deleted
from greenroom.http.answers import json_answer
from greenroom.kit.clock import LATEST, rfc3339, system_clock
from greenroom.kit.ids import is_uuid, small_uuid
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadParameter, ModelMissing, Problem

_PURPOSE = "native threads"
ONE = "/v1/threads/{thread_id}"
_FIELDS = {"persona": "persona_id", "scene": "scene_id", "title": "title", "model": "model"}
_NOTHING = {"persona": None, "scene": None, "title": "", "model": ""}


class _Cursor(Struct, array_like=True):
    moment: int
    thread_id: str


async def list_own(call: Call, who: Reader) -> Response:
    """Own threads, the last used first; those with one character where the query says so."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    character_id = small_uuid(one_of(query, "character", ""))
    if "character" in query and not is_uuid(character_id):
        raise BadParameter("character", "character must be the id of a character")
    bound = [who.account_id, character_id]
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), bound)
    before = (cursor.moment, cursor.thread_id) if cursor else (LATEST, "~")
    found = await call.scan(lambda db: store.threads(db, who.account_id, most + 1, before, character_id))
    page, following = page_of(
        call, found, most, _PURPOSE, lambda last: _Cursor(last.updated_at, last.thread_id), bound
    )
    items = [show(one) for one in page]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def create(call: Call, who: Chatter) -> Response:
    """Begin a conversation with a character; each of its greetings is a version of the first message."""
    said = await bodies.read(call, wire.NewThread)
    check_model(call, who, said.model)
    greeted: list[Begun] = []

    def open_up(db: Transaction) -> threads.Opening:
        record = call.house.catalogue.conversable(db, who.account_id, said.character, said.share_id)
        return threads.opened(db, who, record, said.persona, said.greeting or 0)

    opening = None
    with suppress(Problem):  # it is told where it would be written, if it was not written before
        opening = await call.scan(open_up)

    def make(db: Transaction) -> Made:
        record = call.house.catalogue.conversable(db, who.account_id, said.character, said.share_id)
        begun = threads.begin(
            db,
            who,
            record,
            share_id=said.share_id,
            persona_id=said.persona,
            scene_id=said.scene,
            title=said.title,
            model=said.model,
            greeting=said.greeting,
            opening=opening,
        )
        if said.greet and begun.leaf_id is None:
            greeted[:] = [_greet(call, who, db, begun)]
            begun = greeted[0].thread
        return Made(encode_json(show(begun)), 201)

    answer = await call.create(who, make)
    for one in greeted:
        premium = plan_of(who.plan).premium
        call.house.replies.start(one, "", premium=premium, holds=call.still_allowed)
    return answer


def _greet(call: Call, who: Caller, db: Transaction, thread: Thread) -> Begun:
    if not call.house.models.aliases:
        raise ModelMissing
    return messages.answer(db, call.house.catalogue, who, thread, None)


async def get(call: Call, who: Reader) -> Response:
    """One own thread."""
    found = await call.read(lambda db: store.find_thread(db, who.account_id, call.values["thread_id"]))
    return shown_as(call, show(found), found.revision)


async def patch(call: Call, who: Chatter) -> Response:
    """Change a thread by a JSON Merge Patch (RFC 7396)."""
    said = await bodies.read(call, wire.ThreadPatch)
    sent = {name: getattr(said, name) for name in _FIELDS if getattr(said, name) is not UNSET}
    changes = {_FIELDS[name]: _NOTHING[name] if value is None else value for name, value in sent.items()}
    check_model(call, who, changes.get("model") or "")

    def apply(db: Transaction) -> Thread:
        thread = find(call, who, db)
        check_match(call.request.headers, thread.revision)
        return threads.change(db, who, thread, changes)

    changed = await call.write(apply)
    return json_answer(show(changed), headers=[tagged(changed.revision, show(changed))])


async def delete(call: Call, who: Chatter) -> Response:
    """Remove a thread with all that was said in it."""

    def apply(db: Transaction) -> Thread:
        thread = find(call, who, db)
        check_match(call.request.headers, thread.revision)
        store.delete_thread(db, thread)
        return thread

    gone = await call.write(apply)
    reply = call.house.replies.find(who.account_id, gone.thread_id, gone.reply_id or "")
    if reply:
        await call.house.replies.stop(reply)
    return json_answer({"id": gone.thread_id, "deleted": True})


async def prompt(call: Call, who: Reader) -> Response:
    """What a model would be asked for the next reply: every section with its tokens, and the request's parameters.

    Only of an own character: what another's is made of is its owner's.
    """
    alias = one_of(call.query(), "model", "")
    check_model(call, who, alias)

    def read(db: Transaction) -> Any:
        thread = store.find_thread(db, who.account_id, call.values["thread_id"])
        call.house.catalogue.get(db, who, thread.character_id)
        return thread, gather(db, call.house.catalogue, thread, thread.leaf_id, thread.thread_id)

    thread, gathered = await call.scan(read)
    premium = plan_of(who.plan).premium
    prepared = await call.house.prompter.prepare(gathered.materials, alias or thread.model, premium=premium)
    return json_answer(_prompt(prepared))


async def stats(call: Call, who: Reader) -> Response:
    """How much an own character was talked with, by everybody."""

    def read(db: Transaction) -> dict[str, Any]:
        record = call.house.catalogue.get(db, who, identity(call))
        last = ledger.last_entry(db, record.account_id, record.character_id)
        return {
            "message_count": record.message_count,
            "used_count": record.used_count,
            "last_interacted_with": None if last is None else rfc3339(last),
        }

    return json_answer(await call.read(read))


def find(call: Call, who: Caller, db: Transaction) -> Thread:
    """The thread in the path, locked; raises NotFound."""
    return store.find_thread(db, who.account_id, call.values["thread_id"], lock=True)


def check_model(call: Call, who: Caller, alias: str) -> None:
    """Refuse an alias that this server doesn't have, or that the plan doesn't include."""
    allow(call.house.models, who.plan, alias)


def show(thread: Thread) -> dict[str, Any]:
    """A thread on the wire."""
    return {
        "id": thread.thread_id,
        "revision": thread.revision,
        "created_at": rfc3339(thread.created_at),
        "updated_at": rfc3339(thread.updated_at),
        "character": thread.character_id,
        "persona": thread.persona_id,
        "scene": thread.scene_id,
        "title": thread.title,
        "model": thread.model,
        "leaf": thread.leaf_id,
        "replying": thread.reply_id if thread.reply_until > system_clock() else None,
    }


def _prompt(prepared: Prepared) -> dict[str, Any]:
    made = prepared.prompt
    return {
        "model": prepared.alias,
        "window": made.window,
        "reserve": made.reserve,
        "tokens": made.tokens,
        "exact": prepared.exact,
        "window_is_guessed": prepared.backend.window_is_guessed,
        "remarks": [*prepared.remarks],
        "sections": [
            to_builtins(one.section) | {"tokens": one.tokens, "kept": one.kept} for one in made.sections
        ],
        "messages": [{"role": one.role, "content": one.text} for one in made.ask.messages],
        "parameters": to_builtins(made.ask.parameters),
    }


_LIST = (Query("character", {"type": "string", "format": "uuid"}, "Only threads with this character."), *PAGE)
_MODEL = (Query("model", {"type": "string"}, "For the model of this alias."),)

ROUTES = (
    Route("GET", "/v1/threads", list_own, None, wire.Threads, _LIST, tag="threads"),
    Route(
        "POST", "/v1/threads", create, wire.NewThread, wire.Thread, status=201, creates=True, tag="threads"
    ),
    Route("GET", ONE, get, None, wire.Thread, tag="threads", headers=(IF_NONE_MATCH,)),
    Route("PATCH", ONE, patch, wire.ThreadPatch, wire.Thread, tag="threads", headers=(IF_MATCH,)),
    Route("DELETE", ONE, delete, None, Deleted, tag="threads", headers=(IF_MATCH,)),
    Route("GET", f"{ONE}/prompt", prompt, None, wire.Prompt, _MODEL, tag="threads"),
    Route("GET", f"{ONE_CHARACTER}/stats", stats, None, wire.Stats, tag="characters"),
)

"""Characters as the catalogue sees them: whole, to be made, read, changed, published, shared and deleted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.catalogue import LAST
from greenroom.characters.codecs import media_link
from greenroom.characters.edits import Edit
from greenroom.characters.knowledge import NotRead
from greenroom.characters.model import Character, Record
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import expect, is_known, tagged, tagged_first
from greenroom.dialects.kit.paging import cut, next_link, one_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.native import canonical, wire
from greenroom.dialects.native.errors import below
from greenroom.http.answers import Answer, json_answer, not_modified
from greenroom.kit.clock import rfc3339
from greenroom.kit.ids import is_uuid
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, NotFound

NAME = "native"

Change = Callable[[Character], Character]
"""What a request makes of a character; raises NotRead where it needs big lists that were not read."""


class _Cursor(Struct, array_like=True):
    before: str


async def list_own(call: Call, who: Reader) -> Response:
    """Own characters, newest first."""
    return await call.kept_list(who, partial(_list, call, who))


async def _list(call: Call, who: Caller) -> Response:
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, NAME, one_of(query, "cursor", ""), who.account_id)
    views, last = await call.scan(_page, call, who, most, cursor.before if cursor else LAST)
    following = call.house.signer.sign(NAME, _Cursor(last), who.account_id) if last else None
    body = b'{"items":[%b],"next_cursor":%b}' % (views, encode_json(following))
    return Answer(body, headers=next_link(call, following))


async def create(call: Call, who: Writer) -> Response:
    """Make a character, live at once; a body that another one's answer was is a copy of it."""
    body = await call.uncapped()
    sent, origin = _sent(body), await _origin(call, who, body.get("id"))
    character = await call.work_over(lambda: canonical.created(origin, sent))

    def make(db: Transaction) -> Made:
        with _pointed():
            record = call.house.catalogue.create(db, who, character, NAME)
        return Made(encode_json(show(call, record)), 201)

    answer = await call.create(who, make)
    answer.raw_headers.append(tagged_first(who))
    return answer


async def get(call: Call, who: Reader) -> Response:
    """One own character."""
    found = await call.read(call.house.catalogue.look, who, identity(call))
    if is_known(call, found):
        return not_modified([tagged(found)])
    return Answer(await _view(call, found), headers=[tagged(found)])


async def replace(call: Call, who: Writer) -> Response:
    """Replace a character: what the body does not say is at its default afterwards."""
    sent = _sent(await call.uncapped())
    return await _write(call, who, lambda old: canonical.replaced(old, sent))


async def patch(call: Call, who: Writer) -> Response:
    """Change a character by a JSON Merge Patch (RFC 7396): null removes, lists are replaced whole."""
    sent = _sent(await call.uncapped())
    return await _write(call, who, lambda old: canonical.patched(old, sent))


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good, with its conversations."""
    catalogue = call.house.catalogue

    def remove(db: Transaction) -> list[str]:
        return catalogue.delete(db, catalogue.get(db, who, identity(call)), lambda now: expect(call, now))

    unused = await call.write(remove)
    await call.forget_media(who, unused)
    return json_answer({"id": identity(call), "deleted": True})


async def publish(call: Call, who: Writer) -> Response:
    """Make the working copy live at once."""
    return await change(call, who, call.house.catalogue.publish)


async def share(call: Call, who: Writer) -> Response:
    """Give the character a share link, or show the one it has; it leads nowhere while the character is private."""
    return await change(call, who, partial(call.house.catalogue.share, key_id=who.key_id))


async def unshare(call: Call, who: Writer) -> Response:
    """Revoke the share link for good."""
    return await change(call, who, partial(call.house.catalogue.unshare, key_id=who.key_id))


def show(call: Call, record: Record) -> dict[str, Any]:
    """The canonical view of a record that was read with its big lists."""
    context = call.house.context
    return {
        "id": record.character_id,
        "revision": record.revision,
        "live_revision": record.live_revision,
        "created_at": rfc3339(record.created_at),
        "updated_at": rfc3339(record.updated_at),
        "share_url": f"{context.public_url}/c/{record.share_id}" if record.share_id else None,
        "message_count": record.message_count,
        "used_count": record.used_count,
        "avatar_url": media_link(record.character.avatar or "default", context),
        "character": canonical.shown(record.character),
    }


def identity(call: Call) -> str:
    """The id in the path; raises NotFound for a text that is no id."""
    text = call.values["character_id"]
    if not is_uuid(text):
        raise NotFound("character", text)
    return text


def find(call: Call, who: Caller, db: Transaction) -> Record:
    """The character in the path as it is now, for a write that holds for it as the request expects it to be."""
    record = call.house.catalogue.get(db, who, identity(call))
    return expect(call, store.lock(db, record).record)


async def change(call: Call, who: Caller, verb: Callable[[Transaction, Record], Record]) -> Response:
    """What a verb of the catalogue makes of the character in the path, as the answer shows it."""
    record = await call.write(lambda db: verb(db, find(call, who, db)))
    return Answer(await _view(call, record), headers=[tagged(record)])


async def _write(call: Call, who: Caller, make: Change) -> Response:
    """A change, worked out before it is its turn; only if somebody was quicker, once more."""
    seen = expect(call, await call.read(call.house.catalogue.get, who, identity(call)))
    try:
        changes = await call.work_over(lambda: _changes(make, seen))
    except NotRead:
        seen = await call.scan(store.load_lists, seen)
        changes = await call.work_over(lambda: _changes(make, seen))

    def plan(record: Record) -> Edit:
        expect(call, record)
        return canonical.edit_of(changes if record.revision == seen.revision else _changes(make, record))

    def verb(db: Transaction, record: Record) -> Record:
        with _pointed():
            return call.house.catalogue.change(db, who, record, plan, NAME)

    return await change(call, who, verb)


def _changes(make: Change, record: Record) -> dict[str, Any]:
    return canonical.changes_of(record.character, make(record.character))


def _sent(body: dict[str, Any]) -> Any:
    """The character in a body, which beside it may have what answers show."""
    for name in body:
        if name not in wire.Character.__struct_fields__:
            raise BadValue(below("", name), "is not a field that can be given here")
    if canonical.ROOT not in body:
        raise BadValue(canonical.ROOT, "is required")
    return body[canonical.ROOT]


async def _origin(call: Call, who: Caller, named: Any) -> Character:
    """The own character whose answer was sent as a new one; a blank one if there is none."""

    def read(db: Transaction) -> Character:
        record = store.find(db, who.account_id, named)
        return store.load_lists(db, record).character if record else Character()

    return await call.scan(read) if isinstance(named, str) and is_uuid(named) else Character()


@contextmanager
def _pointed() -> Iterator[None]:
    """What the catalogue finds wrong with a field of the core, with its place in the body."""
    try:
        yield
    except BadValue as problem:
        raise BadValue(f"{canonical.ROOT}.{problem.field}", problem.why) from None


def _page(db: Transaction, call: Call, who: Caller, most: int, before: str) -> tuple[bytes, str | None]:
    """The characters of a page as they are shown, and before which one the next begins; None at the end."""
    found, last = cut(call.house.catalogue.newest(db, who, most + 1, before), most)
    return b",".join([_listed(db, call, one) for one in found]), last


def _listed(db: Transaction, call: Call, one: Stored) -> bytes:
    return call.house.views.render(NAME, one, lambda: show(call, store.load_lists(db, one.record())))


async def _view(call: Call, record: Record | Stored) -> bytes:
    return await call.view(NAME, record, lambda whole: show(call, whole))


PAGE = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}, "Page size."),
    Query(
        "cursor", {"type": "string", "format": "cursor"}, "Where the next page begins, from `next_cursor`."
    ),
)
ALL = "/v1/characters"
ONE = f"{ALL}/{{character_id}}"

ROUTES = (
    Route("GET", ALL, list_own, None, wire.Characters, PAGE, tag="characters"),
    Route("POST", ALL, create, wire.NewCharacter, wire.Character, status=201, creates=True, tag="characters"),
    Route("GET", ONE, get, None, wire.Character, tag="characters"),
    Route("PUT", ONE, replace, wire.NewCharacter, wire.Character, tag="characters"),
    Route("PATCH", ONE, patch, wire.CharacterPatch, wire.Character, tag="characters"),
    Route("DELETE", ONE, delete, None, wire.Deleted, tag="characters"),
    Route("POST", f"{ONE}/publish", publish, None, wire.Character, tag="characters"),
    Route("POST", f"{ONE}/share", share, None, wire.Character, tag="characters"),
    Route("DELETE", f"{ONE}/share", unshare, None, wire.Character, tag="characters"),
)

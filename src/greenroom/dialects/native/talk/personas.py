"""Personas: to be made, listed, read, changed and removed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import UNSET, Struct
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST
from greenroom.characters.codecs import media_link
from greenroom.conversations import personas, store
from greenroom.conversations.model import Persona
from greenroom.conversations.personas import EVERYBODY
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import check_match
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.native.characters import PAGE
from greenroom.dialects.native.talk import bodies, wire
from greenroom.dialects.native.talk.headers import IF_MATCH, IF_NONE_MATCH
from greenroom.dialects.native.talk.tags import shown_as, tagged
from greenroom.dialects.native.wire import Deleted
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, NotDeployed, NotFound

_PURPOSE = "native personas"
ONE = "/v1/personas/{persona_id}"


class _Cursor(Struct, array_like=True):
    before: str


async def list_own(call: Call, who: Reader) -> Response:
    """Own personas, newest first."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), who.account_id)
    before = cursor.before if cursor else LAST
    found = await call.scan(lambda db: store.personas(db, who.account_id, before, most + 1))
    page, following = page_of(
        call, found, most, _PURPOSE, lambda last: _Cursor(last.persona_id), who.account_id
    )
    items = [show(call, one) for one in page]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def create(call: Call, who: Writer) -> Response:
    """Make a persona."""
    said = await bodies.read(call, wire.NewPersona)

    def make(db: Transaction) -> Made:
        subjects = _subjects(call, who, db, said.characters, default=said.default)
        with _pictured():
            made = personas.create(db, who, said.name, said.description, subjects, said.picture)
        return Made(encode_json(show(call, made)), 201)

    return await call.create(who, make)


async def get(call: Call, who: Reader) -> Response:
    """One own persona."""
    found = await call.read(lambda db: store.find_persona(db, who.account_id, call.values["persona_id"]))
    return shown_as(call, show(call, found), found.revision)


async def patch(call: Call, who: Writer) -> Response:
    """Change a persona by a JSON Merge Patch (RFC 7396)."""
    said = await bodies.read(call, wire.PersonaPatch)

    def apply(db: Transaction) -> Persona:
        store.hold_account(db, who.account_id)
        old = find(call, who, db)
        name = old.name if said.name is UNSET else said.name
        description = old.description if said.description is UNSET else said.description or ""
        picture = old.picture if said.picture is UNSET else said.picture
        with _pictured():
            return personas.change(db, old, name, description, _patched(call, who, db, old, said), picture)

    changed = await call.write(apply)
    shown = show(call, changed)
    return json_answer(shown, headers=[tagged(changed.revision, shown)])


async def delete(call: Call, who: Writer) -> Response:
    """Remove a persona; threads that it talks in go on with whoever is chosen for their character."""
    await call.write(lambda db: personas.delete(db, find(call, who, db)))
    return json_answer({"id": call.values["persona_id"], "deleted": True})


def find(call: Call, who: Caller, db: Transaction) -> Persona:
    """The persona in the path, locked, if it is as the request expects it to be."""
    found = store.find_persona(db, who.account_id, call.values["persona_id"], lock=True)
    check_match(call.request.headers, found.revision)
    return found


def show(call: Call, persona: Persona) -> dict[str, Any]:
    """A persona on the wire."""
    return {
        "id": persona.persona_id,
        "revision": persona.revision,
        "created_at": rfc3339(persona.created_at),
        "updated_at": rfc3339(persona.updated_at),
        "name": persona.name,
        "description": persona.description,
        "picture": persona.picture,
        "picture_url": media_link(persona.picture, call.house.context) if persona.picture else None,
        "default": EVERYBODY in persona.subjects,
        "characters": [one for one in persona.subjects if one != EVERYBODY],
    }


@contextmanager
def _pictured() -> Iterator[None]:
    try:
        yield
    except NotFound as problem:
        if problem.kind == "asset":
            raise BadValue("picture", "is no asset of this account") from None
        raise


def _subjects(
    call: Call,
    who: Caller,
    db: Transaction,
    characters: tuple[str, ...],
    *,
    default: bool,
    kept: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Whom a persona is chosen for; raises BadValue for who can't be talked with, except for those who are `kept`."""
    for at, one in enumerate(characters):
        try:
            _ = one in kept or call.house.catalogue.conversable(db, who.account_id, one)
        except (NotFound, NotDeployed):
            raise BadValue(f"characters[{at}]", "is no character that can be talked with") from None
    return (*characters, *((EVERYBODY,) if default else ()))


def _patched(
    call: Call, who: Caller, db: Transaction, old: Persona, said: wire.PersonaPatch
) -> tuple[str, ...] | None:
    if said.default is UNSET and said.characters is UNSET:
        return None
    kept = tuple(one for one in old.subjects if one != EVERYBODY)
    default = EVERYBODY in old.subjects if said.default is UNSET else bool(said.default)
    wanted = kept if said.characters is UNSET else said.characters or ()
    return _subjects(call, who, db, wanted, default=default, kept=kept)


ROUTES = (
    Route("GET", "/v1/personas", list_own, None, wire.Personas, PAGE, tag="personas"),
    Route(
        "POST",
        "/v1/personas",
        create,
        wire.NewPersona,
        wire.Persona,
        status=201,
        creates=True,
        tag="personas",
    ),
    Route("GET", ONE, get, None, wire.Persona, tag="personas", headers=(IF_NONE_MATCH,)),
    Route("PATCH", ONE, patch, wire.PersonaPatch, wire.Persona, tag="personas", headers=(IF_MATCH,)),
    Route("DELETE", ONE, delete, None, Deleted, tag="personas", headers=(IF_MATCH,)),
)

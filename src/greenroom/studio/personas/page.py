"""Personas: the list, and a form for each."""

from typing import NamedTuple

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST, Catalogue
from greenroom.conversations import personas, store
from greenroom.conversations.model import Persona
from greenroom.conversations.personas import EVERYBODY
from greenroom.http.forms import Form
from greenroom.studio.catalogue import say
from greenroom.studio.page.met import Known, known_to
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_ONE = "/personas/{persona_id}"
_MOST = 200
LONGEST_NAME, LONGEST_DESCRIPTION = 100, 20_000


class Written(NamedTuple):
    """What stands in the form."""

    name: str = ""
    description: str = ""
    subjects: frozenset[str] = frozenset()

    def faults(self) -> dict[str, str]:
        """What is wrong with it, by field."""
        found = {} if self.name else {"name": say("personas.name_missing")}
        for field, most in (("name", LONGEST_NAME), ("description", LONGEST_DESCRIPTION)):
            if len(getattr(self, field)) > most:
                found[field] = say("personas.too_long", most=most)
        return found


async def everybody(visit: Visit, who: Member) -> Response:
    """Own personas, the newest first."""
    found = await visit.scan(store.personas, who.account_id, LAST, _MOST)
    return visit.page("personas/personas.html", found=found, everybody=EVERYBODY)


async def new(visit: Visit, who: Member) -> Response:
    """An empty form."""
    return await _form(visit, who, Written(), None)


async def create(visit: Visit, who: Member) -> Response:
    """A new persona."""
    written = _written(await visit.form())
    if written.faults():
        return await _form(visit, who, written, None)
    await visit.write(_create, who, written)
    return visit.lead("/personas", say("personas.created"))


async def one(visit: Visit, who: Member) -> Response:
    """A persona's form."""
    found = await visit.read(store.find_persona, who.account_id, visit.values["persona_id"])
    written = Written(found.name, found.description, frozenset(found.subjects))
    return await _form(visit, who, written, found)


async def change(visit: Visit, who: Member) -> Response:
    """A persona with other words, or chosen for others."""
    written = _written(await visit.form())
    found = await visit.read(store.find_persona, who.account_id, visit.values["persona_id"])
    if written.faults():
        return await _form(visit, who, written, found)
    await visit.write(_change, visit.house.catalogue, who, visit.values["persona_id"], written)
    return visit.lead("/personas", say("personas.saved"))


async def delete(visit: Visit, who: Member) -> Response:
    """Remove a persona."""
    await visit.write(
        lambda db: personas.delete(
            db, store.find_persona(db, who.account_id, visit.values["persona_id"], lock=True)
        )
    )
    return visit.lead("/personas", say("personas.deleted"))


def _create(db: Transaction, who: Member, written: Written) -> Persona:
    return personas.create(db, who.caller, written.name, written.description, written.subjects)


def _change(db: Transaction, catalogue: Catalogue, who: Member, persona_id: str, written: Written) -> Persona:
    old = store.find_persona(db, who.account_id, persona_id, lock=True)
    known = {one.character_id for one in known_to(db, catalogue, who.caller)} | {EVERYBODY}
    kept = set(old.subjects) - known  # what the form could not show, it could not take away
    return personas.change(db, old, written.name, written.description, written.subjects | kept)


async def _form(visit: Visit, who: Member, written: Written, persona: Persona | None) -> Response:
    known: list[Known] = await visit.scan(known_to, visit.house.catalogue, who.caller)
    faults = written.faults() if visit.request.method == "POST" else {}
    return visit.page(
        "personas/persona.html",
        400 if faults else 200,
        written=written,
        persona=persona,
        faults=faults,
        known=known,
        everybody=EVERYBODY,
        longest=(LONGEST_NAME, LONGEST_DESCRIPTION),
    )


def _written(form: Form) -> Written:
    fields = form.fields
    chosen = {key.removeprefix("for-") for key in fields if key.startswith("for-")}
    default = {EVERYBODY} if "default" in fields else set[str]()
    return Written(
        fields.get("name", "").strip(), fields.get("description", "").strip(), frozenset(chosen | default)
    )


PAGES = (
    Page("GET", "/personas", everybody),
    Page("GET", "/personas/new", new),
    Page("POST", "/personas", create),
    Page("GET", _ONE, one),
    Page("POST", _ONE, change),
    Page("POST", f"{_ONE}/delete", delete),
)

"""Personas: the list, and a form for each."""

from typing import NamedTuple

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST, Catalogue
from greenroom.conversations import personas, store
from greenroom.conversations.model import Persona
from greenroom.conversations.personas import EVERYBODY
from greenroom.problems import BadValue, TooLarge
from greenroom.studio.catalogue import say
from greenroom.studio.page.met import Known, known_to
from greenroom.studio.page.pictures import WHOLE, kept_picture
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
    picture: str | None = None

    def faults(self) -> dict[str, str]:
        """What is wrong with it, by field."""
        found = {} if self.name else {"name": say("personas.name_missing")}
        for field, most in (("name", LONGEST_NAME), ("description", LONGEST_DESCRIPTION)):
            if len(getattr(self, field)) > most:
                found[field] = say("personas.too_long", most=most)
        return found


async def everybody(visit: Visit, who: Member) -> Response:
    """Own personas, the newest first."""
    most = visit.most(_MOST)
    found = await visit.scan(store.personas, who.account_id, LAST, most + 1)
    more = most + _MOST if len(found) > most else 0
    return visit.page("personas/personas.html", found=found[:most], more=more, everybody=EVERYBODY)


async def new(visit: Visit, who: Member) -> Response:
    """An empty form."""
    return await _form(visit, who, Written(), None, {})


async def create(visit: Visit, who: Member) -> Response:
    """A new persona."""
    written, faults = await _written(visit, who, None)
    if faults:
        return await _form(visit, who, written, None, faults)
    await visit.write(_create, who, written)
    return visit.lead("/personas", say("personas.created"))


async def one(visit: Visit, who: Member) -> Response:
    """A persona's form."""
    found = await visit.read(store.find_persona, who.account_id, visit.values["persona_id"])
    written = Written(found.name, found.description, frozenset(found.subjects), found.picture)
    return await _form(visit, who, written, found, {})


async def change(visit: Visit, who: Member) -> Response:
    """A persona with other words, or chosen for others."""
    found = await visit.read(store.find_persona, who.account_id, visit.values["persona_id"])
    written, faults = await _written(visit, who, found.picture)
    is_other = (found.name, found.description) != (written.name, written.description)
    if is_other and await visit.field("revision") not in {"", str(found.revision)}:
        faults["changed"] = say("personas.changed", name=found.name, description=found.description or "–")
    if faults:
        return await _form(visit, who, written, found, faults)
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
    return personas.create(
        db, who.caller, written.name, written.description, written.subjects, written.picture
    )


def _change(db: Transaction, catalogue: Catalogue, who: Member, persona_id: str, written: Written) -> Persona:
    old = store.find_persona(db, who.account_id, persona_id, lock=True)
    known = {one.character_id for one in known_to(db, catalogue, who.caller)} | {EVERYBODY}
    kept = set(old.subjects) - known  # what the form could not show, it could not take away
    return personas.change(
        db, old, written.name, written.description, written.subjects | kept, written.picture
    )


async def _form(
    visit: Visit, who: Member, written: Written, persona: Persona | None, faults: dict[str, str]
) -> Response:
    known: list[Known] = await visit.scan(known_to, visit.house.catalogue, who.caller)
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


async def _written(visit: Visit, who: Member, before: str | None) -> tuple[Written, dict[str, str]]:
    """What the form says, and what is wrong with it; `before` is the picture that the persona had."""
    form = await visit.form(WHOLE)
    fields = form.fields
    chosen = {key.removeprefix("for-") for key in fields if key.startswith("for-")}
    default = {EVERYBODY} if "default" in fields else set[str]()
    kept = None if "no_picture" in fields else fields.get("kept", before or "") or None
    words = fields.get("name", "").strip(), fields.get("description", "").strip()
    written = Written(*words, frozenset(chosen | default), kept)
    faults = written.faults()
    try:
        picture = await kept_picture(visit, who, form.files.get("picture"))
    except (BadValue, TooLarge) as problem:
        why = problem.why if isinstance(problem, BadValue) else str(problem)
        return written, faults | {"picture": why}
    return written._replace(picture=picture or kept), faults


PAGES = (
    Page("GET", "/personas", everybody),
    Page("GET", "/personas/new", new),
    Page("POST", "/personas", create),
    Page("GET", _ONE, one),
    Page("POST", _ONE, change),
    Page("POST", f"{_ONE}/delete", delete),
)

"""Scenes: the list, a form for each, and moving all who are met in one to another."""

from typing import NamedTuple

from msgspec.structs import replace
from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Whose
from greenroom.conversations import stages
from greenroom.conversations.model import Stage
from greenroom.http.forms import Form
from greenroom.places.scenes import Scene
from greenroom.problems import InUse
from greenroom.studio.catalogue import say
from greenroom.studio.page.met import Known, known_to
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_ONE = "/scenes/{scene_id}"
_MOST = 200
LONGEST = {"title": 200, "description": 20_000, "period": 200}


class Written(NamedTuple):
    """What stands in the form."""

    title: str = ""
    description: str = ""
    period: str = ""
    cast: frozenset[str] = frozenset()

    def faults(self) -> dict[str, str]:
        """What is wrong with it, by field."""
        found = {} if self.title else {"title": say("scenes.name_missing")}
        for field, most in LONGEST.items():
            if len(getattr(self, field)) > most:
                found[field] = say("scenes.too_long", most=most)
        return found


class Around(NamedTuple):
    """What the form is shown with: who can be chosen, and all scenes."""

    known: list[Known]
    stages: list[Stage]

    def scene_of(self, character_id: str, but: str) -> str:
        """The title of another scene that a character is met in, if one is."""
        found = (one for one in self.stages if character_id in one.cast and one.thing.thing_id != but)
        return next((one.thing.content.title for one in found), "")


async def everything(visit: Visit, who: Member) -> Response:
    """Own scenes, the oldest first."""
    most = visit.most(_MOST)
    found = await visit.scan(stages.page, who.account_id, "", most + 1)
    return visit.page("scenes/scenes.html", found=found[:most], more=most + _MOST if len(found) > most else 0)


async def new(visit: Visit, who: Member) -> Response:
    """An empty form."""
    return await _form(visit, who, Written(), None, {})


async def create(visit: Visit, who: Member) -> Response:
    """A new scene."""
    written = _written(await visit.form())
    if faults := written.faults():
        return await _form(visit, who, written, None, faults)
    await visit.write(_create, visit.house.catalogue, who, written)
    return visit.lead("/scenes", say("scenes.created"))


async def one(visit: Visit, who: Member) -> Response:
    """A scene's form."""
    stage = await visit.read(stages.find, who.account_id, visit.values["scene_id"])
    return await _form(visit, who, _of(stage), stage, {})


async def change(visit: Visit, who: Member) -> Response:
    """A scene with other words, or another cast."""
    written = _written(await visit.form())
    stage = await visit.read(stages.find, who.account_id, visit.values["scene_id"])
    faults, now = written.faults(), stage.thing
    is_other = any(getattr(now.content, name) != getattr(written, name) for name in LONGEST)
    if is_other and await visit.field("revision") not in {"", str(now.revision)}:
        faults["changed"] = say(
            "scenes.changed", title=now.content.title, description=now.content.description or "–"
        )
    if faults:
        return await _form(visit, who, written, stage, faults)
    await visit.write(_change, visit.house.catalogue, who, visit.values["scene_id"], written)
    return visit.lead("/scenes", say("scenes.saved"))


async def move(visit: Visit, who: Member) -> Response:
    """Let all who are met here be met in another scene."""
    to = await visit.field("to")

    def unit(db: Transaction) -> Stage:
        here = stages.find(db, who.account_id, visit.values["scene_id"], lock=True)
        return stages.move_cast(db, here, stages.find(db, who.account_id, to, lock=True))

    moved = await visit.write(unit)
    return visit.lead(
        f"/scenes/{visit.values['scene_id']}", say("scenes.moved", scene=moved.thing.content.title)
    )


async def delete(visit: Visit, who: Member) -> Response:
    """Remove a scene; where it is still in use, its page says by whom, and what to do about it."""
    scene_id = visit.values["scene_id"]
    try:
        await visit.write(lambda db: stages.delete(db, stages.find(db, who.account_id, scene_id, lock=True)))
    except InUse:
        stage = await visit.read(stages.find, who.account_id, scene_id)
        faults = {"in_use": say("scenes.in_use_cast" if stage.cast else "scenes.in_use_threads")}
        return await _form(visit, who, _of(stage), stage, faults, 409)
    return visit.lead("/scenes", say("scenes.deleted"))


def _create(db: Transaction, catalogue: Catalogue, who: Member, written: Written) -> Stage:
    scene = Scene(written.title, written.description, written.period)
    return stages.create(db, who.caller, scene, _cast(db, catalogue, who, written))


def _change(db: Transaction, catalogue: Catalogue, who: Member, scene_id: str, written: Written) -> Stage:
    old = stages.find(db, who.account_id, scene_id, lock=True)
    words = {field: getattr(written, field) for field in LONGEST}
    return stages.change(
        db, old, replace(old.thing.content, **words), _cast(db, catalogue, who, written, old.cast)
    )


def _cast(
    db: Transaction, catalogue: Catalogue, who: Member, written: Written, before: tuple[str, ...] = ()
) -> list[Whose]:
    """Whom the form has chosen. Those whom it could not show stay."""
    known = known_to(db, catalogue, who.caller)
    chosen = [Whose(one.owner_id, one.character_id) for one in known if one.character_id in written.cast]
    shown = {one.character_id for one in known}
    return chosen + [Whose(who.account_id, one) for one in before if one not in shown]


async def _form(
    visit: Visit,
    who: Member,
    written: Written,
    stage: Stage | None,
    faults: dict[str, str],
    status: int = 400,
) -> Response:
    around = await visit.scan(_around, visit.house.catalogue, who)
    return visit.page(
        "scenes/scene.html",
        status if faults else 200,
        written=written,
        stage=stage,
        faults=faults,
        around=around,
        longest=LONGEST,
    )


def _around(db: Transaction, catalogue: Catalogue, who: Member) -> Around:
    return Around(known_to(db, catalogue, who.caller), stages.page(db, who.account_id, "", _MOST))


def _of(stage: Stage) -> Written:
    scene = stage.thing.content
    return Written(scene.title, scene.description, scene.period, frozenset(stage.cast))


def _written(form: Form) -> Written:
    words = {field: form.fields.get(field, "").strip() for field in LONGEST}
    cast = {key.removeprefix("cast-") for key in form.fields if key.startswith("cast-")}
    return Written(**words, cast=frozenset(cast))


PAGES = (
    Page("GET", "/scenes", everything),
    Page("GET", "/scenes/new", new),
    Page("POST", "/scenes", create),
    Page("GET", _ONE, one),
    Page("POST", _ONE, change),
    Page("POST", f"{_ONE}/move", move),
    Page("POST", f"{_ONE}/delete", delete),
)

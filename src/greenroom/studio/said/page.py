"""The table of what each API says, and a call in each."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from starlette.responses import Response

from greenroom.characters import Transaction, store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.losses import CORE, losses
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.native.samples import SAMPLES
from greenroom.dialects.native.views import fields
from greenroom.studio.catalogue import catalogue, say
from greenroom.studio.own import owner
from greenroom.studio.page.spoken import spoken
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit
from greenroom.studio.said.calls import Call, calls, read_by, talking

_BLANK = Character()


class Said(NamedTuple):
    """How an API says the fields of a character, by path; `lost` are those that it says less exactly."""

    title: str
    fields: Mapping[str, str]
    lost: Mapping[str, str]


async def said(visit: Visit, who: Member) -> Response:
    """The page."""
    record = await owner.whole(visit, who)
    found = await visit.scan(_in_each, visit.house.catalogue, record)
    told = [
        Said(
            dialect.title,
            fields(dialect.lens, one),
            {loss.field: loss.why for loss in losses(dialect.lens, one)},
        )
        for dialect, one in found
        if dialect.lens
    ]
    return visit.page(
        "said/said.html",
        record=record,
        own_tabs=owner.tabs(record),
        said=told,
        paths=[
            (path, _name(path))
            for path in CORE
            if attrgetter(path)(record.character) != attrgetter(path)(_BLANK)
        ],
        calls=[*_calls(visit, record, found)],
    )


def _in_each(db: Transaction, characters: Catalogue, record: Record) -> list[tuple[Dialect, Record]]:
    """The record by API, with the name that it has there."""
    found = []
    for dialect in spoken():
        own = characters.in_dialect(db, record, dialect.name)
        found.append((dialect, store.load_lists(db, own)))
    return found


def _calls(visit: Visit, record: Record, found: list[tuple[Dialect, Record]]) -> Iterator[tuple[str, Call]]:
    """By the names of the APIs, our own first."""
    context = visit.house.context
    yield say("exporting.ours"), read_by(SAMPLES, {"id": record.character_id}, context)
    yield say("said.talking"), talking(record, context)
    for dialect, one in found:
        if dialect.samples and dialect.lens:
            yield dialect.title, calls(dialect, one, context)


def _name(path: str) -> str:
    return catalogue().get(f"editor.f_{path.replace('.', '_')}", path)


PAGES = (Page("GET", "/characters/{character_id}/dialects", said),)

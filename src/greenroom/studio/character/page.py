"""The pages. A stranger reaches an unlisted character by its share link alone, or to revoke one would mean nothing."""

from typing import NamedTuple

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record
from greenroom.characters.standings import standing
from greenroom.studio.page.headers import NOINDEX
from greenroom.studio.page.portraits import Portrait, portrait
from greenroom.studio.page.table import NOBODY, Page
from greenroom.studio.page.visit import Visit

_MORE = 6


class Shown(NamedTuple):
    """A character as its page shows it: nothing that is its owner's alone.

    `path` is the page's own address, by which it was reached.
    """

    character_id: str
    share_id: str
    name: str
    subtitle: str
    blurb: str
    greeting: str
    handle: str
    picture: str
    category: str
    tags: tuple[str, ...]
    visibility: str
    messages: int
    uses: int
    path: str
    own: bool
    live: bool


def shown(record: Record, *, own: bool, share_id: str = "") -> Shown:
    """What strangers may see: never the definition, the knowledge, or anything unknown."""
    character = record.character
    return Shown(
        character_id=record.character_id,
        share_id=share_id,
        name=character.name.strip() or "…",
        subtitle=character.subtitle,
        blurb=character.blurb,
        greeting=character.greetings.first or "",
        handle=record.handle,
        picture=character.avatar,
        category=character.category,
        tags=character.tags[:12],
        visibility=character.visibility,
        messages=record.message_count,
        uses=record.used_count,
        path=f"/c/{share_id}" if share_id else f"/characters/{record.character_id}",
        own=own,
        live=record.live_revision is not None,
    )


async def character(visit: Visit) -> Response:
    """A public character, or one's own."""
    record = await visit.read(visit.house.catalogue.readable, visit.caller, visit.values["character_id"])
    return await _answer(visit, record, "")


async def shared(visit: Visit) -> Response:
    """What a share link leads to."""
    share_id = visit.values["share"]
    visit.headers.append((b"vary", b"Accept"))
    return await _answer(visit, await visit.read(visit.house.catalogue.shared, share_id), share_id)


async def card(visit: Visit) -> Response:
    """A public character, small, for other sites to show."""
    record = await visit.read(visit.house.catalogue.readable, NOBODY, visit.values["character_id"])
    return _card(visit, record, "")


async def shared_card(visit: Visit) -> Response:
    """What a share link leads to, small, for other sites to show."""
    share_id = visit.values["share"]
    return _card(visit, await visit.read(visit.house.catalogue.shared, share_id), share_id)


async def _answer(visit: Visit, record: Record, share_id: str) -> Response:
    own = record.account_id == visit.caller.account_id
    more = await visit.scan(_others, visit.house.catalogue, record)
    if record.character.visibility != "public":
        visit.headers.append(NOINDEX)
    decided = await visit.read(standing, record) if own else None
    one = shown(record, own=own, share_id=share_id)
    return visit.page("character/character.html", one=one, more=more, standing=decided)


def _card(visit: Visit, record: Record, share_id: str) -> Response:
    visit.headers.append(NOINDEX)  # the page itself is what should be found
    return visit.page("character/card.html", one=shown(record, own=False, share_id=share_id))


def _others(db: Transaction, catalogue: Catalogue, record: Record) -> list[Portrait]:
    """Further public characters of the same hand."""
    found = catalogue.public_of(db, record.account_id, _MORE + 1)
    return [portrait(one) for one in found if one.character_id != record.character_id][:_MORE]


PAGES = (
    Page("GET", "/characters/{character_id}", character),
    Page("GET", "/characters/{character_id}/card", card, framed=True),
    Page("GET", "/c/{share}", shared, also=True),
    Page("GET", "/c/{share}/card", shared_card, framed=True),
)

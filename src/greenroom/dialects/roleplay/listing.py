"""Lists of characters: whole, as the vendor answers, or in pages for who asks for them."""

from collections.abc import AsyncIterator
from typing import NamedTuple

from msgspec import Struct

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import cut, one_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query
from greenroom.dialects.kit.whole_list import Listing, whole_list
from greenroom.dialects.roleplay.translate import LENS, NAME
from greenroom.kit.json_values import encode_json

_MOST = 1000

QUERY = (
    Query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": _MOST},
        "Page size; without it everything is listed, with a cursor it is 100.",
    ),
    Query(
        "cursor", {"type": "string", "format": "cursor"}, "Where the next page begins, from `next_cursor`."
    ),
    Query("id", {"type": "string", "format": "uuid"}, "Only this character."),
)


class _Cursor(Struct, array_like=True):
    before: str


class Page(NamedTuple):
    """A page that was asked for: at most so many characters, those made before the one with this id."""

    most: int
    before: str


def page_of(call: Call, who: Caller, query: dict[str, list[str]]) -> Page | None:
    """The page that a query asks for, None for the whole list; raises BadParameter or BadPageToken."""
    if "limit" not in query and "cursor" not in query:
        return None
    most = whole_number("limit", one_of(query, "limit", "100"), 1, _MOST)
    cursor = read_cursor(call.house.signer, _Cursor, NAME, one_of(query, "cursor", ""), who.account_id)
    return Page(most, cursor.before if cursor else LAST)


async def part(call: Call, who: Caller, page: Page) -> bytes:
    """One page of the list, with the cursor of the next."""

    def read(db: Transaction) -> tuple[bytes, str | None]:
        found, last = cut(call.house.catalogue.newest(db, who, page.most + 1, page.before), page.most)
        return b",".join([view(call, one) for one in found]), last

    views, last = await call.scan(read)
    following = call.house.signer.sign(NAME, _Cursor(last), who.account_id) if last else None
    return b'{"characters":[%b],"next_cursor":%b}' % (views, encode_json(following))


async def whole(call: Call, who: Caller) -> AsyncIterator[bytes]:
    """The whole list, in parts as they are read."""
    house = call.house
    listing = Listing(
        who.account_id,
        NAME,
        lambda db, before, most: house.catalogue.newest(db, who, most, before),
        lambda record: LENS.show(record, house.context),
        start=LAST,
    )
    return await whole_list(call, listing)


def view(call: Call, one: Stored) -> bytes:
    """A character as JSON; rendered, and decoded for it, once for each of its revisions."""
    return call.house.views.render(NAME, one, lambda: LENS.show(one.record(), call.house.context))

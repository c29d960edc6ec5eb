"""An account as everybody sees it: name, handle, picture, and what it has published."""

from datetime import UTC, datetime

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.community.appearance import Appearance, public_page
from greenroom.community.tastes import Taste, taste
from greenroom.studio.page.portraits import Portrait, portrait
from greenroom.studio.page.table import Page
from greenroom.studio.page.visit import Visit

_MOST = 60


async def profile(visit: Visit) -> Response:
    """The page; a suspended account has none."""
    most = visit.most(_MOST)
    account, shown, liked = await visit.scan(
        _read, visit.house.catalogue, visit.values["handle"], visit.caller.account_id, most + 1
    )
    own = visit.who is not None and visit.who.account_id == account.account_id
    since = datetime.fromtimestamp(account.created_at / 1_000_000, UTC).strftime("%B %Y")
    return visit.page(
        "profile/profile.html",
        account=account,
        shown=shown[:most],
        more=most + _MOST if len(shown) > most else 0,
        own=own,
        since=since,
        is_blocked=account.account_id in liked.hidden,
    )


def _read(
    db: Transaction, catalogue: Catalogue, handle: str, reader_id: str, most: int
) -> tuple[Appearance, list[Portrait], Taste]:
    account, liked = public_page(db, handle), taste(db, reader_id)
    mature = liked.mature or reader_id == account.account_id
    found = catalogue.public_of(db, account.account_id, most, mature=mature)
    return account, [portrait(record) for record in found], liked


PAGES = (Page("GET", "/@/{handle}", profile),)

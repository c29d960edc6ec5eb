"""How an account appears: looked at, and chosen."""

import asyncio
from functools import partial

from starlette.responses import Response

from greenroom.accounts.sessions.requests import safe_target
from greenroom.characters import Transaction
from greenroom.community.appearance import LONGEST_ABOUT, LONGEST_NAME, appearance, choose_appearance
from greenroom.problems import AlreadyExists, BadValue, TooLarge
from greenroom.studio.catalogue import say
from greenroom.studio.page.pictures import WHOLE, kept_picture
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_FIELDS = ("handle", "display_name", "about")


async def account(visit: Visit, who: Member) -> Response:
    """The page; just after the first sign-in it welcomes."""
    shown = await visit.read(appearance, who.account_id)
    values = {name: getattr(shown, name) for name in _FIELDS}
    return _page(visit, values, shown.avatar or "", {})


async def choose(visit: Visit, who: Member) -> Response:
    """Appear like this from now on; what is wrong stands beside its field, and what was written stays."""
    form = await visit.form(WHOLE)
    values = {name: form.fields.get(name, "").strip() for name in _FIELDS}
    before = (await visit.read(appearance, who.account_id)).avatar
    try:
        avatar = await kept_picture(visit, who, form.files.get("picture"))
        kept = None if "no_picture" in form.fields else before
        unused = await visit.write(_choose, who.account_id, values, avatar or kept)
    except AlreadyExists:
        faults, status = {"handle": say("account.taken")}, 409
    except BadValue as problem:
        faults, status = {problem.field: problem.why}, 400
    except TooLarge as problem:
        faults, status = {"picture": str(problem)}, 413
    else:
        return await _chosen(visit, unused, form.fields.get("next") or "/account")
    return _page(visit, values, before or "", faults, status, form.fields.get("next", ""))


async def _chosen(visit: Visit, unused: list[str], target: str) -> Response:
    for asset_id in unused:
        await asyncio.to_thread(partial(visit.house.media.delete, asset_id, young=0))
    return visit.lead(safe_target(target), say("account.saved"))


def _page(
    visit: Visit,
    values: dict[str, str],
    avatar: str,
    faults: dict[str, str],
    status: int = 200,
    target: str = "",
) -> Response:
    """The form; somebody who has just arrived has a `target` to go on to."""
    return visit.page(
        "account/account.html",
        status,
        values=values,
        picture_id=avatar,
        faults=faults,
        welcome=bool(target) or visit.query("welcome") == "yes",
        target=safe_target(target or visit.query("next", longest=2000)),
        longest={"display_name": LONGEST_NAME, "about": LONGEST_ABOUT},
    )


def _choose(db: Transaction, account_id: str, values: dict[str, str], avatar: str | None) -> list[str]:
    _, unused = choose_appearance(db, account_id, avatar=avatar, **values)
    return unused


PAGES = (
    Page("GET", "/account", account),
    Page("POST", "/account", choose),
)

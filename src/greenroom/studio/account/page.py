"""How an account appears: looked at, and chosen."""

from hashlib import sha256

from starlette.responses import Response

from greenroom.accounts.sessions.requests import safe_target
from greenroom.characters import Transaction
from greenroom.community.appearance import (
    LONGEST_ABOUT,
    LONGEST_NAME,
    Appearance,
    appearance,
    choose_appearance,
)
from greenroom.http.forms import Form
from greenroom.kit.json_values import encode_json
from greenroom.problems import AlreadyExists, BadValue, RevisionMismatch, TooLarge
from greenroom.studio.catalogue import say
from greenroom.studio.page.pictures import WHOLE, forget_pictures, kept_picture
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_FIELDS = ("handle", "display_name", "about")


async def account(visit: Visit, who: Member) -> Response:
    """The page; just after the first sign-in it welcomes."""
    shown = await visit.read(appearance, who.account_id)
    values = {name: getattr(shown, name) for name in _FIELDS}
    return _page(visit, values | {"kept": shown.avatar or "", "seen": _seen(shown)}, {})


async def choose(visit: Visit, who: Member) -> Response:
    """Appear like this from now on; what is wrong stands beside its field, and what was written stays."""
    form = await visit.form(WHOLE)
    before = await visit.read(appearance, who.account_id)
    values = {name: form.fields.get(name, "").strip() for name in (*_FIELDS, "seen")}
    kept = form.fields.get("kept", before.avatar or "")
    values["kept"] = "" if "no_picture" in form.fields else kept
    try:
        values["kept"] = await kept_picture(visit, who, form.files.get("picture")) or values["kept"]
        unused = await visit.write(_choose, who.account_id, values)
    except (AlreadyExists, BadValue, TooLarge) as problem:
        return _page(visit, values, *_faults(problem), form)
    except RevisionMismatch:
        now = await visit.read(appearance, who.account_id)
        return _page(visit, values | {"seen": _seen(now)}, {}, 409, form, now)
    await forget_pictures(visit, who, unused)
    return visit.lead(safe_target(form.fields.get("next") or "/account"), say("account.saved"))


def _page(
    visit: Visit,
    values: dict[str, str],
    faults: dict[str, str],
    status: int = 200,
    form: Form | None = None,
    now: Appearance | None = None,
) -> Response:
    """The form; `now` is how the account appears where that was chosen elsewhere while this was written."""
    target = form.fields.get("next", "") if form else ""
    return visit.page(
        "account/account.html",
        status,
        values=values,
        faults=faults,
        elsewhere=[(name, getattr(now, name)) for name in _FIELDS] if now else [],
        welcome=visit.query("welcome") == "yes" or target != "",
        target=safe_target(target or visit.query("next", longest=2000)),
        longest={"display_name": LONGEST_NAME, "about": LONGEST_ABOUT},
    )


def _faults(problem: AlreadyExists | BadValue | TooLarge) -> tuple[dict[str, str], int]:
    """What is said beside which field, and the status."""
    if isinstance(problem, AlreadyExists):
        return {"handle": say("account.taken")}, 409
    if isinstance(problem, BadValue):
        return {problem.field: problem.why}, 400
    return {"picture": str(problem)}, 413


def _seen(shown: Appearance) -> str:
    """What a form that was filled with this sends along, to tell whether it is still so."""
    return sha256(encode_json([shown.handle, shown.display_name, shown.about, shown.avatar])).hexdigest()[:16]


def _choose(db: Transaction, account_id: str, values: dict[str, str]) -> list[str]:
    words, now = {name: values[name] for name in _FIELDS}, appearance(db, account_id)
    wanted = words | {"display_name": words["display_name"] or words["handle"]}  # as it is chosen below
    is_other = any(getattr(now, name) != text for name, text in wanted.items())
    if is_other and values["seen"] not in {"", _seen(now)}:
        raise RevisionMismatch
    _, unused = choose_appearance(db, account_id, avatar=values["kept"] or None, **words)
    return unused


PAGES = (
    Page("GET", "/account", account),
    Page("POST", "/account", choose),
)

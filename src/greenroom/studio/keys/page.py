"""The pages of keys."""

from typing import Any

from starlette.responses import Response

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Key, Scope
from greenroom.accounts.sessions.sessions import KEY_LABEL, KEY_LIVES
from greenroom.characters import Transaction
from greenroom.kit.clock import DAY
from greenroom.problems import BadValue
from greenroom.studio.catalogue import say
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

LIVES = (0, 7, 30, 90, 365)
"""Days that a key may be made for; 0 is for ever."""


async def keys(visit: Visit, who: Member) -> Response:
    """All keys, those that still open something first, and a form for another."""
    return await _page(visit, who)


async def create(visit: Visit, who: Member) -> Response:
    """A new key, shown this once."""
    form = await visit.form()
    label = form.fields.get("label", "").strip()
    scopes = [scope for scope in SCOPES if scope in form.fields]
    days = form.fields.get("days", "0")
    lives = next((one for one in LIVES if str(one) == days), 0)
    try:
        made = await visit.write(_make, who.account_id, visit.house.secret, label, scopes, lives)
    except BadValue as problem:
        return await _page(visit, who, 400, label=label, scopes=scopes, faults={problem.field: problem.why})
    return _shown(visit, *made)


async def one(visit: Visit, who: Member) -> Response:
    """A key, with what can be done about it."""
    found = await visit.read(service.find_key, who.account_id, visit.values["key_id"])
    return visit.page("keys/key.html", key=found, state=_state)


async def rotate(visit: Visit, who: Member) -> Response:
    """Another key like this one, which opens nothing from now on."""
    made = await visit.write(_rotate, who.account_id, visit.values["key_id"], visit.house.secret)
    visit.house.keyring.forget()
    return _shown(visit, *made)


async def revoke(visit: Visit, who: Member) -> Response:
    """Close what the key opens, once somebody has said that they mean it."""
    if await visit.field("sure") != "yes":
        return visit.lead(f"/keys/{visit.values['key_id']}", say("keys.not_sure"), "warm")
    found = await visit.write(service.revoke_key, who.account_id, visit.values["key_id"], who.account_id)
    visit.house.keyring.forget()
    return visit.lead("/keys", say("keys.revoked_now", label=found.label))


async def _page(visit: Visit, who: Member, status: int = 200, **values: Any) -> Response:
    found = [key for key in await visit.read(service.list_keys, who.account_id) if not is_of_a_session(key)]
    now = visit.now
    found.sort(key=lambda key: (_state(key, now) != "live", -key.created_at))
    around = {"label": "", "scopes": ["read", "write", "chat"], "faults": {}, "state": _state}
    return visit.page("keys/keys.html", status, keys=found, lives=LIVES, all_scopes=SCOPES, **around | values)


def is_of_a_session(key: Key) -> bool:
    """Whether a key is one that a page of the studio uses for a few minutes, which nobody has to look after."""
    return key.label == KEY_LABEL and (key.expires_at or 2**62) - key.created_at <= KEY_LIVES


def _shown(visit: Visit, key: Key, text: str) -> Response:
    return visit.page("keys/made.html", key=key, text=text, dialects=visit.house.dialects)


def _make(
    db: Transaction, account_id: str, secret: bytes, label: str, scopes: list[Scope], days: int
) -> tuple[Key, str]:
    expires_at = db.now + days * DAY if days else None
    return service.create_key(
        db, account_id, label, secret, scopes=scopes, expires_at=expires_at, by=account_id
    )


def _rotate(db: Transaction, account_id: str, key_id: str, secret: bytes) -> tuple[Key, str]:
    return service.rotate_key(db, account_id, key_id, secret, by=account_id)


def _state(key: Key, now: int) -> str:
    """A key is live, expired or revoked."""
    if key.revoked_at is not None:
        return "revoked"
    return "expired" if key.expires_at is not None and key.expires_at <= now else "live"


PAGES = (
    Page("GET", "/keys", keys),
    Page("POST", "/keys", create),
    Page("GET", "/keys/{key_id}", one),
    Page("POST", "/keys/{key_id}/rotate", rotate),
    Page("POST", "/keys/{key_id}/revoke", revoke),
)

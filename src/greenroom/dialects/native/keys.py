"""The caller's account and its keys."""

from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from greenroom.accounts import service
from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller, Key
from greenroom.characters import Transaction
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.routes import KeyHolder, Reader, Route
from greenroom.dialects.native import wire
from greenroom.http.answers import json_answer
from greenroom.kit.clock import SECOND, rfc3339
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, NotFound, WrongKey


async def account(call: Call, who: Reader) -> Response:
    """The account that the key belongs to."""
    try:
        found = await call.read(service.find_account, who.account_id)
    except NotFound:  # deleted a moment ago; its keys are believed for a second
        raise WrongKey("") from None
    return json_answer(
        wire.Account(
            found.account_id, found.handle, found.display_name, found.plan, rfc3339(found.created_at)
        )
    )


async def list_keys(call: Call, who: KeyHolder) -> Response:
    """All keys of the account, revoked ones too."""
    keys = await call.read(service.list_keys, who.account_id)
    return json_answer({"items": [show_key(key) for key in keys]})


async def create_key(call: Call, who: KeyHolder) -> Response:
    """A new key. Its secret is in this answer and in no other, a repetition of this request included."""
    asked = convert(await call.json(), wire.NewKey)
    expires_at = _moment(asked.expires_at)

    def make(db: Transaction) -> Made:
        key, text = service.create_key(
            db,
            who.account_id,
            asked.label,
            call.house.secret,
            scopes=asked.scopes,
            expires_at=expires_at,
            granted=who.scopes,
            until=_end(db, who),
            by=who.account_id,
            with_key=who.key_id,
        )
        return _shown_once(key, text)

    return await call.create(who, make)


async def rotate_key(call: Call, who: KeyHolder) -> Response:
    """A new key like this one, which is revoked at the same moment."""

    def make(db: Transaction) -> Made:
        key_id, secret = call.values["key_id"], call.house.secret
        until = _end(db, who)
        rotated = service.rotate_key(
            db,
            who.account_id,
            key_id,
            secret,
            granted=who.scopes,
            until=until,
            by=who.account_id,
            with_key=who.key_id,
        )
        return _shown_once(*rotated)

    answer = await call.create(who, make)
    call.house.keyring.forget()
    return answer


async def revoke_key(call: Call, who: KeyHolder) -> Response:
    """Revoke a key; it opens nothing from the next request on."""
    key_id = call.values["key_id"]
    key = await call.write(service.revoke_key, who.account_id, key_id, who.account_id, who.key_id)
    call.house.keyring.forget()
    return json_answer(show_key(key))


def show_key(key: Key) -> dict[str, Any]:
    """A key as it is listed."""
    return {
        "id": key.key_id,
        "label": key.label,
        "scopes": key.scopes,
        "created_at": rfc3339(key.created_at),
        "expires_at": _time(key.expires_at),
        "revoked_at": _time(key.revoked_at),
        "last_used_at": _time(key.last_used_at),
    }


def _end(db: Transaction, who: Caller) -> int | None:
    """When the asking key expires, beyond which it gives nobody a key."""
    return service.find_key(db, who.account_id, who.key_id or "").expires_at


def _shown_once(key: Key, text: str) -> Made:
    shown = show_key(key)
    return Made(encode_json(shown | {"key": text}), 201, replay=encode_json(shown))


def _time(moment: int | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def _moment(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise BadValue("expires_at", "must say its offset from UTC, as in 2027-01-31T12:00:00Z")
        return int(moment.astimezone(UTC).timestamp() * SECOND)
    except (ValueError, OverflowError):
        raise BadValue("expires_at", "must be a time of RFC 3339") from None


ROUTES = (
    Route("GET", "/v1/account", account, None, wire.Account, tag="account"),
    Route("GET", "/v1/keys", list_keys, None, wire.Keys, tag="keys"),
    Route("POST", "/v1/keys", create_key, wire.NewKey, wire.Key, status=201, creates=True, tag="keys"),
    Route("DELETE", "/v1/keys/{key_id}", revoke_key, None, wire.Key, tag="keys"),
    Route(
        "POST", "/v1/keys/{key_id}:rotate", rotate_key, None, wire.Key, status=201, creates=True, tag="keys"
    ),
)

"""What was done to the account and by it: its part of the audit trail, as its owner may read it."""

from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts import audit
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import KeyHolder, Route
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import PAGE
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339

_PURPOSE = "acts"


class _Cursor(Struct, array_like=True):
    before: str


async def acts(call: Call, who: KeyHolder) -> Response:
    """What was done to the account and by it – sign-ins, keys, visibility, operators' acts – newest first, for 400 days."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), who.account_id)
    found = await call.scan(audit.own, who.account_id, most + 1, cursor.before if cursor else audit.LAST)
    page, following = page_of(
        call, found, most, _PURPOSE, lambda last: _Cursor(last.audit_id), who.account_id
    )
    items = [_show(one) for one in page]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


def _show(one: audit.Told) -> dict[str, Any]:
    return {
        "id": one.audit_id,
        "moment": rfc3339(one.moment),
        "act": one.act,
        "by": one.by,
        "key_id": one.key_id,
        "account_id": one.account_id,
        "about": one.about,
    }


ROUTES = (Route("GET", "/v1/account/acts", acts, None, wire.Acts, PAGE, tag="account"),)

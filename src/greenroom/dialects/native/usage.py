"""What an account has, and what its plan grants."""

from typing import Any

from starlette.responses import Response

from greenroom.accounts.plans import Rate, plan_of
from greenroom.assets import store as assets
from greenroom.characters import Transaction, store
from greenroom.characters.discovery import store as discovery
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route
from greenroom.dialects.native import wire
from greenroom.http.answers import json_answer


async def usage(call: Call, who: Reader) -> Response:
    """How many characters and pictures the account has, its plan, and the limits on its requests."""

    def read(db: Transaction) -> dict[str, int]:
        kept = assets.usage(db, who.account_id)
        return {
            "characters": store.total(db, who.account_id),
            "public_characters": discovery.count_of(db, who.account_id),
            "assets": kept.assets,
            "asset_bytes": kept.size,
        }

    plan = plan_of(who.plan)
    limits = {"read": _rate(plan.read), "write": _rate(plan.write), "chat": _rate(plan.chat)}
    granted = {"plan": who.plan, "premium_models": plan.premium, "limits": limits}
    return json_answer(await call.scan(read) | granted)


def _rate(rate: Rate | None) -> dict[str, Any] | None:
    return rate and rate._asdict()


ROUTES = (Route("GET", "/v1/usage", usage, None, wire.Usage, tag="account"),)

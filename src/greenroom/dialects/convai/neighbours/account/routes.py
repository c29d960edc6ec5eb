"""Key checks and the account. Nothing is counted or sold here, so the answers are always the same."""

from starlette.responses import Response

from greenroom.dialects.convai.neighbours.account import wire
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route
from greenroom.http.answers import json_answer

_METRICS = ("interactions", "provider_pool_1", "core-api", "pixel_streaming")
_PLAN = wire.Plan("Self-hosted", "", [wire.Metric(name, [wire.Amount(0, 0)]) for name in _METRICS])


async def referral_source(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - the signature asks for a key
    """Whether the key is good, as the Unity plugin asks."""
    return json_answer(wire.ReferralSource("submitted", "ok"))


async def update_source(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - as above
    """Take where somebody heard of the vendor, and keep nothing of it."""
    return json_answer(wire.Ok("ok"))


async def usage(_call: Call, who: Reader) -> Response:  # noqa: ARG001 - as above
    """Whether the key is good, as the Unreal plugin asks; and a usage without limits."""
    return json_answer(wire.Usage(_PLAN))


async def health(_call: Call) -> Response:
    """Whether the server answers; anybody may ask."""
    return json_answer(wire.Ok("ok"))


ROUTES = (
    Route("POST", "/user/referral-source-status", referral_source, None, wire.ReferralSource, kind="read"),
    Route("POST", "/user/update-source", update_source, wire.UpdateSource, wire.Ok, kind="read"),
    Route("POST", "/user/user-api-usage", usage, None, wire.Usage, kind="read"),
    Route("GET", "/health", health, None, wire.Ok),
)

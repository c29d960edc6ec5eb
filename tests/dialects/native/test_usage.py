"""Usage: what an account has, and what its plan grants."""

import pytest
from tests.dialects.roleplay.bodies import created
from tests.served import Caller, Served

NO_LIMIT = {"read": None, "write": None, "chat": None}
GUEST = {
    "read": {"per_minute": 240, "burst": 240},
    "write": {"per_minute": 60, "burst": 60},
    "chat": {"per_minute": 20, "burst": 20},
}


def test_it_counts_what_is_there(ada: Caller, bob: Caller) -> None:
    nothing = {"characters": 0, "public_characters": 0, "assets": 0, "asset_bytes": 0}
    assert ada.get("/v1/usage").json() == nothing | {
        "plan": "home",
        "premium_models": True,
        "limits": NO_LIMIT,
    }
    made = [created(ada, visibility=visibility) for visibility in ("private", "unlisted", "public")]
    said = ada.get("/v1/usage").json()
    size = ada.get("/v1/assets").json()["items"][0]["size"]
    assert (said["characters"], said["public_characters"], said["assets"], said["asset_bytes"]) == (
        3,
        1,
        1,
        size,
    )
    for one in made:
        ada.delete(f"/v1/characters/{one['id']}")
    assert nothing.items() <= ada.get("/v1/usage").json().items()
    assert nothing.items() <= bob.get("/v1/usage").json().items()


@pytest.mark.parametrize(("plan", "premium", "limits"), [("home", True, NO_LIMIT), ("guest", False, GUEST)])
def test_it_says_what_the_plan_grants(plan: str, limits: object, served: Served, *, premium: bool) -> None:
    said = served.newcomer(plan).get("/v1/usage").json()
    assert (said["plan"], said["premium_models"], said["limits"]) == (plan, premium, limits)

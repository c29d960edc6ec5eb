"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping

from tests.isolation.ask import CANARY, Ask, Ids, said
from tests.served import Caller

from greenroom.dialects.kit.routes import Route

ROOTS = ((r"^(/api)?/(?=context/|sessionmanager)", "/api/"),)
PLAYER = "3f0b2c9e-8a57-4f0b-9d1a-5d0c2b7e1a10"
SESSION = {"session_key": "campaign", "game_id": "game", "player_id": PLAYER}
PLACE = "secret_place"

TABLE: Mapping[str, tuple[Ask, ...]] = {
    **{
        f"{verb} /api/context/{path}": (Ask(body=body),)
        for path in (
            "characters/{game_id}/{world_id}/{character_id}",
            "world/{game_id}/{world_id}",
            "region/{game_id}/{world_id}/{region_id}",
            "location/{game_id}/{world_id}/{region_id}/{location_id}",
        )
        for verb, body in (
            ("GET", None),
            ("PUT", {"name": "Mine"}),
            ("PATCH", {"name": "Mine"}),
            ("DELETE", None),
        )
    },
    "POST /api/context/characters/{game_id}/{world_id}": (
        Ask(body={"name": "Mine"}),
        Ask("?region_id={place}&location_id={place}", {"name": "Mine"}),
    ),
    "GET /api/context/characters/{game_id}/{world_id}": (Ask(),),
    "POST /api/context/world/{game_id}": (Ask(body={"name": "Mine"}),),
    "POST /api/context/region/{game_id}/{world_id}": (Ask(body={"name": "Mine"}),),
    "POST /api/context/location/{game_id}/{world_id}/{region_id}": (Ask(body={"name": "Mine"}),),
    "POST /api/sessionmanager": (Ask(body=SESSION),),
    "GET /api/sessionmanager": (Ask(f"?session_key=campaign&game_id=game&player_id={PLAYER}"),),
}

NEVER = {"npc_id": "A" * 20, "place": "nowhere"}


def names(route: Route) -> Mapping[str, str]:
    return {
        "character_id": "{npc_id}",
        "game_id": "default",
        "world_id": "default" if "/characters/" in route.path else "{place}",
        "region_id": "{place}",
        "location_id": "{place}",
    }


def plant(owner: Caller, _: Ids) -> Ids:
    for path in ("world/default", f"region/default/{PLACE}", f"location/default/{PLACE}/{PLACE}"):
        kind = path.partition("/")[0]
        place = {"lore": CANARY, "x_unknown": CANARY}
        said(owner.post(f"/api/context/{path}?{kind}_id={PLACE}", place))
    said(owner.post("/api/sessionmanager", SESSION))
    (npc,) = said(owner.get("/api/context/characters/default/default"))["characters"]
    return {"npc_id": npc["id"], "place": PLACE, "player": PLAYER}

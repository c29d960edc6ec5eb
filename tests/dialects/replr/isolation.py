"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping

from tests.isolation.ask import CANARY, Ask, Ids, said
from tests.served import Caller

ROOTS = ((r"^(/v1)?/v1/(replrs|dyvas)(?=$|/)", "/v1/replrs"),)

TABLE: Mapping[str, tuple[Ask, ...]] = {
    "POST /v1/replrs": (Ask(body={"name": "Mine", "instructions": "x"}),),
    "GET /v1/replrs": (Ask(),),
    "GET /v1/replrs/explore": (Ask("?sort=recent&limit=100"), Ask("?search=canary")),
    **{
        f"{verb} /v1/replrs/{{character_id}}": (Ask(body=body),)
        for verb, body in (
            ("GET", None),
            ("PUT", {"name": "Mine"}),
            ("PATCH", {"name": "Mine"}),
            ("DELETE", None),
        )
    },
}


def plant(owner: Caller, ids: Ids) -> Ids:
    said(owner.send("PATCH", f"/v1/replrs/{ids['id']}", json={"x_unknown": CANARY}))
    return {}

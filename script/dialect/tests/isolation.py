"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping

from tests.isolation.ask import CANARY, Ask, Ids, said
from tests.served import Caller

ALL = "/acme/characters"
ONE = "/acme/characters/{character_id}"
TABLE: Mapping[str, tuple[Ask, ...]] = {
    f"POST {ALL}": (Ask(body={"name": "Mine"}),),
    f"GET {ALL}": (Ask(),),
    f"GET {ONE}": (Ask(),),
    f"PATCH {ONE}": (Ask(body={"name": "Mine"}),),
    f"DELETE {ONE}": (Ask(),),
}


def plant(owner: Caller, ids: Ids) -> Ids:
    said(owner.send("PATCH", f"{ALL}/{ids['id']}", json={"x_unknown": CANARY}))
    return {}

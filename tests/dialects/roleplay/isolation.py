"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping

from tests.isolation.ask import CANARY, Ask, Ids, said
from tests.served import PICTURE, Caller

TABLE: Mapping[str, tuple[Ask, ...]] = {
    "POST /apiCreateCharacter": (
        Ask(body={"name": "Mine", "definition": "x", "greetings": ["x"], "avatar": PICTURE}),
    ),
    **dict.fromkeys(("GET /apiListCharacters", "POST /apiListCharacters"), (Ask(), Ask("?id={id}"))),
    **dict.fromkeys(
        (f"{verb} /apiUpdateCharacter" for verb in ("POST", "PATCH", "PUT")),
        (Ask(body={"id": "{id}", "name": "Mine", "issue_share_id": True}),),
    ),
    **dict.fromkeys(
        (f"{verb} /apiDeleteCharacter" for verb in ("POST", "DELETE")), (Ask(body={"id": "{id}"}),)
    ),
}


def plant(owner: Caller, ids: Ids) -> Ids:
    said(owner.post("/apiUpdateCharacter", {"id": ids["id"], "x_unknown": CANARY}))
    return {}

"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping

from tests.isolation.ask import Ask
from tests.served import PICTURE

MINE = {"character": {"name": "Mine"}}
CARD = {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Mine"}}

TABLE: Mapping[str, tuple[Ask, ...]] = {
    **dict.fromkeys(
        (
            *("GET /v1/account", "GET /v1/keys", "GET /v1/usage", "GET /v1/characters", "GET /v1/assets"),
            *("GET /v1/places", "GET /healthz", "GET /readyz", "GET /metrics"),
            *("GET /media/{file}", "GET /c/{share}", "GET /openapi/{document}"),
            *("DELETE /v1/keys/{key_id}", "POST /v1/keys/{key_id}:rotate"),
            *("GET /v1/assets/{asset_id}", "DELETE /v1/assets/{asset_id}"),
            *(
                f"{verb} /v1/characters/{{character_id}}{below}"
                for verb, below in (
                    *(("GET", ""), ("DELETE", ""), ("POST", "/publish"), ("POST", "/share")),
                    *(("DELETE", "/share"), ("GET", "/revisions"), ("GET", "/revisions/{revision}")),
                    *(("GET", "/revisions/{revision}/diff"), ("POST", "/revisions/{revision}/restore")),
                    *(("GET", "/places"), ("GET", "/views")),
                )
            ),
        ),
        (Ask(),),
    ),
    "POST /v1/keys": (Ask(body={"label": "mine", "scopes": ["read"]}),),
    "POST /v1/characters": (
        Ask(body={"id": "{id}", **MINE}),
        Ask(body={"character": {"name": "Mine", "avatar": "{asset_id}"}}),
    ),
    "PUT /v1/characters/{character_id}": (Ask(body=MINE),),
    "PATCH /v1/characters/{character_id}": (Ask(body=MINE),),
    "GET /v1/characters/{character_id}/export": (Ask(), Ask("?format=chara_card_v2")),
    "GET /v1/explore": (Ask(), Ask("?sort=recent&limit=100"), Ask("?q=canary")),
    "POST /v1/imports": (Ask(body=CARD),),
    "POST /v1/assets": (Ask(body={"picture": PICTURE}),),
    "PUT /v1/characters/{character_id}/places/{dialect}": (Ask(body={"container": "default"}),),
}

NAMES = {"dialect": "inworld", "document": "native.json"}

"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

import time
from collections.abc import Mapping

from tests.isolation.ask import CANARY, Ask, Ids, said
from tests.served import PICTURE, Caller

MINE = {"character": {"name": "Mine"}}
CARD = {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Mine"}}
BOOK = {"spec": "lorebook_v3", "data": {"name": "Mine", "entries": [{"keys": ["k"], "content": "c"}]}}

TABLE: Mapping[str, tuple[Ask, ...]] = {
    **dict.fromkeys(
        (
            *(
                "GET /v1/account",
                "GET /v1/account/acts",
                "GET /v1/keys",
                "GET /v1/usage",
                "GET /v1/characters",
                "GET /v1/assets",
            ),
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
                    *(("GET", "/places"), ("GET", "/views"), ("GET", "/stats")),
                )
            ),
            *("POST /v1/account/export", "GET /v1/operations"),
            *("GET /v1/operations/{operation_id}", "GET /v1/exports/{export_id}"),
            *("GET /v1/personas", "GET /v1/personas/{persona_id}", "DELETE /v1/personas/{persona_id}"),
            *("GET /v1/lorebooks", "GET /v1/lorebooks/{lorebook_id}", "DELETE /v1/lorebooks/{lorebook_id}"),
            *("GET /v1/scenes", "GET /v1/scenes/{scene_id}", "DELETE /v1/scenes/{scene_id}"),
            *("GET /v1/threads/{thread_id}", "DELETE /v1/threads/{thread_id}"),
            "GET /v1/threads/{thread_id}/prompt",
            *(f"{verb} /v1/threads/{{thread_id}}/messages/{{message_id}}" for verb in ("GET", "DELETE")),
            *(
                f"{verb} /v1/threads/{{thread_id}}/messages/{{message_id}}/{what}"
                for verb, what in (("POST", "select"), ("POST", "stop"), ("GET", "events"))
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
    "GET /v1/characters/{character_id}/export": (
        *(Ask(f"?format={form}") for form in ("chara_card_v2", "png", "charx", "original")),
        Ask("?format=png&report=true"),
    ),
    "GET /v1/explore": (Ask(), Ask("?sort=recent&limit=100"), Ask("?q=canary")),
    "POST /v1/imports": (Ask(body=CARD), Ask("?character={id}", body=BOOK)),
    "POST /v1/imports/batch": (Ask(body=CARD),),
    "POST /v1/lorebooks/{lorebook_id}/give": (Ask(body={"character": "{id}"}),),
    "GET /v1/kept-files": (Ask(), Ask("?character={id}")),
    "POST /v1/assets": (Ask(body={"picture": PICTURE}),),
    "PUT /v1/characters/{character_id}/places/{dialect}": (Ask(body={"container": "default"}),),
    "POST /v1/personas": (
        Ask(body={"name": "Mine", "characters": ["{id}"]}),
        Ask(body={"name": "Mine", "picture": "{asset_id}"}),
    ),
    "PATCH /v1/personas/{persona_id}": (
        Ask(body={"name": "Mine"}),
        Ask(body={"picture": "{asset_id}"}),
    ),
    "POST /v1/scenes": (Ask(body={"title": "Mine"}), Ask(body={"title": "Mine", "characters": ["{id}"]})),
    "PATCH /v1/scenes/{scene_id}": (Ask(body={"title": "Mine"}), Ask(body={"characters": ["{id}"]})),
    "POST /v1/scenes/{scene_id}/move": (Ask(body={"to": "{other_scene}"}),),
    "GET /v1/threads": (Ask(), Ask("?character={id}")),
    "POST /v1/threads": (
        Ask(body={"character": "{id}"}),
        Ask(body={"character": "{id}", "persona": "{persona_id}"}),
        Ask(body={"character": "{id}", "scene": "{scene_id}"}),
        Ask(body={"character": "{id}", "share_id": "{share}"}),
    ),
    "PATCH /v1/threads/{thread_id}": (Ask(body={"title": "Mine"}), Ask(body={"persona": "{persona_id}"})),
    "GET /v1/threads/{thread_id}/messages": (Ask(), Ask("?all=true")),
    "POST /v1/threads/{thread_id}/messages": (Ask(body={"text": "Hello"}),),
    "POST /v1/threads/{thread_id}/reply": (Ask(body={}), Ask(body={"parent": "{message_id}"})),
    "POST /v1/threads/{thread_id}/continue": (Ask(body={}),),
    "PATCH /v1/threads/{thread_id}/messages/{message_id}": (Ask(body={"text": "Mine"}),),
}

NAMES = {"dialect": "inworld", "document": "native.json"}

NEVER = {"lorebook_id": "0" * 32} | dict.fromkeys(
    (
        *("persona_id", "scene_id", "other_scene", "thread_id", "message_id"),
        *("operation_id", "export_id"),
    ),
    "01900000-0000-7000-8000-000000000000",
)


def finished(owner: Caller, operation_id: str) -> str:
    """The operation's id, once it is done."""
    for _ in range(600):
        if owner.get(f"/v1/operations/{operation_id}").json()["state"] == "done":
            return operation_id
        time.sleep(0.05)
    raise AssertionError(operation_id)


def plant(owner: Caller, ids: Ids) -> Ids:
    """A persona, two scenes, and a thread whose first message has other words than the character's."""
    thread = said(owner.post("/v1/threads", {"character": ids["id"], "title": CANARY}))
    first = f"/v1/threads/{thread['id']}/messages/{thread['leaf']}"
    said(owner.send("PATCH", first, json={"text": CANARY}))
    batch = owner.post("/v1/imports/batch", {"spec": "lorebook_v3", "data": {"name": CANARY, "entries": []}})
    operation = finished(owner, batch.json()["id"])
    (book,) = said(owner.get("/v1/lorebooks"))["items"]
    export = finished(owner, owner.post("/v1/account/export").json()["id"])
    return {
        "operation_id": operation,
        "lorebook_id": book["id"],
        "export_id": export,
        "persona_id": said(owner.post("/v1/personas", {"name": CANARY, "description": CANARY}))["id"],
        "scene_id": said(owner.post("/v1/scenes", {"title": CANARY, "description": CANARY}))["id"],
        "other_scene": said(owner.post("/v1/scenes", {"title": CANARY}))["id"],
        "thread_id": thread["id"],
        "message_id": thread["leaf"],
    }

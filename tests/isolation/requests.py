"""How each operation is asked for a thing: what its path, its query and its body name. `{name}` is one of the stage's ids."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.isolation.stage import PLAYER
from tests.served import PICTURE

from greenroom.dialects.kit.routes import Route

ROOTS = (
    (r"^/(studio/v1|v1alpha)/workspaces/\{workspace\}/characters?(?=$|/)", "INWORLD"),
    (r"^/(studio/v1|v1alpha)(?=/workspace)", "STUDIO"),
    (r"^(/api)?/(?=context/|sessionmanager)", "/api/"),
    (r"^(/v1)?/v1/(replrs|dyvas)(?=$|/)", "/v1/replrs"),
)
"""Beginnings that mean the same."""


class Ask(NamedTuple):
    """`query` with its question mark."""

    query: str = ""
    body: Any = None


ID = {"character_id": "{id}"}
CHAR = {"charID": "{id}"}
SECTION = ID | {"section_id": "{section}"}
TRIGGER = ID | {"trigger_id": "{trigger}"}
WAY = ID | {"from_section_id": "{section}", "to_section_id": "{next_section}"}
MINE = {"character": {"name": "Mine"}}
CARD = {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Mine"}}
STUDIO = {"defaultCharacterDescription": {"givenName": "Mine"}}
SESSION = {"session_key": "campaign", "game_id": "game", "player_id": PLAYER}

TABLE: Mapping[str, tuple[Ask, ...]] = {
    # native
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
    # roleplay
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
    # replr
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
    # inworld
    "POST INWORLD": (Ask(body=STUDIO),),
    "GET INWORLD": (Ask(), Ask("?view=CHARACTER_VIEW_META")),
    "GET INWORLD/{character}": (Ask(),),
    "PATCH INWORLD/{character}": (Ask(body=STUDIO),),
    "DELETE INWORLD/{character}": (Ask(),),
    "POST INWORLD/{character}:deploy": (Ask(),),
    "GET INWORLD/{character}/operations/{operation}": (Ask(),),
    "GET STUDIO/workspaces": (Ask(),),
    "GET STUDIO/workspace-collections": (Ask(),),
    "GET STUDIO/workspaces/{workspace}/apikeys": (Ask(),),
    **{
        f"{verb} STUDIO/workspaces/{{workspace}}/{collection}{below}": (Ask(body=body),)
        for collection, name in (("scenes", "scene"), ("common-knowledge", "commonKnowledge"))
        for verb, below, body in (
            ("GET", "", None),
            ("POST", "", {"displayName": "Mine"}),
            ("GET", f"/{{{name}}}", None),
            ("PATCH", f"/{{{name}}}", {"displayName": "Mine"}),
            ("DELETE", f"/{{{name}}}", None),
            ("POST", f"/{{{name}}}:deploy", None),
            ("GET", f"/{{{name}}}/operations/{{operation}}", None),
        )
    },
    # npcbuilder
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
    # convai
    **dict.fromkeys(
        (
            *("POST /character/list", "GET /character/list", "POST /user/referral-source-status"),
            *("POST /user/update-source", "POST /user/user-api-usage", "GET /health"),
            *("POST /user/speaker/list", "GET /tts/get_available_voices", "GET /tts/voices"),
            *("GET /tts/get_available_languages", "POST /character/getSupportedModel", "POST /tts"),
        ),
        (Ask(),),
    ),
    "POST /character/create": (
        Ask(body={"charName": "Mine", "voiceType": "MALE", "backstory": "x"}),
        Ask(
            body={
                "charName": "Mine",
                "voiceType": "MALE",
                "backstory": "x",
                "docs": [{"id": "{document_id}", "status": "active"}],
            }
        ),
    ),
    "POST /character/get": (Ask(body=CHAR), Ask(body={"charID": "canary4711"})),
    "GET /character/get": (Ask("?character_id={id}"),),
    "POST /character/details": (Ask(body=CHAR),),
    "POST /character/update": (Ask(body=CHAR | {"charName": "Mine"}),),
    "POST /character/delete": (Ask(body=CHAR),),
    "POST /user/clone_character": (Ask(body=CHAR | {"KB": True}),),
    "POST /user/speaker/new": (Ask(body={"name": "Mine"}),),
    "POST /user/speaker/delete": (Ask(body={"speakerId": "{speaker_id}"}),),
    "POST /character/toggle-is-narrative-driven": (Ask(body=ID | {"is_narrative_driven": True}),),
    **{
        f"POST /character/narrative/{verb}": (Ask(body=body),)
        for verb, body in {
            "create-section": ID | {"section_name": "Mine", "objective": "x"},
            "edit-section": SECTION | {"updated_data": {"objective": "Mine"}},
            "get-section": SECTION,
            "list-sections": ID,
            "delete-section": SECTION,
            "create-trigger": ID | {"trigger_name": "Mine"},
            "get-trigger": TRIGGER,
            "list-triggers": ID,
            "update-trigger": TRIGGER | {"updated_data": {"trigger_message": "Mine"}},
            "delete-trigger": TRIGGER,
            "add-decision": WAY | {"criteria": "Mine"},
            "edit-decision": WAY | {"updated_data": {"criteria": "Mine"}},
            "delete-decision": WAY,
            "update-start-section-id": ID | {"start_narrative_section_id": "{section}"},
        }.items()
    },
    "POST /character/knowledge-bank/upload": (Ask(body={"file": "x", "file_name": "mine"}),),
    "POST /character/knowledge-bank/update": (Ask(body={"document_id": "{document_id}", "file": "x"}),),
    "POST /character/knowledge-bank/list": (Ask(body=ID),),
    "POST /character/knowledge-bank/delete": (Ask(body={"document_id": "{document_id}"}),),
    "POST /functions/create": (Ask(body={"name": "mine", "description": "x", "source_code": "x"}),),
    "POST /functions/list": (Ask(), Ask(body=ID)),
    "POST /functions/delete": (Ask(body={"function_id": "{function_id}"}),),
}


def row_of(route: Route) -> str:
    """The name of a route's row: aliases share one."""
    path = route.path
    for root, meaning in ROOTS:
        path = re.sub(root, meaning, path)
    return f"{route.method} {path}"


def path_of(dialect: str, route: Route) -> str:
    """A route's path with the stage's names for what stands in it."""
    named = {
        "character_id": "{npc_id}" if dialect == "npcbuilder" else "{id}",
        "character": "{slug}",
        "workspace": "default",
        "game_id": "default",
        "world_id": "default" if "/characters/" in route.path else "{place}",
        "region_id": "{place}",
        "location_id": "{place}",
        "commonKnowledge": "{knowledge}",
        "operation": _operation(route.path),
        "dialect": "inworld",
        "document": "native.json",
    }
    return re.sub(r"\{(\w+)\}", lambda found: named.get(found[1], found[0]), route.path)


def _operation(path: str) -> str:
    """Whose operation stands in a path."""
    for collection, name in (("/scenes/", "scene"), ("/common-knowledge/", "knowledge")):
        if collection in path:
            return f"{{{name}_operation}}"
    return "{operation}"

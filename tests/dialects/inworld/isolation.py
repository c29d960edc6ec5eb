"""How each operation of this dialect is asked for a thing, and what it plants, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping

import httpx2
from tests.isolation.ask import CANARY, Ask, Ids, said
from tests.served import Caller

from greenroom.dialects.kit.routes import Route

ROOTS = (
    (r"^/(studio/v1|v1alpha)/workspaces/\{workspace\}/characters?(?=$|/)", "INWORLD"),
    (r"^/(studio/v1|v1alpha)(?=/workspace)", "STUDIO"),
)
STUDIO = {"defaultCharacterDescription": {"givenName": "Mine"}}
ROOT = "/studio/v1/workspaces/default"

TABLE: Mapping[str, tuple[Ask, ...]] = {
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
}

NEVER = {
    **dict.fromkeys(
        ("operation", "knowledge", "scene_operation", "knowledge_operation"),
        "01900000-0000-7000-8000-000000000000",
    ),
    "slug": "nobody",
    "scene": "nowhere",
}


def names(route: Route) -> Mapping[str, str]:
    whose = next((f"{name}_" for path, name in _OPERATED.items() if path in route.path), "")
    return {
        "character": "{slug}",
        "workspace": "default",
        "commonKnowledge": "{knowledge}",
        "operation": f"{{{whose}operation}}",
    }


_OPERATED = {"/scenes/": "scene", "/common-knowledge/": "knowledge"}


def plant(owner: Caller, ids: Ids) -> Ids:
    """A scene and a piece of common knowledge, each deployed once."""
    made = {"slug": _last(owner.get(f"{ROOT}/characters/{ids['id']}"))}
    for kind, collection, record in (
        ("scene", "scenes", {"displayName": "Hills", "description": CANARY}),
        ("knowledge", "common-knowledge", {"displayName": CANARY, "memoryRecords": [CANARY]}),
    ):
        made[kind] = _last(owner.post(f"{ROOT}/{collection}", record))
        deploy = f"{ROOT}/{collection}/{made[kind]}:deploy"
        made[f"{kind}_operation"] = _last(owner.post(deploy))
    return made


def _last(answer: httpx2.Response) -> str:
    """The last part of the name of what is answered."""
    return str(said(answer)["name"].rpartition("/")[2])

"""Workspaces and what the vendor's editors ask about them before anything else."""

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.inworld import names, wire
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route
from greenroom.http.answers import Answer
from greenroom.kit.json_values import encode_json
from greenroom.places.containers import DEFAULT, Container, containers_of, find_container, folded
from greenroom.problems import NotFound


async def list_workspaces(call: Call, who: Reader) -> Response:
    """The workspaces of the account, all of them, oldest first."""
    shown = [wire.Workspace(_name(one), one.title) for one in await call.read(_own, who)]
    return Answer(encode_json(wire.ListWorkspacesResponse(shown)))


async def list_collections(call: Call, who: Reader) -> Response:
    """The collections of workspaces: one, with all those of the account."""
    own = await call.read(_own, who)
    infos = [wire.WorkspaceInfo(_name(one), one.title) for one in own]
    every = wire.WorkspaceCollection(
        f"workspace-collections/{DEFAULT}", who.handle, [_name(one) for one in own], infos
    )
    return Answer(encode_json(wire.ListWorkspaceCollectionsResponse([every])))


async def list_keys(call: Call, who: Reader) -> Response:
    """The keys of a workspace: none, since no secret is stored that could be shown."""
    workspace = names.segment(call.values["workspace"])
    if await call.read(find_container, who.account_id, names.WORKSPACE, workspace) is None:
        raise NotFound("workspace", f"workspaces/{workspace}")
    return Answer(encode_json(wire.ListApiKeysResponse()))


def _own(db: Transaction, who: Caller) -> list[Container]:
    """The workspaces of an account; the default one was there first."""
    made = [one for one in containers_of(db, who.account_id) if one.kind == names.WORKSPACE]
    always = find_container(db, who.account_id, names.WORKSPACE, DEFAULT)
    others = [one for one in made if folded(one.name) != DEFAULT]
    return [*([always] if always else []), *sorted(others, key=lambda one: (one.created_at, one.name))]


def _name(container: Container) -> str:
    return f"workspaces/{folded(container.name)}"


def _routes(root: str, *, alias: bool) -> list[Route]:
    every, collections = f"{root}/workspaces", f"{root}/workspace-collections"
    keys = f"{every}/{{workspace}}/apikeys"
    return [
        Route("GET", every, list_workspaces, None, wire.ListWorkspacesResponse, alias=alias),
        Route("GET", collections, list_collections, None, wire.ListWorkspaceCollectionsResponse, alias=alias),
        Route("GET", keys, list_keys, None, wire.ListApiKeysResponse, alias=alias),
    ]


ROUTES = (*_routes("/studio/v1", alias=False), *_routes("/v1alpha", alias=True))
"""The paths of workspaces."""

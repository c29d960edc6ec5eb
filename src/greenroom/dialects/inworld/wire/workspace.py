"""Workspaces, their collections and keys, as the vendor's editors ask for them."""

from typing import Annotated

from msgspec import Struct

from greenroom.dialects.kit.messages import about


class Workspace(Struct, rename="camel", frozen=True):
    """A container of characters, scenes and common knowledge."""

    name: Annotated[str, about("Resource name.")]
    display_name: Annotated[str, about("Its title.")]
    experimental_features: Annotated[list[str], about("None.")] = []
    billing_account: Annotated[str, about("None.")] = ""
    meta: Annotated[str | None, about("Nothing; editors take no object here.")] = None
    runtime_access: Annotated[str, about("None.")] = ""


class ListWorkspacesResponse(Struct, rename="camel", frozen=True):
    """The workspaces of an account."""

    workspaces: Annotated[list[Workspace], about("All of them, oldest first.")]
    next_page_token: Annotated[str, about("Always empty.")] = ""


class WorkspaceInfo(Struct, rename="camel", frozen=True):
    """A workspace in a collection."""

    workspace: Annotated[str, about("Its resource name.")]
    display_name: Annotated[str, about("Its title, which no other one here has.")]


class WorkspaceCollection(Struct, rename="camel", frozen=True):
    """Workspaces that belong together: all those of an account."""

    name: Annotated[str, about("Resource name.")]
    display_name: Annotated[str, about("The account's handle.")]
    workspace_names: Annotated[list[str], about("Resource names of the workspaces.")]
    workspace_info: Annotated[list[WorkspaceInfo], about("The same with their titles.")]
    owners: Annotated[list[str], about("None.")] = []
    collaborators: Annotated[list[str], about("None.")] = []
    owner_info: Annotated[list[str], about("None.")] = []
    collaborator_info: Annotated[list[str], about("None.")] = []


class ListWorkspaceCollectionsResponse(Struct, rename="camel", frozen=True):
    """The collections of an account, of which there is one."""

    workspace_collections: Annotated[list[WorkspaceCollection], about("One.")]
    next_page_token: Annotated[str, about("Always empty.")] = ""


class ApiKey(Struct, rename="camel", frozen=True):
    """A key for the runtime, as the vendor had them."""

    key: Annotated[str, about("Its public part.")]
    secret: Annotated[str, about("Its secret part.")]
    state: Annotated[str, about("Whether it is good.")] = "ACTIVE"


class ListApiKeysResponse(Struct, rename="camel", frozen=True):
    """Keys of a workspace. None is ever listed: no secret is stored that could be."""

    api_keys: Annotated[list[ApiKey], about("Always empty.")] = []
    next_page_token: Annotated[str, about("Always empty.")] = ""

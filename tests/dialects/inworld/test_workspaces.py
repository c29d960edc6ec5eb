"""Workspaces, their collections and keys, as the vendor's editors ask for them."""

from typing import Any

import pytest
from tests.dialects.inworld.studio import Refused, Studio
from tests.dialects.inworld.things import KNOWLEDGE, SCENES, Things
from tests.served import Caller

EXTRAS: dict[str, Any] = {"experimentalFeatures": [], "billingAccount": "", "meta": None, "runtimeAccess": ""}


def test_the_default_one_is_always_there_and_the_others_follow_oldest_first(studio: Studio) -> None:
    own = {"name": "workspaces/default", "displayName": "default"} | EXTRAS
    assert studio.ask("GET", "workspaces") == {"workspaces": [own], "nextPageToken": ""}
    studio.named("Ada")
    Things(Studio(studio.who, "Zoo"), SCENES).named("Hills")
    Things(Studio(studio.who, "Arena"), KNOWLEDGE).named("Weather")
    studio.who.post("/api/context/world", {"name": "elsewhere"})
    found = studio.ask("GET", "workspaces")["workspaces"]
    assert [one["displayName"] for one in found] == ["default", "magic_world", "Zoo", "Arena"]
    assert [one["name"] for one in found][2:] == ["workspaces/zoo", "workspaces/arena"]


def test_a_collection_has_them_all(studio: Studio) -> None:
    studio.named("Ada")
    names = ["workspaces/default", "workspaces/magic_world"]
    assert studio.ask("GET", "workspace-collections") == {
        "workspaceCollections": [
            {
                "name": "workspace-collections/default",
                "displayName": studio.who.handle,
                "workspaceNames": names,
                "workspaceInfo": [
                    {"workspace": name, "displayName": name.partition("/")[2]} for name in names
                ],
                "owners": [],
                "collaborators": [],
                "ownerInfo": [],
                "collaboratorInfo": [],
            }
        ],
        "nextPageToken": "",
    }


def test_no_key_is_told(studio: Studio) -> None:
    with pytest.raises(Refused, match="workspace not found: workspaces/magic_world") as refused:
        studio.get(f"{studio.workspace}/apikeys")
    assert (refused.value.status, refused.value.code) == (404, 5)
    studio.named("Ada")
    assert studio.get(f"{studio.workspace}/apikeys") == {"apiKeys": [], "nextPageToken": ""}


@pytest.mark.parametrize("path", ["workspaces", "workspace-collections", "workspaces/default/apikeys"])
def test_the_earlier_version_answers_the_same_and_strangers_see_their_own(
    path: str, studio: Studio, bob: Caller
) -> None:
    studio.named("Ada")
    assert studio.who.get(f"/v1alpha/{path}").json() == studio.ask("GET", path)
    assert "magic_world" not in bob.get(f"/studio/v1/{path}").text
    assert studio.who.served.http.get(f"/studio/v1/{path}").status_code == 401

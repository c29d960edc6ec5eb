"""Copies: whole but for the conversations, and each its own from then on."""

from typing import Any

import pytest
from tests.dialects.convai.studio import created, got, listed, said, update
from tests.served import Caller

OWN = {"character_id", "timestamp"}


def cloned(who: Caller, identity: str, **more: Any) -> str:
    copy: str = said(who.post("/user/clone_character", {"charID": identity} | more))["charID"]
    return copy


def test_a_copy_shows_what_its_original_does(ada: Caller) -> None:
    identity = created(ada, mystery=1, temperature=0.3, listing="private")
    path = f"/studio/v1/workspaces/default/characters/{identity}"
    facts = {"personalKnowledge": {"facts": [{"text": "The market opens at dusk."}]}}
    said(ada.send("PATCH", path, json=facts))
    copy = cloned(ada, identity)
    one, other = got(ada, identity), got(ada, copy)
    assert {name for name in one if one[name] != other[name]} <= OWN
    studio = said(ada.get(path.replace(identity, copy)))
    assert studio["personalKnowledge"]["facts"] == facts["personalKnowledge"]["facts"]
    update(ada, copy, description="Mine.")
    assert got(ada, identity)["description"] == ""
    assert [one["character_id"] for one in listed(ada)] == [identity, copy]


def test_the_copy_of_a_public_character_is_unlisted(ada: Caller) -> None:
    assert got(ada, cloned(ada, created(ada, listing="public")))["listing"] == "unlisted"


def test_its_story_goes_with_it(ada: Caller) -> None:
    identity = created(ada)
    story = "/character/narrative"
    section = said(
        ada.post(f"{story}/create-section", {"charID": identity, "section_name": "Gate", "objective": ""})
    )
    said(ada.post(f"{story}/create-trigger", {"charID": identity, "trigger_name": "bell"}))
    copy = cloned(ada, identity)
    (one,) = said(ada.post(f"{story}/list-sections", {"charID": copy}))
    assert (one["section_id"], one["character_id"]) == (section["section_id"], copy)
    said(ada.post("/character/delete", {"charID": identity}))
    assert len(said(ada.post(f"{story}/list-triggers", {"charID": copy}))) == 1


@pytest.mark.parametrize(
    ("said_of_files", "status"), [({}, "inactive"), ({"KB": False}, "inactive"), ({"KB": "True"}, "active")]
)
def test_its_knowledge_only_if_that_is_wanted(
    said_of_files: dict[str, Any], status: str, ada: Caller
) -> None:
    identity = created(ada)
    document = said(ada.post("/character/knowledge-bank/upload", {"file_name": "a", "file": "b"}))["id"]
    assert said(update(ada, identity, docs=[{"id": document, "status": "active"}]))
    copy = cloned(ada, identity, **said_of_files)
    (shown,) = said(ada.post("/character/knowledge-bank/list", {"character_id": copy}))["docs"]
    assert f'"status":"{status}"' in shown

"""Characters of others: a public one is read as far as everybody may, and everything else is as good as nothing."""

from typing import Any

import pytest
from tests.dialects.convai.studio import NOBODY, created, got, said, update
from tests.served import Caller

SECRET = "canary 4711"
PRIVATE: dict[str, Any] = {
    "backstory": SECRET,
    "speaking_style": {"description": "Slow.", "sample_dialogues": SECRET},
    "guardrail_meta": {"limitResponseLevel": 1, "blockedWords": [SECRET]},
    "personalised_prompt_config": {"PROMPT": SECRET},
    "mystery": SECRET,
    "model_details": {"mystery": SECRET},
}


def test_a_public_character_is_shown_without_what_is_written_for_the_model(ada: Caller, bob: Caller) -> None:
    said_so = [{"word": "Skerry", "ipaPronunciation": "ˈskɛɹi"}]
    identity = created(ada, listing="public", description="A trader.", pronunciations=said_so, **PRIVATE)
    own, shown = got(ada, identity), got(bob, identity)
    assert SECRET not in str(shown)
    hidden = {"backstory", "speaking_style", "guardrail_meta", "edit_character_access", "model_details"}
    assert {name for name in shown if shown[name] != own[name]} == hidden
    assert (shown["character_name"], shown["description"], shown["user_id"]) == (
        "Raymond",
        "A trader.",
        ada.account_id,
    )
    assert (shown["backstory"], shown["edit_character_access"]) == ("", False)
    assert shown["guardrail_meta"] == {"limitResponseLevel": 4, "blockedWords": []}
    assert own.keys() - shown.keys() == {"mystery"}
    assert shown["pronunciations"] == said_so  # whoever lets it speak needs them


@pytest.mark.parametrize("listing", ["private", "unlisted", "public"])
def test_nothing_can_be_done_to_it(listing: str, ada: Caller, bob: Caller) -> None:
    identity = created(ada, listing=listing)
    before = got(ada, identity)
    for path in (
        "/character/update",
        "/character/delete",
        "/user/clone_character",
        "/character/narrative/list-triggers",
    ):
        refused, unknown = (
            bob.post(path, {"charID": identity, "description": "x"}),
            bob.post(path, {"charID": NOBODY}),
        )
        assert refused.status_code == unknown.status_code
        assert refused.json()["ERROR"] == unknown.json()["ERROR"].replace(NOBODY, identity)
    assert got(ada, identity) == before


@pytest.mark.parametrize("listing", ["private", "unlisted"])
def test_what_is_not_public_is_not_there(listing: str, ada: Caller, bob: Caller) -> None:
    identity = created(ada, listing=listing)
    refused = bob.post("/character/get", {"charID": identity})
    unknown = bob.post("/character/get", {"charID": NOBODY})
    assert (
        (refused.status_code, refused.content)
        == (unknown.status_code, unknown.content)
        == (400, unknown.content)
    )


def test_a_stranger_never_sees_what_the_owner_saw_before(ada: Caller, bob: Caller) -> None:
    identity = created(ada, listing="public", backstory=SECRET)
    for _ in range(2):
        assert got(ada, identity)["backstory"] == SECRET
        assert got(bob, identity)["backstory"] == ""
    update(ada, identity, listing="unlisted")
    assert bob.post("/character/get", {"charID": identity}).status_code == 400


def test_a_stranger_sees_the_live_copy(ada: Caller, bob: Caller) -> None:
    identity = created(ada, listing="public", description="Before.")
    studio = f"/studio/v1/workspaces/default/characters/{identity}"
    said(ada.send("PATCH", studio, json={"defaultCharacterDescription": {"externalDescription": "Draft."}}))
    assert got(ada, identity)["description"] == "Draft."
    assert got(bob, identity)["description"] == "Before."

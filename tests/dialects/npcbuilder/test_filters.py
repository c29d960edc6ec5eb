"""Filters and models, which are written and never shown: what they mean is seen in the character."""

from typing import Any

import pytest
from tests.dialects.npcbuilder.bodies import WORLD, core, created, patch, patched, refused, said
from tests.served import Caller

NO, MILD, STRICT = "no_control", "mild_control", "strict_control"


def safety(who: Caller) -> Any:
    """Whether filters are on, and the levels of violence, of adult topics and of substances."""
    kept = core(who).get("safety", {})
    topics = kept.get("topics", {})
    return kept.get("active"), *(topics.get(name) for name in ("violence", "adult_topics", "substance_use"))


CREATED: list[tuple[Any, Any]] = [
    ({"active": True, "violence": False, "sexual": False, "drugs": True}, (True, NO, NO, STRICT)),
    ({"violence": True}, (False, STRICT, NO, NO)),
    ({"active": True, "drugs": None}, (True, NO, NO, NO)),
    ({}, (False, NO, NO, NO)),
    (True, (True, STRICT, STRICT, STRICT)),
    (False, (False, NO, NO, NO)),
    (None, (None, None, None, None)),
]


@pytest.mark.parametrize(("filters", "meant"), CREATED)
def test_what_filters_of_a_create_mean(filters: Any, meant: Any, ada: Caller) -> None:
    created(ada, {"filters": filters})
    assert safety(ada) == meant


UPDATED: list[tuple[Any, Any]] = [
    ({}, (True, NO, NO, STRICT)),
    ({"violence": True}, (True, STRICT, NO, STRICT)),
    ({"active": False}, (False, NO, NO, STRICT)),
    ({"drugs": False}, (True, NO, NO, NO)),
    ({"drugs": None}, (True, NO, NO, None)),
    (True, (True, STRICT, STRICT, STRICT)),
    (False, (False, NO, NO, STRICT)),
    (None, (None, None, None, None)),
]


@pytest.mark.parametrize(("filters", "meant"), UPDATED)
def test_an_update_merges_them_member_by_member(filters: Any, meant: Any, ada: Caller) -> None:
    character = created(ada, {"filters": CREATED[0][0]})
    assert patched(ada, character, filters=filters) == character
    assert safety(ada) == meant


def test_other_surfaces_see_what_is_restricted_and_a_mild_restriction_stays_mild(ada: Caller) -> None:
    character = created(ada, {"filters": True})
    studio = "/studio/v1/workspaces/default/characters/character"
    shown = said(ada.get(studio))
    topics = {"TOPIC_VIOLENCE", "TOPIC_ADULT_TOPICS", "TOPIC_SUBSTANCE_USE"}
    assert shown["safetyConfig"] == dict.fromkeys(topics, "SAFETY_LEVEL_STRICT_CONTROL")
    levels = {
        "TOPIC_VIOLENCE": "SAFETY_LEVEL_MILD_CONTROL",
        "TOPIC_POLITICS": "SAFETY_LEVEL_STRICT_CONTROL",
        "TOPIC_ADULT_TOPICS": "SAFETY_LEVEL_UNSPECIFIED",
    }
    said(ada.send("PATCH", studio, json={"safetyConfig": levels}))
    said(patch(ada, character, filters={"violence": True, "drugs": True, "sexual": None}))
    assert said(ada.get(studio))["safetyConfig"] == levels | {
        "TOPIC_SUBSTANCE_USE": "SAFETY_LEVEL_STRICT_CONTROL"
    }
    said(patch(ada, character, filters={"violence": False}))
    assert said(ada.get(studio))["safetyConfig"]["TOPIC_VIOLENCE"] == "SAFETY_LEVEL_NO_CONTROL"


def test_unknown_members_are_kept_and_merged_too(ada: Caller) -> None:
    character = created(ada, {"filters": {"active": True, "gambling": True, "x": 1}})
    said(patch(ada, character, filters={"gambling": None, "y": {"z": 2}}))
    assert core(ada)["unknown"] == {"npcbuilder": {"filters": {"x": 1, "y": {"z": 2}}}}
    said(patch(ada, character, filters={"x": None, "y": None}))
    assert "unknown" not in core(ada)


def test_the_model_is_kept_and_not_shown(ada: Caller) -> None:
    character = created(ada, {"model": "premium"})
    assert "model" not in character
    assert core(ada)["engine"] == {"model": "premium"}
    for model in ("standard", None, ""):
        said(patch(ada, character, model="premium"))
        said(patch(ada, character, model=model))
        assert "engine" not in core(ada)


def test_a_plan_without_premium_models_is_named(ada: Caller) -> None:
    guest = ada.served.newcomer("guest")
    answer = guest.post(WORLD, {"model": "premium"})
    assert refused(answer) == (403, "forbidden", "")
    assert answer.json()["message"] == 'The plan "guest" does not include premium models.'
    character = created(guest, {"model": "standard"})
    assert refused(patch(guest, character, model="premium", name="x")) == (403, "forbidden", "")
    assert "engine" not in core(guest)

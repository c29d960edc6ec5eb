"""Who may ask for which model."""

import pytest

from greenroom.dialects.kit.aliases import allow, allowed
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.models import Models, Target
from greenroom.problems import BadValue, PlanLacks, Problem

TARGET = Target(Endpoint("http://127.0.0.1:1/v1"), "")
MODELS = Models({"default": TARGET, "grand": TARGET}, premium=("grand", "premium"))


@pytest.mark.parametrize(
    ("plan", "alias", "refusal"),
    [
        ("guest", "", None),
        ("guest", "creative", None),
        ("guest", "grand", PlanLacks),
        ("standard", "grand", None),
        ("standard", "nobody", BadValue),
    ],
)
def test_an_alias_is_had_and_included(plan: str, alias: str, refusal: type[Problem] | None) -> None:
    if refusal is None:
        allow(MODELS, plan, alias)
    else:
        with pytest.raises(refusal):
            allow(MODELS, plan, alias)


def test_without_models_the_ordinary_aliases_may_be_kept_for_later() -> None:
    allow(Models({}), "guest", "creative")
    with pytest.raises(BadValue):
        allow(Models({}), "guest", "grand")


def test_those_of_a_plan_are_listed() -> None:
    assert allowed(MODELS, "guest") == ("creative", "default", "standard")
    assert allowed(MODELS, "standard") == MODELS.aliases

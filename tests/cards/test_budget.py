"""How much a file may hold in all: what is beyond it is refused, and what came before stays."""

import pytest

from greenroom.cards import caps
from greenroom.cards.budget import Budget, check_body
from greenroom.cards.imported import Found, Imported
from greenroom.characters.model import Character
from greenroom.problems import BadCard


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"a": [0] * (caps.ITEMS + 1)}, "too_long_a_list"),
        ({str(at): [0] * caps.ITEMS for at in range(25)}, "too_many_values"),
    ],
)
def test_a_body_has_bounds(body: dict[str, list[int]], reason: str) -> None:
    check_body({"a": [0] * caps.ITEMS})
    with pytest.raises(BadCard) as caught:
        check_body(body)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (Found(Character(), "card", "x", card={"a": [0] * (caps.VALUES + 1)}), "too_many_values"),
        (Found(Character(), "card", "x", avatar=bytes(caps.PICTURES + 1)), "too_large"),
    ],
)
def test_after_too_much_nothing_more_is_read(found: Found, reason: str) -> None:
    budget = Budget()
    budget.check()
    budget.spent(Imported("a", "json", "x", "", (found,)))
    with pytest.raises(BadCard) as caught:
        budget.check()
    assert caught.value.reason == reason

from typing import Any

import pytest

from greenroom.dialects.kit.messages import Shape
from greenroom.dialects.kit.protojson import join, split

SPLIT: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"joy": 1, "hue": 2}, {"joy": 1}, {"hue": 2}),
    ({"frontWheel": {"spokeCount": 1, "hub": {}}}, {"frontWheel": {"spokeCount": 1}}, {"frontWheel": {"hub": {}}}),
    ({"frontWheel": {"hub": 1}}, {"frontWheel": {}}, {"frontWheel": {"hub": 1}}),
    ({"frontWheel": {}, "spareWheel": None}, {"frontWheel": {}, "spareWheel": None}, {}),
    ({"wheels": [{"hub": 1}]}, {"wheels": [{"hub": 1}]}, {}),
    ({"limits": {"a": 1}, "hue": None}, {"limits": {"a": 1}}, {"hue": None}),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "known", "unknown"), SPLIT)
def test_split_and_join(
    cart: Shape, tree: dict[str, Any], known: dict[str, Any], unknown: dict[str, Any]
) -> None:
    assert split(tree, cart) == (known, unknown)
    assert join(known, unknown, cart) == tree


def test_nothing_unknown_is_shown_where_its_message_is_not(cart: Shape) -> None:
    assert join({"spareWheel": None}, {"spareWheel": {"hub": 1}, "frontWheel": {"hub": 1}}, cart) == {
        "spareWheel": None
    }


def test_nothing_unknown_shadows_a_known_field(cart: Shape) -> None:
    assert join({"joy": 1}, {"joy": 2}, cart) == {"joy": 1}

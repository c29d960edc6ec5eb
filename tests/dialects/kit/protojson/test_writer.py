import math
from typing import Any

import pytest

from greenroom.dialects.kit.messages import Shape
from greenroom.dialects.kit.protojson import write

WHEEL = {"rimSize": "SIZE_UNSPECIFIED", "spokeCount": 0}
EMPTY: dict[str, Any] = {
    "loadText": "",
    "isOpen": False,
    "joy": 0,
    "mileage": "0",
    "socialRank": 0,
    "pace": 1,
    "size": "SIZE_UNSPECIFIED",
    "maker": "ACME",
    "frontWheel": WHEEL,
    "spareWheel": None,
    "wheels": [],
    "loneWheels": [],
    "tags": [],
    "sizes": [],
    "limits": {},
    "anything": None,
    "notes": [],
}


def test_nothing_is_omitted_but_what_is_shown_only_when_stored(cart: Shape) -> None:
    assert list(write({}, cart).items()) == list(EMPTY.items())


def test_zeros_are_in_wire_form(cart: Shape) -> None:
    assert isinstance(write({}, cart)["pace"], int)
    assert isinstance(write({}, cart)["mileage"], str)


def test_no_two_answers_share_a_list(cart: Shape) -> None:
    write({}, cart)["wheels"].append(1)
    assert write({}, cart)["wheels"] == []


WRITTEN: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"socialRank": 2.0}, {"socialRank": 2}),
    ({"socialRank": -0.5}, {"socialRank": -0.5}),
    ({"socialRank": 1e20}, {"socialRank": 1e20}),
    ({"socialRank": math.nan}, {"socialRank": "NaN"}),
    ({"socialRank": math.inf}, {"socialRank": "Infinity"}),
    ({"socialRank": -math.inf}, {"socialRank": "-Infinity"}),
    ({"mileage": 5}, {"mileage": "5"}),
    ({"size": 5}, {"size": "LARGE"}),
    ({"size": 3}, {"size": 3}),
    ({"sizes": ["LARGE", 3]}, {"sizes": ["LARGE", 3]}),
    ({"maker": "SOMEBODY"}, {"maker": "SOMEBODY"}),
    ({"joy": None, "wheels": None, "frontWheel": None}, {}),
    ({"frontWheel": {"spokeCount": 3}}, {"frontWheel": WHEEL | {"spokeCount": 3}}),
    ({"spareWheel": {}}, {"spareWheel": WHEEL}),
    ({"wheels": [{"spokeCount": 3, "hub": 1}]}, {"wheels": [WHEEL | {"spokeCount": 3, "hub": 1}]}),
    ({"limits": {"a": 5, "b": 3}}, {"limits": {"a": "LARGE", "b": 3}}),
    ({"anything": [2.0]}, {"anything": [2.0]}),
    ({"olderNote": ""}, {"olderNote": ""}),
    ({"olderNote": None}, {}),
    ({"olderWheel": {}}, {"olderWheel": WHEEL}),
    ({"unknown": 2.0, "frontWheel": {"hub": None}}, {"unknown": 2.0, "frontWheel": WHEEL | {"hub": None}}),
]


@pytest.mark.parametrize(("tree", "shown"), WRITTEN)
def test_write(cart: Shape, tree: dict[str, Any], shown: dict[str, Any]) -> None:
    assert write(tree, cart) == EMPTY | shown


def test_whole_floats_lose_their_fraction(cart: Shape) -> None:
    assert repr(write({"socialRank": 2.0}, cart)["socialRank"]) == "2"
    assert repr(write({"socialRank": 1e20}, cart)["socialRank"]) == "1e+20"

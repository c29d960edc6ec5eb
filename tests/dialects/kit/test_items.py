"""What surfaces keep in items of lists."""

from typing import Any

import msgspec
import pytest
from msgspec import Raw

from greenroom.dialects.kit.items import more_of

OTHER = {"other": Raw(b'{"x":1}')}
OWN = {"own": Raw(b'{"y":2}')}
ROWS: list[tuple[dict[str, Any], Any, Any]] = [
    ({"name": "a"}, {}, {}),
    ({"name": "a"}, OTHER, {"other": {"x": 1}}),
    ({"name": "a"}, OTHER | OWN, {"other": {"x": 1}}),
    ({"name": "a", "z": None}, {}, {"own": {"z": None}}),
    ({"z": 3}, OTHER | OWN, {"other": {"x": 1}, "own": {"z": 3}}),
]


@pytest.mark.parametrize(("item", "old", "kept"), ROWS)
def test_a_surface_replaces_its_own_keys_and_leaves_those_of_others(item: Any, old: Any, kept: Any) -> None:
    more = more_of(item, ("name", "unit"), "own", old)
    assert {name: msgspec.json.decode(raw) for name, raw in more.items()} == kept

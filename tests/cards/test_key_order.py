from typing import Any

import pytest

from greenroom.cards.key_order import arrange


@pytest.mark.parametrize(
    ("value", "like", "arranged"),
    [
        ({"a": 1, "b": 2}, {"b": 0, "a": 0}, '{"b": 2, "a": 1}'),
        ({"a": 1, "b": 2}, {"c": 0, "b": 0}, '{"b": 2, "a": 1}'),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": 0}}, '{"a": {"y": 2, "x": 1}}'),
        ([{"a": 1, "b": 2}, {"a": 3, "b": 4}], [{"b": 0}], '[{"b": 2, "a": 1}, {"a": 3, "b": 4}]'),
        ([1], [1, 2, 3], "[1]"),
        ({"a": 1}, ["a"], '{"a": 1}'),
        ({"a": [{"x": 1}]}, {"a": None}, '{"a": [{"x": 1}]}'),
    ],
)
def test_keys_follow_the_other_card(value: Any, like: Any, arranged: str) -> None:
    assert repr(arrange(value, like)).replace("'", '"') == arranged

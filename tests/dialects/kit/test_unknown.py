from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.unknown import MOST_BYTES, check_size, merge_nested, merge_unknown
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue

ROWS: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({}, {"a": 1}, {"a": 1}),
    ({"a": 1}, {}, {"a": 1}),
    ({"a": 1}, {"a": 2}, {"a": 2}),
    ({"a": {"x": 1, "y": 2}}, {"a": {"z": 3}}, {"a": {"z": 3}}),
    ({"a": 1, "b": 2}, {"a": None}, {"b": 2}),
    ({}, {"a": None}, {}),
    ({}, {"a": {"b": None}}, {"a": {"b": None}}),
    ({"a": 1}, {"a": False}, {"a": False}),
]


@pytest.mark.parametrize(("kept", "sent", "merged"), ROWS)
def test_each_key_is_replaced_whole_and_removed_by_null(
    kept: dict[str, Any], sent: dict[str, Any], merged: dict[str, Any]
) -> None:
    assert merge_unknown(kept, sent) == merged


Nested = dict[tuple[str, ...], Any]
NESTED: list[tuple[dict[str, Any], Nested, dict[str, Any]]] = [
    ({}, {("a", "b"): 1}, {"a": {"b": 1}}),
    ({"a": {"b": 1, "c": 2}}, {("a", "b"): None}, {"a": {"c": 2}}),
    ({"a": {"b": 1}}, {("a", "b"): None}, {}),
    ({"a": {"b": {"x": 1}}}, {("a", "b"): {"y": 2}}, {"a": {"b": {"y": 2}}}),
    ({"a": {"b": 1}, "c": 1}, {("c",): None, ("a", "d"): 0}, {"a": {"b": 1, "d": 0}}),
    ({}, {("a", "b", "c"): None}, {}),
]


@pytest.mark.parametrize(("kept", "sent", "merged"), NESTED)
def test_fields_within_objects_are_merged_at_their_paths(
    kept: dict[str, Any], sent: Nested, merged: dict[str, Any]
) -> None:
    before = encode_json(kept)
    assert merge_nested(kept, sent) == merged
    assert encode_json(kept) == before


layers = st.dictionaries(st.text(max_size=3), st.none() | st.integers() | st.text(max_size=5))


@given(layers, layers)
def test_sending_the_same_again_changes_nothing(kept: dict[str, Any], sent: dict[str, Any]) -> None:
    once = merge_unknown(kept, sent)
    assert merge_unknown(once, sent) == once
    assert None not in once.values()


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_the_bound_is_in_bytes_of_json(letters: str) -> None:
    value = letters * (MOST_BYTES // len(encode_json(letters)))
    fits = len(encode_json({"x": value})) <= MOST_BYTES
    if fits:
        check_size({"x": value})
    else:
        with pytest.raises(BadValue, match=r"x is unknown.*64 KiB"):
            check_size({"x": value})


def test_nothing_is_always_within_it() -> None:
    check_size({})

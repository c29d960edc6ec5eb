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
    sent = {"x": letters * (MOST_BYTES // len(encode_json(letters)))}
    fits = len(encode_json(sent)) <= MOST_BYTES
    if fits:
        check_size([sent], sent)
    else:
        with pytest.raises(BadValue, match=r"x is unknown.*64 KiB"):
            check_size([sent], sent)


HALF = "x" * (MOST_BYTES // 2)
BEYOND: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"old": HALF}, {"new": HALF}, "new"),
    ({"old": HALF}, {"a": 1, "new": HALF, "b": HALF[:9], "c": None}, "new"),
    ({"old": HALF, "older": HALF[:-40]}, {"old": HALF + "x" * 40}, "old"),
]


@pytest.mark.parametrize(("kept", "sent", "named"), BEYOND)
def test_what_is_said_to_be_too_much_is_what_was_sent(
    kept: dict[str, Any], sent: dict[str, Any], named: str
) -> None:
    with pytest.raises(BadValue) as refused:
        merge_unknown(kept, sent)
    assert refused.value.field == named


def test_all_objects_count_together() -> None:
    check_size([{"x": HALF}, {"y": "small"}], {"y": "small"})
    with pytest.raises(BadValue, match="y is unknown"):
        check_size([{"x": HALF}, {"y": HALF}], {"y": HALF})


@pytest.mark.parametrize("sent", [{}, {"old": None}])
def test_who_sends_nothing_is_never_refused(sent: dict[str, Any]) -> None:
    check_size([{"old": HALF * 3}], sent)

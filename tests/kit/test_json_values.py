import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.kit.json_values import encode_json, merge_below, same

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(st.sampled_from("abc"), values, max_size=3)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (1, 1.0, True),
        (0.0, -0.0, True),
        (2**70, 2**70, True),
        (2**70, 2.0**70, True),
        (1, 2, False),
        (True, True, True),
        (True, 1, False),
        (False, 0, False),
        (0, False, False),
        (None, False, False),
        (None, None, True),
        ("1", 1, False),
        ("", None, False),
        ([], {}, False),
        ([], (), True),
        ([1, [True]], (1, (True,)), True),
        ([1], [True], False),
        ([1], [1, 1], False),
        ({"a": {"b": 1}}, {"a": {"b": True}}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": None}, {}, False),
        ({}, [], False),
        ("a", ["a"], False),
    ],
)
def test_sameness(one: Any, other: Any, *, answer: bool) -> None:
    assert same(one, other) is answer
    assert same(other, one) is answer


@given(values)
def test_a_value_is_the_same_after_a_journey(value: Any) -> None:
    assert same(json.loads(encode_json(value)), value)


@given(values, values)
def test_sameness_is_that_of_json_with_numbers_by_value(one: Any, other: Any) -> None:
    assert same(one, other) is (canonical(one) == canonical(other))


def canonical(value: Any) -> Any:
    """A form in which Python's own equality is right: each scalar with the name of its JSON type."""
    if isinstance(value, dict):
        return {key: canonical(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [canonical(inner) for inner in value]
    kind = type(value).__name__
    return ("number" if kind in {"int", "float"} else kind, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2**63, "9223372036854775808"),
        (-(2**70), "-1180591620717411303424"),
        ({"a": [2**70, "é", 1.5, None, True]}, '{"a":[1180591620717411303424,"é",1.5,null,true]}'),
        ({"a": [1, "é", 1.5, None, True]}, '{"a":[1,"é",1.5,null,true]}'),
    ],
)
def test_whole_numbers_of_any_size_are_written(value: Any, text: str) -> None:
    assert encode_json(value) == text.encode()


@pytest.mark.parametrize(
    ("known", "unknown", "merged"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": 2}, {"a": 1}),
        ({"a": {"x": 1}}, {"a": {"x": 2, "y": 3}}, {"a": {"x": 1, "y": 3}}),
        ({"a": None}, {"a": {"x": 2}}, {"a": None}),
        ({"a": [1]}, {"a": {"x": 2}}, {"a": [1]}),
        ({"a": {"x": 1}}, {"a": 2}, {"a": {"x": 1}}),
    ],
)
def test_merging_adds_and_never_replaces(known: Any, unknown: Any, merged: Any) -> None:
    merge_below(known, unknown)
    assert known == merged


@given(objects, objects)
def test_merging_keeps_all_that_was_known(known: Any, unknown: Any) -> None:
    before = json.loads(encode_json(known))
    merge_below(known, unknown)
    assert contains(known, before)
    assert known.keys() == before.keys() | unknown.keys()


@given(objects, objects)
def test_merging_writes_into_nobody_elses_objects(known: Any, unknown: Any) -> None:
    shared, texts = [known.copy(), unknown], [encode_json(known), encode_json(unknown)]
    merge_below(known, unknown)
    assert [encode_json(value) for value in shared] == texts


def contains(whole: Any, part: Any) -> bool:
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and contains(whole[key], value) for key, value in part.items())
    return same(whole, part)

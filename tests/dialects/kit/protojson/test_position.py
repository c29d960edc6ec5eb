import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.protojson.position import line_and_column, offset_of, token_at

TEXT = '{ "a" : [ 1 , "]\\"" , { } ], "b":{"c":[],"d":\n [[ 2,3 ]] },"c":null}'

PLACES: list[tuple[list[str | int], str]] = [
    ([], "{"),
    (["a"], "["),
    (["a", 0], "1"),
    (["a", 1], '"]\\""'),
    (["a", 2], "{"),
    (["b", "c"], "["),
    (["b", "d", 0, 1], "3"),
    (["c"], "null"),
]


@pytest.mark.parametrize(("path", "token"), PLACES)
def test_values_are_found(path: list[str | int], token: str) -> None:
    assert token_at(TEXT, offset_of(TEXT, path)) == token


def test_lines_and_columns_count_from_one() -> None:
    assert line_and_column(TEXT, 0) == "line 1:1"
    assert line_and_column(TEXT, offset_of(TEXT, ["b", "d", 0, 0])) == "line 2:5"


def test_of_a_name_that_occurs_twice_the_last_is_found() -> None:
    text = '{"b":{"a":1,"x":0,"a" :2}}'
    assert offset_of(text, ["b", "a"], name=True) == text.rindex('"a"')


def test_long_tokens_are_cut() -> None:
    assert token_at("9" * 100, 0) == "9" * 60
    assert token_at("{}", 2) == ""


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
)


@given(values, st.data())
def test_any_value_is_found(value: Any, data: st.DataObject) -> None:
    text, path, here = json.dumps(value, ensure_ascii=False), list[str | int](), value
    while here and isinstance(here, list | dict):
        members = dict(enumerate(here)) if isinstance(here, list) else here
        path.append(data.draw(st.sampled_from(list(members))))
        here = members[path[-1]]
    found, _ = json.JSONDecoder().raw_decode(text, offset_of(text, path))
    assert found == here

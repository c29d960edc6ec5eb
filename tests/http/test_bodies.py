"""JSON bodies by their caps; the served tests in tests/dialects send the same through a socket."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.http.bodies import (
    DEEPEST,
    LONGEST_TEXT,
    MOST_ITEMS,
    json_file,
    json_object,
    uncapped_object,
)
from greenroom.problems import BadValue, NotJson

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(texts, values, max_size=3))
def test_whatever_json_can_say_is_read(value: dict[str, Any]) -> None:
    assert json_object(json.dumps(value).encode()) == value
    assert json_object(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary() | st.text().map(str.encode) | values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_an_object_or_refused(body: bytes) -> None:
    for read in (json_object, json_file):
        with suppress(NotJson, BadValue):
            assert isinstance(read(body), dict)


def nested(depth: int, kind: str) -> Any:
    value: Any = "inmost"
    for _ in range(depth - 1):
        value = [value] if kind == "list" else {"a": value}
    return {"x": value}


@pytest.mark.parametrize("kind", ["list", "object"])
def test_an_object_is_at_most_64_deep(kind: str) -> None:
    json_object(json.dumps(nested(DEEPEST, kind)).encode())
    with pytest.raises(BadValue, match="x is nested more than 64 deep"):
        json_object(json.dumps(nested(DEEPEST + 1, kind)).encode())


def test_depth_is_not_the_number_of_brackets() -> None:
    json_object(json.dumps({"x": [[] for _ in range(1000)]}).encode())


MANY = dict.fromkeys(map(str, range(MOST_ITEMS + 1)), 0)
BEYOND: list[tuple[Any, str]] = [
    ({"x": [0] * (MOST_ITEMS + 1)}, "x must have at most 10,000 items"),
    ({"x": [{"y": MANY}]}, "x[0].y must have at most 10,000 members"),
    (MANY, "body must have at most 10,000 members"),
    ({"x": {"y": ["é" * (LONGEST_TEXT + 1)]}}, "x.y[0] must be at most 1 MiB long"),
    ({"x": [{"y": "\0"}]}, "x[0].y must not contain U+0000"),
    ({"x": {"\0": 1}}, "x must not contain U+0000"),
]


@pytest.mark.parametrize(("value", "said"), BEYOND, ids=[said for _, said in BEYOND])
def test_what_breaks_a_cap_is_told_with_its_path(value: Any, said: str) -> None:
    with pytest.raises(BadValue) as problem:
        json_object(json.dumps(value).encode())
    assert str(problem.value) == said


def test_what_is_just_within_them_is_read() -> None:
    value = {
        "x": [0] * MOST_ITEMS,
        "z": dict.fromkeys(map(str, range(MOST_ITEMS)), 0),
        "y": "é" * LONGEST_TEXT,
    }
    assert json_object(json.dumps(value).encode()) == value


def test_a_long_text_may_be_allowed_by_name_at_the_top() -> None:
    long = "a" * (LONGEST_TEXT + 1)
    assert json_object(json.dumps({"x": long}).encode(), long_texts=["x"]) == {"x": long}
    for value in ({"y": long}, {"y": {"x": long}}, {"x": [long]}):
        with pytest.raises(BadValue):
            json_object(json.dumps(value).encode(), long_texts=["x"])
    with pytest.raises(BadValue, match="U\\+0000"):
        json_object(json.dumps({"x": "\0"}).encode(), long_texts=["x"])


def test_nul_may_be_allowed() -> None:
    assert json_object(b'{"x": "\\u0000"}', nul=True) == {"x": "\0"}


FILES: list[tuple[bytes, dict[str, Any]]] = [
    (b'{"x": "\\u0000", "\\u0000": [{"\\u0000": 1}]}', {"x": "\0", "\0": [{"\0": 1}]}),
    (b'{"x": "\\ud83d"}', {"x": "\ud83d"}),
    (b'\xef\xbb\xbf{"\\udE00": ["\\ud83d\\ude00", "\\\\ud83d", "\xc3\xa9", 1.5]}', {"\ude00": ["😀", "\\ud83d", "é", 1.5]}),
    (b" {} ", {}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "read"), FILES)
def test_a_file_may_hold_what_is_no_text_to_us(body: bytes, read: dict[str, Any]) -> None:
    assert json_file(body) == read


@pytest.mark.parametrize(("value", "said"), [row for row in BEYOND if "U+0000" not in row[1]])
def test_a_file_is_held_to_the_caps(value: Any, said: str) -> None:
    for found in (value, value | {"half": "\ud83d"}):
        with pytest.raises(BadValue) as problem:
            json_file(json.dumps(found).encode())
        assert str(problem.value) == said


@pytest.mark.parametrize("half", [b"", b'"\\ud83d",'])
@pytest.mark.parametrize("part", [b"NaN", b"-Infinity", b"1e999", b"'", b'"\xff"', b'"\n"', b"[" * 100_000])
def test_and_must_be_json_otherwise(half: bytes, part: bytes) -> None:
    with pytest.raises(NotJson):
        json_file(b'{"x": [' + half + part + b"]}")


@pytest.mark.parametrize("body", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_no_json(body: bytes) -> None:
    with pytest.raises(NotJson, match="it is empty"):
        json_file(body)


@pytest.mark.parametrize("body", [b"", b" \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf {} "])
def test_nothing_is_an_empty_object(body: bytes) -> None:
    assert json_object(body) == {}


NO_JSON = [
    (b"{", "input data was truncated"),
    (b'{"x":"\\ud83d"}', "it holds half of a surrogate pair, which is no character"),
    (b'{"x":"\\ud83d', "input data was truncated"),
    (b"[]", "it must be an object"),
    (b'{"x": NaN}', "invalid character (byte 6)"),
    (b'{"x": "\xff"}', "it is not UTF-8"),
    (b"[" * 100_000, "it is nested more than 64 deep"),
]


@pytest.mark.parametrize(("body", "why"), NO_JSON, ids=[why for _, why in NO_JSON])
def test_what_is_no_json_is_told_why(body: bytes, why: str) -> None:
    with pytest.raises(NotJson) as problem:
        json_object(body)
    assert str(problem.value) == f"The body is not valid JSON: {why}."


NOT_EVEN = [
    *(b"[]", b"{", json.dumps(nested(120, "object")).encode(), b"[" * 100_000),
    *(json.dumps(value).encode() for value in (MANY, {"x": [1, {"y": MANY}]})),
]
UNCAPPED = [{"x": "a" * (LONGEST_TEXT + 1)}, {"x": [0] * (MOST_ITEMS + 1)}, {"x": "a\0b"}, nested(90, "list")]


@pytest.mark.parametrize("value", UNCAPPED, ids=["text", "list", "nul", "deep"])
def test_who_judges_only_what_is_new_gets_the_rest_too(value: Any) -> None:
    assert uncapped_object(json.dumps(value).encode()) == value


@pytest.mark.parametrize("body", NOT_EVEN, ids=range(6))
def test_but_only_objects_and_not_without_end(body: bytes) -> None:
    with pytest.raises(NotJson):
        uncapped_object(body)


@given(st.dictionaries(texts, values, max_size=3))
def test_both_read_the_same(value: dict[str, Any]) -> None:
    body = json.dumps(value).encode()
    assert uncapped_object(body) == json_object(body)

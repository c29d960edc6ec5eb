import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.protojson.grammar import parse
from greenroom.problems import NotJson

BROKEN = [
    (b"[", "(line 1:2): unexpected EOF"),
    (b'{"a":', "(line 1:6): unexpected EOF"),
    (b'{"a":"b', "(line 1:6): unexpected EOF"),
    (b'{"a" 1}', "(line 1:6): unexpected token 1"),
    (b"{a:1}", "(line 1:2): unexpected token a"),
    (b"{'a':1}", "(line 1:2): unexpected token 'a'"),
    (b'{"a":tru}', "(line 1:6): unexpected token tru"),
    (b'{"a":1 "b":2}', '(line 1:8): unexpected token "b"'),
    (b'{"a":01}', "(line 1:7): unexpected token 1"),
    (b"[1 2]", "(line 1:4): unexpected token 2"),
    (b"[,1]", "(line 1:2): unexpected token ,"),
    (b'{"a":1}x', "(line 1:8): unexpected token x"),
    (b"{}\n {}", "(line 2:2): unexpected token {"),
    (b"some text", "(line 1:1): unexpected token some"),
    (b'{"a":"\n"}', "(line 1:7): invalid control character in string"),
    (b'{"a":"\\x"}', "(line 1:7): invalid escape code in string"),
    (b'{"a":"\\u12"}', "(line 1:8): invalid escape code in string"),
    (b'{"a":"\\ud800"}', '(line 1:7): invalid escape code "\\ud800" in string'),
    (b'{"a":"\\uD800\\u0041"}', '(line 1:7): invalid escape code "\\uD800" in string'),
    (b'{"\\udc00":1}', '(line 1:3): invalid escape code "\\udc00" in string'),
    (b'{"a":"\\\\\\ude00"}', '(line 1:9): invalid escape code "\\ude00" in string'),
    (b'{"a":\n"\xff"}', "(line 2:2): invalid UTF-8"),
    (b'{"a":"\xed\xa0\x80"}', "(line 1:7): invalid UTF-8"),
    ("\ufeff\ufeff{}".encode(), "(line 1:1): unexpected token \ufeff"),
    ('{"a":1}'.encode("utf-16"), "(line 1:1): invalid UTF-8"),
    (b"\xc2\xa0", "(line 1:1): unexpected EOF"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "why"), BROKEN)
def test_what_is_not_json_is_refused_with_its_place(body: bytes, why: str) -> None:
    with pytest.raises(NotJson) as refused:
        parse(body)
    assert refused.value.why == f"proto: syntax error {why}"


@pytest.mark.parametrize("body", [b'{"a":1,}', b"[1,]", b"[1.]", b"-", b"[.5]", b"[+1]", b"[0x1]", b"nul"])
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson, match="syntax error"):
        parse(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(json_values, st.booleans(), st.sampled_from([None, 1]))
def test_all_json_is_read_however_it_is_written(value: object, ascii_only: bool, indent: int | None) -> None:  # noqa: FBT001 - drawn
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert parse(text.encode()) == (text, value)


@given(st.binary(max_size=40) | st.text(alphabet='{}[]",:\\ud8019.eE-+ \ntrue', max_size=40).map(str.encode))
def test_all_else_is_refused_calmly(body: bytes) -> None:
    try:
        parse(body)
    except NotJson:
        return
    json.loads(body.decode("utf-8-sig").strip(" \t\n\r") or "{}")

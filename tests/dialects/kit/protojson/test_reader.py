import json
import math

import pytest

from greenroom.dialects.kit.messages import Shape
from greenroom.dialects.kit.protojson import read
from greenroom.problems import BadValue, NotJson

READ = [
    # names
    ('{"loadText":"a"}', {"loadText": "a"}),
    ('{"load_text":"a"}', {"loadText": "a"}),
    ('{"LoadText":"a"}', {"LoadText": "a"}),
    ('{"frontWheel":{"spoke_count":3,"Spoke":1}}', {"frontWheel": {"spokeCount": 3, "Spoke": 1}}),
    # null is unset, and seen by masks
    ('{"loadText":null,"frontWheel":null,"wheels":null,"limits":null,"size":null}', dict.fromkeys(("loadText", "frontWheel", "wheels", "limits", "size"))),
    ('{"frontWheel":{"rimSize":null}}', {"frontWheel": {"rimSize": None}}),
    # strings
    ('{"loadText":"\\u0000\\ud83d\\ude00"}', {"loadText": "\x00😀"}),
    ('{"loadText":"\\\\ud800"}', {"loadText": "\\ud800"}),
    ('{"tags":["a",""]}', {"tags": ["a", ""]}),
    # booleans
    ('{"isOpen":true}', {"isOpen": True}),
    ('{"isOpen":false}', {"isOpen": False}),
    # integers
    ('{"joy":42}', {"joy": 42}),
    ('{"joy":"42"}', {"joy": 42}),
    ('{"joy":1.0}', {"joy": 1}),
    ('{"joy":"1.0"}', {"joy": 1}),
    ('{"joy":1e2}', {"joy": 100}),
    ('{"joy":"-1E+2"}', {"joy": -100}),
    ('{"joy":-0}', {"joy": 0}),
    ('{"joy":2147483647}', {"joy": 2147483647}),
    ('{"joy":-2147483648}', {"joy": -2147483648}),
    ('{"mileage":"9223372036854775807"}', {"mileage": 9223372036854775807}),
    # floats
    ('{"socialRank":0.5}', {"socialRank": 0.5}),
    ('{"socialRank":2}', {"socialRank": 2.0}),
    ('{"socialRank":"0.5"}', {"socialRank": 0.5}),
    ('{"socialRank":"1e2"}', {"socialRank": 100.0}),
    ('{"socialRank":3.4028235e38}', {"socialRank": 3.4028234663852886e38}),
    ('{"socialRank":"Infinity"}', {"socialRank": math.inf}),
    ('{"socialRank":"-Infinity"}', {"socialRank": -math.inf}),
    # enums
    ('{"size":"LARGE"}', {"size": "LARGE"}),
    ('{"size":"LARGE."}', {"size": "LARGE"}),
    ('{"size":5}', {"size": "LARGE"}),
    ('{"size":5.0}', {"size": "LARGE"}),
    ('{"size":3}', {"size": 3}),
    ('{"size":-1}', {"size": -1}),
    ('{"size":"HUGE"}', {"size": "SIZE_UNSPECIFIED"}),
    ('{"size":"large"}', {"size": "SIZE_UNSPECIFIED"}),
    ('{"size":"5"}', {"size": "SIZE_UNSPECIFIED"}),
    ('{"sizes":["LARGE",1,"HUGE"]}', {"sizes": ["LARGE", "SMALL", "SIZE_UNSPECIFIED"]}),
    ('{"maker":"SOMEBODY"}', {"maker": "SOMEBODY"}),
    ('{"maker":7}', {"maker": 7}),
    ('{"maker":""}', {"maker": "ACME"}),
    ('{"maker":0.0}', {"maker": "ACME"}),
    # messages, maps, lists of one
    ('{"wheels":[{"spokeCount":1},{"hub":{"a":[1]}}]}', {"wheels": [{"spokeCount": 1}, {"hub": {"a": [1]}}]}),
    ('{"limits":{"a":"LARGE","b":1,"":"HUGE"}}', {"limits": {"a": "LARGE", "b": "SMALL", "": "SIZE_UNSPECIFIED"}}),
    ('{"limits":[{"key":"a","value":5},{"key":"b"},{"value":1},{"key":"a","value":1}]}', {"limits": {"a": "SMALL", "b": "SIZE_UNSPECIFIED", "": "SMALL"}}),
    ('{"limits":[]}', {"limits": {}}),
    ('{"loneWheels":{"spokeCount":1}}', {"loneWheels": [{"spokeCount": 1}]}),
    ('{"loneWheels":[{"spokeCount":1}]}', {"loneWheels": [{"spokeCount": 1}]}),
    # verbatim
    ('{"anything":{"a":[1,1.5,null,true,"x"]},"notes":[[null],{}]}', {"anything": {"a": [1, 1.5, None, True, "x"]}, "notes": [[None], {}]}),
    ('{"unknown":{"joy":"many","n":18446744073709551616}}', {"unknown": {"joy": "many", "n": 18446744073709551616}}),
    ('{"unknown":null}', {"unknown": None}),
    # wrapped
    ('{"cart":{"joy":1}}', {"joy": 1}),
    ('{"cart":{}}', {}),
    ('{"cart":[1]}', {"cart": [1]}),
    ('{"cart":{"joy":1},"joy":2}', {"cart": {"joy": 1}, "joy": 2}),
    # nothing
    ("", {}),
    (" \n", {}),
    ("{}", {}),
    ("\ufeff{}", {}),
    ("\ufeff", {}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "tree"), READ)
def test_read(cart: Shape, body: str, tree: dict[str, object]) -> None:
    assert read(body.encode(), cart, wrapper="cart") == tree


def test_not_a_number_is_read_from_its_word(cart: Shape) -> None:
    assert math.isnan(read(b'{"socialRank":"NaN"}', cart)["socialRank"])


def test_numbers_come_out_in_their_field_s_type(cart: Shape) -> None:
    tree = read(b'{"joy":1.0,"socialRank":1,"size":5.0}', cart)
    assert [type(tree[name]) for name in ("joy", "socialRank", "size")] == [int, float, str]


REFUSED = [
    # what and where, in protojson's words
    ('{"frontWheel":{"rimSize":true}}', "frontWheel.rimSize", "proto: (line 1:26): invalid value for enum field rimSize: true"),
    ('{\n  "wheels": [{}, {"spokeCount": 1.5}]\n}', "wheels[1].spokeCount", "proto: (line 2:33): invalid value for int32 field spokeCount: 1.5"),
    ('{"é":"😀","joy":"x"}', "joy", 'proto: (line 1:16): invalid value for int32 field joy: "x"'),
    ('{"cart":{"joy":[]}}', "joy", "proto: (line 1:16): invalid value for int32 field joy: ["),
    ('{"x":1, "x":2}', "x", 'proto: (line 1:9): duplicate field "x"'),
    ('{"loadText":"","load_text":""}', "load_text", 'proto: (line 1:16): duplicate field "load_text"'),
    ('{"frontWheel":{"rimSize":1,"rimSize":2,"rimSize":3}}', "frontWheel.rimSize", 'proto: (line 1:40): duplicate field "rimSize"'),
    ('{"limits":{"a":1,"a":1}}', "limits.a", 'proto: (line 1:18): duplicate field "a"'),
    ('{"unknown":[0,{"a":1,"a":1}]}', "unknown[1].a", 'proto: (line 1:22): duplicate field "a"'),
    # null inside a list or map
    ('{"tags":["a",null]}', "tags[1]", "proto: (line 1:14): invalid value for string field tags: null"),
    ('{"sizes":[null]}', "sizes[0]", "proto: (line 1:11): invalid value for enum field sizes: null"),
    ('{"wheels":[null]}', "wheels[0]", "proto: syntax error (line 1:12): unexpected token null"),
    ('{"notes":[{},null]}', "notes[1]", "proto: syntax error (line 1:14): unexpected token null"),
    ('{"limits":{"a":null}}', "limits.a", "proto: (line 1:16): invalid value for enum field limits: null"),
    # the wrong kind
    ('{"loadText":1}', "loadText", "proto: (line 1:13): invalid value for string field loadText: 1"),
    ('{"loadText":false}', "loadText", "proto: (line 1:13): invalid value for string field loadText: false"),
    ('{"isOpen":"true"}', "isOpen", 'proto: (line 1:11): invalid value for bool field isOpen: "true"'),
    ('{"isOpen":0}', "isOpen", "proto: (line 1:11): invalid value for bool field isOpen: 0"),
    ('{"frontWheel":[]}', "frontWheel", "proto: syntax error (line 1:15): unexpected token ["),
    ('{"frontWheel":"x"}', "frontWheel", 'proto: syntax error (line 1:15): unexpected token "x"'),
    ('{"wheels":{}}', "wheels", "proto: syntax error (line 1:11): unexpected token {"),
    ('{"loneWheels":1}', "loneWheels", "proto: syntax error (line 1:15): unexpected token 1"),
    ('{"loneWheels":{"rimSize":true}}', "loneWheels.rimSize", "proto: (line 1:26): invalid value for enum field rimSize: true"),
    ('{"tags":"a"}', "tags", 'proto: syntax error (line 1:9): unexpected token "a"'),
    ('{"notes":1}', "notes", "proto: syntax error (line 1:10): unexpected token 1"),
    ('{"limits":1}', "limits", "proto: syntax error (line 1:11): unexpected token 1"),
    ('{"limits":[{"key":"a"},1]}', "limits[1]", "proto: syntax error (line 1:24): unexpected token 1"),
    ('{"limits":[{"key":1}]}', "limits[0].key", "proto: (line 1:19): invalid value for string field key: 1"),
    ('{"limits":[{"value":true}]}', "limits[0].value", "proto: (line 1:21): invalid value for enum field value: true"),
    # integers
    ('{"joy":1.5}', "joy", "proto: (line 1:8): invalid value for int32 field joy: 1.5"),
    ('{"joy":""}', "joy", 'proto: (line 1:8): invalid value for int32 field joy: ""'),
    ('{"joy":" 1"}', "joy", 'proto: (line 1:8): invalid value for int32 field joy: " 1"'),
    ('{"joy":"+1"}', "joy", 'proto: (line 1:8): invalid value for int32 field joy: "+1"'),
    ('{"joy":"01"}', "joy", 'proto: (line 1:8): invalid value for int32 field joy: "01"'),
    ('{"joy":"1e999"}', "joy", 'proto: (line 1:8): invalid value for int32 field joy: "1e999"'),
    ('{"joy":2147483648}', "joy", "proto: (line 1:8): invalid value for int32 field joy: 2147483648"),
    ('{"joy":-2147483649}', "joy", "proto: (line 1:8): invalid value for int32 field joy: -2147483649"),
    ('{"joy":true}', "joy", "proto: (line 1:8): invalid value for int32 field joy: true"),
    ('{"mileage":"9223372036854775808"}', "mileage", 'proto: (line 1:12): invalid value for int64 field mileage: "9223372036854775808"'),
    # floats
    ('{"socialRank":1e40}', "socialRank", "proto: (line 1:15): invalid value for float field socialRank: 1e40"),
    ('{"socialRank":"1e40"}', "socialRank", 'proto: (line 1:15): invalid value for float field socialRank: "1e40"'),
    ('{"socialRank":1e999}', "socialRank", "proto: (line 1:15): invalid value for float field socialRank: 1e999"),
    ('{"socialRank":"nan"}', "socialRank", 'proto: (line 1:15): invalid value for float field socialRank: "nan"'),
    ('{"socialRank":"x"}', "socialRank", 'proto: (line 1:15): invalid value for float field socialRank: "x"'),
    ('{"socialRank":true}', "socialRank", "proto: (line 1:15): invalid value for float field socialRank: true"),
    ('{"socialRank":NaN}', "socialRank", "proto: (line 1:15): invalid value for float field socialRank: NaN"),
    # enums
    ('{"size":1.5}', "size", "proto: (line 1:9): invalid value for enum field size: 1.5"),
    ('{"size":2147483648}', "size", "proto: (line 1:9): invalid value for enum field size: 2147483648"),
    ('{"size":{}}', "size", "proto: (line 1:9): invalid value for enum field size: {"),
    ('{"maker":[]}', "maker", "proto: (line 1:10): invalid value for enum field maker: ["),
    # what can't be written again
    ('{"unknown":NaN}', "unknown", "proto: syntax error (line 1:12): unexpected token NaN"),
    ('{"unknown":[-Infinity]}', "unknown[0]", "proto: syntax error (line 1:13): unexpected token -Infinity"),
    ('{"unknown":1e999}', "unknown", "proto: (line 1:12): a number out of range"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "field", "why"), REFUSED)
def test_a_field_is_refused(cart: Shape, body: str, field: str, why: str) -> None:
    with pytest.raises(BadValue) as refused:
        read(body.encode(), cart, wrapper="cart")
    assert (refused.value.field, refused.value.why) == (field, why)


@pytest.mark.parametrize("token", ["null", "[", '"x"', "1", "true"])
def test_the_root_is_an_object(cart: Shape, token: str) -> None:
    body = "[]" if token == "[" else token
    with pytest.raises(NotJson, match=r"syntax error \(line 1:1\): unexpected token") as refused:
        read(body.encode(), cart)
    assert refused.value.why.endswith(f" {token}")


def nested(levels: int) -> bytes:
    return b'{"a":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


def test_depth_is_capped(cart: Shape) -> None:
    assert read(nested(64), cart)
    for levels in (65, 5_000, 200_000):
        with pytest.raises(NotJson, match="exceeded max recursion depth"):
            read(nested(levels), cart)


CAPPED = [
    ("tags", ["a"] * 10_000, ["a"] * 10_001, "more than 10000 items"),
    ("wheels", [{}] * 10_000, [{}] * 10_001, "more than 10000 items"),
    ("limits", [{"key": "a"}] * 10_000, [{"key": "a"}] * 10_001, "more than 10000 items"),
    ("limits", dict.fromkeys(map(str, range(10_000)), 1), dict.fromkeys(map(str, range(10_001)), 1), "more than 10000 items"),
    ("unknown", [0] * 10_000, [0] * 10_001, "more than 10000 items"),
    ("loadText", "é" * 1_048_576, "é" * 1_048_577, "a text of more than 1048576 characters"),
    ("maker", "é" * 1_048_576, "é" * 1_048_577, "a text of more than 1048576 characters"),
    ("unknown", "é" * 1_048_576, "é" * 1_048_577, "a text of more than 1048576 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "most", "more", "why"), CAPPED, ids=[row[0] for row in CAPPED])
def test_sizes_are_capped(cart: Shape, field: str, most: object, more: object, why: str) -> None:
    assert len(read(json.dumps({field: most}).encode(), cart)[field]) in (1, len(most))  # type: ignore[arg-type]  # all of them have a length
    with pytest.raises(BadValue) as refused:
        read(json.dumps({field: more}).encode(), cart)
    assert (refused.value.field, refused.value.why) == (field, f"proto: (line 1:{len(field) + 6}): {why}")


def test_an_unknown_number_with_more_digits_than_a_computer_takes_is_refused(cart: Shape) -> None:
    with pytest.raises(NotJson, match="too many digits"):
        read(b'{"unknown":' + b"9" * 5_000 + b"}", cart)

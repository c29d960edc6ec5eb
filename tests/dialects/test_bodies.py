"""Bodies of every kind, as strange as clients send them, on a dialect of a vendor and on our own."""

import json
import socket
from typing import Any

import pytest
from tests.dialects.roleplay.bodies import MINIMAL, listed
from tests.served import Caller

GOOD = json.dumps(MINIMAL).encode()
MIB = 2**20

TAKEN: list[tuple[str, bytes, str | None]] = [
    ("plain text", GOOD, "text/plain;charset=UTF-8"),
    ("no type", GOOD, None),
    ("charset", GOOD, "application/json; charset=utf-8"),
    ("a form's type", GOOD, "application/x-www-form-urlencoded"),
    ("byte order mark", b"\xef\xbb\xbf" + GOOD, None),
    ("blanks around", b" \r\n\t" + GOOD + b"\n ", None),
    ("escapes", GOOD.replace(b"Nora", b"\\u004eora"), None),
    ("last one wins", b'{"name":5,"name":"Nora",' + GOOD.split(b",", 1)[1], None),
]


def unknown(value: str) -> bytes:
    return GOOD[:-1] + b',"x":' + value.encode() + b"}"


BROKEN: list[tuple[str, bytes]] = [
    ("truncated", GOOD[:-5]),
    ("list", b"[]"),
    ("text", b'"name"'),
    ("number", b"5"),
    ("null", b"null"),
    ("true", b"true"),
    ("form", b"name=Nora&definition=x"),
    ("multipart", b'--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nNora\r\n--x--\r\n'),
    ("two values", GOOD + GOOD),
    ("comment", b"// x\n" + GOOD),
    ("single quotes", b"{'name':'Nora'}"),
    ("trailing comma", GOOD[:-1] + b",}"),
    ("NaN", unknown("NaN")),
    ("Infinity", unknown("-Infinity")),
    ("beyond a double", unknown("1e999")),
    ("invalid UTF-8", GOOD.replace(b"Nora", b"N\xf6ra")),
    ("UTF-16", json.dumps(MINIMAL).encode("utf-16")),
    ("UTF-8 of a surrogate", GOOD.replace(b"Nora", b"\xed\xa0\x80")),
    ("lone surrogate", GOOD.replace(b"Nora", b"\\ud83d")),
    ("reversed surrogates", GOOD.replace(b"Nora", b"\\ude00\\ud83d")),
    ("lone surrogate in a key", unknown('{"\\ud83d":1}')),
    ("control character", GOOD.replace(b"Nora", b"No\x00ra")),
    ("line end in a text", GOOD.replace(b"Nora", b"No\nra")),
    ("100,000 deep", b"[" * 100_000),
    ("100,000 deep objects", b'{"a":' * 100_000),
    ("second mark", b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD),
]

CAPPED: list[tuple[str, bytes, str]] = [
    ("65 deep", unknown("[" * 64 + "]" * 64), "x"),
    ("65 deep objects", unknown('{"a":' * 64 + "1" + "}" * 64), "x"),
    ("U+0000", unknown('["\\u0000"]'), "x"),
    ("U+0000 in a key", unknown('{"a\\u0000":1}'), "x"),
    ("U+0000 in a field's name", GOOD.replace(b"{", b'{"a\\u0000":1,', 1), "a\x00"),
    ("10,001 items", unknown(json.dumps([0] * 10_001)), "x"),
    ("10,001 members", unknown(json.dumps(dict.fromkeys(map(str, range(10_001))))), "x"),
    ("10,001 fields", json.dumps(MINIMAL | dict.fromkeys(map(str, range(10_001)))).encode(), "body"),
    ("text over 1 MiB", unknown(json.dumps("x" * (MIB + 1))), "x"),
]


@pytest.mark.parametrize(("body", "kind"), [row[1:] for row in TAKEN], ids=[row[0] for row in TAKEN])
def test_a_body_that_parses_is_taken_whatever_is_said_of_it(
    body: bytes, kind: str | None, ada: Caller
) -> None:
    answer = ada.post("/apiCreateCharacter", content=body, headers={"content-type": kind} if kind else {})
    assert answer.status_code == 200, answer.text
    assert [one["name"] for one in listed(ada)] == ["Nora"]


@pytest.mark.parametrize("body", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_body_that_does_not_is_refused_in_the_dialect_s_words(body: bytes, ada: Caller) -> None:
    answer = ada.post("/apiCreateCharacter", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_json")
    assert listed(ada) == []
    answer = ada.post("/v1/keys", content=body)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:greenroom:problem:not-json")


@pytest.mark.parametrize(("body", "field"), [row[1:] for row in CAPPED], ids=[row[0] for row in CAPPED])
def test_a_value_beyond_the_caps_is_named(body: bytes, field: str, ada: Caller) -> None:
    answer = ada.post("/apiCreateCharacter", content=body)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        400,
        "invalid_argument",
        field,
    )
    assert listed(ada) == []


def test_what_is_just_within_the_caps_is_taken(ada: Caller) -> None:
    for value in ("[" * 63 + "]" * 63, json.dumps([0] * 10_000)):
        assert ada.post("/apiCreateCharacter", content=unknown(value)).status_code == 200


@pytest.mark.parametrize("body", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_no_body_is_an_empty_object(body: bytes, ada: Caller) -> None:
    answer = ada.post("/apiCreateCharacter", content=body)
    assert (answer.status_code, answer.json()["field"]) == (400, "name")


@pytest.mark.parametrize("chunked", [False, True], ids=["declared", "chunked"])
def test_more_than_12_mib_is_too_large(ada: Caller, chunked: Any) -> None:
    parts = [b" " * MIB] * 12 + [b"{}"]
    answer = ada.post("/apiCreateCharacter", content=iter(parts) if chunked else b"".join(parts))
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")
    assert listed(ada) == []


def test_the_connection_can_be_used_again_after_a_refusal(ada: Caller) -> None:
    for body in (b" " * (13 * MIB), b"{", GOOD):
        status = ada.post("/apiCreateCharacter", content=body).status_code
    assert status == 200


def test_a_body_that_never_ends_creates_nothing(ada: Caller) -> None:
    host, port = ada.served.url.removeprefix("http://").split(":")
    head = f"POST /apiCreateCharacter HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {ada.key}\r\n"
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"{head}Content-Length: {len(GOOD) + 1}\r\n\r\n".encode() + GOOD)
    assert listed(ada) == []

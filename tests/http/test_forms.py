"""Forms."""

import pytest

from greenroom.http.forms import File, Form, is_form, read_form
from greenroom.problems import NotJson

KIND = "multipart/form-data; boundary=x"
URLENCODED = "application/x-www-form-urlencoded"


def part(headers: str, body: bytes) -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + headers.encode() + b"\r\n\r\n" + body + b"\r\n"


END = b"--x--\r\n"


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (URLENCODED, True),
        ("APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8", True),
        (KIND, True),
        ("application/json", False),
        ("", False),
    ],
)
def test_what_is_a_form(kind: str, *, form: bool) -> None:
    assert is_form(kind) is form


def test_a_form_of_the_address_bar() -> None:
    body = b"&charID=1&userText=Good evening, sir&empty=&plus=a+b&ue=%C3%BC&twice=1&twice=2&bare"
    assert read_form(URLENCODED, body).fields == {
        "charID": "1",
        "userText": "Good evening, sir",
        "empty": "",
        "plus": "a b",
        "ue": "ü",
        "twice": "2",
        "bare": "",
    }


def test_a_form_with_a_file() -> None:
    body = part('name="charID"', b"1") + part('name="file"; filename="a.wav"', b"RIFF\0\xff") + END
    assert read_form(KIND, body) == Form({"charID": "1"}, {"file": File("a.wav", b"RIFF\0\xff")})


BROKEN = [
    (URLENCODED, b"x=%ff", "UTF-8"),
    (URLENCODED, b"\xff=1", "UTF-8"),
    (URLENCODED, b"a=1&" * 1_001, "1,000 fields"),
    ("multipart/form-data", END, "can't be read"),
    (KIND, b"nonsense", "can't be read"),
    (KIND, part('name="x"', b"\xff") + END, "UTF-8"),
]


@pytest.mark.parametrize(("kind", "body", "why"), BROKEN)
def test_one_that_cannot_be_read(kind: str, body: bytes, why: str) -> None:
    with pytest.raises(NotJson, match=why):
        read_form(kind, body)

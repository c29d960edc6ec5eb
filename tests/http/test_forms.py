"""Forms."""

import pytest

from greenroom.http.bodies import LONGEST_TEXT
from greenroom.http.forms import File, Form, comparable, is_form, read_form
from greenroom.problems import BadValue, NotJson

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


def test_what_is_said_more_than_once_is_there_whole_and_last() -> None:
    address, parts = b"a=1&b=2&a=&a=3", [("a", b"1"), ("b", b"2"), ("a", b""), ("a", b"3")]
    form = Form({"a": "3", "b": "2"}, {}, {"a": ["1", "", "3"]})
    assert read_form(URLENCODED, address) == form
    assert read_form(KIND, b"".join(part(f'name="{name}"', value) for name, value in parts) + END) == form


def test_a_form_with_a_file() -> None:
    body = part('name="charID"', b"1") + part('name="file"; filename="a.wav"', b"RIFF\0\xff") + END
    assert read_form(KIND, body) == Form({"charID": "1"}, {"file": File("a.wav", b"RIFF\0\xff")}, {})


def bounded(boundary: str, body: bytes) -> tuple[str, bytes]:
    return f'Multipart/Form-Data; boundary="{boundary}"', body.replace(b"--x", b"--" + boundary.encode())


FORM = part('name="a"', b"1") + part('name="b"; filename="b"', b"2\r\n3") + END
OTHERS = [
    part('name="a"', b"1") + END,
    part('name="a"', b"1") + part('name="b"; filename="b"', b"2\r\n4") + END,
    part('name="a"', b"1") + part('name="b"; filename="c"', b"2\r\n3") + END,
    part('name="b"; filename="b"', b"2\r\n3") + part('name="a"', b"1") + END,
]


def test_the_same_form_compares_equal_between_any_boundaries() -> None:
    one, other = (comparable(*bounded(boundary, FORM)) for boundary in ("x", "----WebKit Form'7"))
    assert one == other


@pytest.mark.parametrize("other", OTHERS)
def test_another_form_does_not(other: bytes) -> None:
    assert comparable(KIND, other) != comparable(KIND, FORM)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        (URLENCODED, FORM),
        ("", FORM),
        ("multipart/form-data", FORM),
        (KIND, b'{"charName": "a"}'),
        (KIND, b""),
    ],
)
def test_whatever_is_no_form_in_parts_is_compared_as_it_is(kind: str, body: bytes) -> None:
    assert comparable(kind, body) == body


def test_escapes_are_read_as_the_address_bar_writes_them() -> None:
    body = b"a=%F0%9f%98%80%25+%2B&b=%&c=%4&d=%g1&e=%%41&f=\xc3%A9&%61b=%26%3D"
    assert read_form(URLENCODED, body).fields == {
        "a": "😀% +",
        "b": "%",
        "c": "%4",
        "d": "%g1",
        "e": "%A",
        "f": "é",
        "ab": "&=",
    }


@pytest.mark.parametrize("letter", [b"a", b"%41", b"%C3%A9", b"\xc3%a9", b"%E4%BD%A0", b"%f0%9F%98%80"])
def test_a_text_of_a_form_is_at_most_1_mi_characters_long(letter: bytes) -> None:
    assert len(read_form(URLENCODED, b"a=" + letter * LONGEST_TEXT).fields["a"]) == LONGEST_TEXT
    with pytest.raises(BadValue, match="é must be at most 1 MiB long"):
        read_form(URLENCODED, b"a=1&%C3%A9=" + letter * (LONGEST_TEXT + 1))


def test_a_form_without_a_boundary_is_the_client_s_fault_and_no_error_of_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; charset=utf-8",
    ):
        with pytest.raises(NotJson, match="no boundary"):
            read_form(kind, END)
    assert caplog.records == []


def test_as_many_parts_as_fields_are_read() -> None:
    body = b"".join(part(f'name="{at}"', b"1") for at in range(999)) + END
    assert len(read_form(KIND, body).fields) == 999


BROKEN = [
    (URLENCODED, b"x=%ff", "UTF-8"),
    (URLENCODED, b"\xff=1", "UTF-8"),
    (URLENCODED, b"a=1&" * 1_001, "1,000 fields"),
    (URLENCODED, b"&" * 1_000, "1,000 fields"),
    (KIND, part('name="x"', b"1") * 1_001 + END, "1,000 fields"),
    (KIND, part('name="x"; filename="a"', b"1") * 1_001 + END, "1,000 fields"),
    ("multipart/form-data", END, "no boundary"),
    ("multipart/form-data; boundary=", END, "no boundary"),
    ("multipart/form-data; boundary=" + "x" * 300, END, "can't be read"),
    (KIND, b"nonsense", "can't be read"),
    (KIND, part('name="x"', b"\xff") + END, "UTF-8"),
]


@pytest.mark.parametrize(("kind", "body", "why"), BROKEN)
def test_one_that_cannot_be_read(kind: str, body: bytes, why: str) -> None:
    with pytest.raises(NotJson, match=why):
        read_form(kind, body)

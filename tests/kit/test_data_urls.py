import base64
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.kit.data_urls import BadDataUrl, DataUrlTooLarge, parse_image

BYTES = bytes(range(251, 256)) + b"?>"  # needs both digits in which the alphabets differ
STANDARD = base64.b64encode(BYTES).decode()
URL_SAFE = base64.urlsafe_b64encode(BYTES).decode()
CAP = 1000

NOT_BASE64 = "the data after base64, is not valid base64"
NOT_A_PICTURE = "must be a picture as data:image/png;base64,"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (f"data:image/png;base64,{STANDARD}", "image/png"),
        (f"data:image/jpeg;base64,{STANDARD}", "image/jpeg"),
        (f"data:image/jpg;base64,{STANDARD}", "image/jpg"),
        (f"data:image/webp;base64,{STANDARD}", "image/webp"),
        (f"data:image/gif;base64,{STANDARD}", "image/gif"),
        (f"data:image/apng;base64,{STANDARD}", "image/apng"),
        (f"data:image/avif;base64,{STANDARD}", "image/avif"),
        (f"DATA:Image/PNG;Base64,{STANDARD}", "image/png"),
        (f"data:image/png;base64,{URL_SAFE}", "image/png"),
        (f"data:image/png;base64,{STANDARD.rstrip('=')}", "image/png"),
        (f"data:image/png;base64,{URL_SAFE.rstrip('=')}", "image/png"),
        (f"data:image/png;base64,{STANDARD[:3]}\r\n {STANDARD[3:]}\t\n", "image/png"),
        (f"data:image/png;base64,\n{STANDARD.removesuffix('=')}", "image/png"),
    ],
)
def test_read(text: str, label: str) -> None:
    assert parse_image(text, CAP) == (label, BYTES)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", NOT_A_PICTURE),
        ("...", NOT_A_PICTURE),
        ("https://example.org/nora.png", NOT_A_PICTURE),
        (f" data:image/png;base64,{STANDARD}", NOT_A_PICTURE),
        (f"data:image/svg+xml;base64,{STANDARD}", NOT_A_PICTURE),
        (f"data:text/html;base64,{STANDARD}", NOT_A_PICTURE),
        (f"data:;base64,{STANDARD}", NOT_A_PICTURE),
        (f"data:image/png,{STANDARD}", NOT_A_PICTURE),
        (f"data:image/png;charset=utf-8;base64,{STANDARD}", NOT_A_PICTURE),
        (f"data:image/png;base64{STANDARD}", NOT_A_PICTURE),
        ("data:image/png;base64,...", NOT_BASE64),
        ("data:image/png;base64,iVBORw0KGgo...", NOT_BASE64),
        ("data:image/png;base64,iVBORw0KGgo…", NOT_BASE64),
        ("data:image/png;base64,A", NOT_BASE64),
        ("data:image/png;base64,AAAAA", NOT_BASE64),
        ("data:image/png;base64,AAAA====", NOT_BASE64),
        ("data:image/png;base64,AA==AAAA", NOT_BASE64),
        ("data:image/png;base64,AAAA%3D", NOT_BASE64),
        ("data:image/png;base64,AA\0AA", NOT_BASE64),
        ("data:image/png;base64,\ud800", NOT_BASE64),
        ("data:image/png;base64,AA\u00a0AA", NOT_BASE64),
    ],
)
def test_refused(text: str, why: str) -> None:
    with pytest.raises(BadDataUrl, match=re.escape(why)):
        parse_image(text, CAP)


def test_no_data_is_no_bytes() -> None:
    assert parse_image("data:image/png;base64,", CAP) == ("image/png", b"")


@pytest.mark.parametrize("size", [1, 2, 3, 4, 1000])
def test_the_cap_is_exact(size: int) -> None:
    text = "data:image/png;base64," + base64.b64encode(bytes(size)).decode()
    assert len(parse_image(text, size).data) == size
    with pytest.raises(DataUrlTooLarge):
        parse_image(text, size - 1)


def test_blanks_do_not_count_towards_the_cap() -> None:
    assert parse_image("data:image/png;base64,AAAA" + " \n" * 5000, 3).data == bytes(3)


@given(st.binary(max_size=200), st.booleans(), st.booleans())
def test_whatever_is_encoded_is_read(data: bytes, url_safe: bool, padded: bool) -> None:  # noqa: FBT001 - drawn
    text = (base64.urlsafe_b64encode if url_safe else base64.b64encode)(data).decode()
    text = text if padded else text.rstrip("=")
    assert parse_image(f"data:image/png;base64,{text}", CAP).data == data


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadDataUrl, DataUrlTooLarge):
        assert parse_image("data:image/png;base64," + text, CAP).label == "image/png"

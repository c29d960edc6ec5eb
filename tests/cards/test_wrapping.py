"""What cards travel in besides bare JSON."""

import pytest

from greenroom.cards.wrapping import wrapping_of

ROWS = [
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
    (b"\xff\xd8\xff\xe0", "a JPEG picture"),
    (b"RIFF\n\0\0\0WEBPVP8 ", "a WEBP picture"),
    (b"GIF89a", "a GIF picture"),
    (b"PK\x03\x04\x14\0", "a ZIP archive, as CHARX files are"),
    (b"name: Nora\n", "YAML"),
    (b"\xef\xbb\xbf# a card\n\n# of mine\nchar_name: Nora\n", "YAML"),
    (b"---\nname: Nora\n", "YAML"),
    (b'{"name": "Nora"}', None),
    (b'\xef\xbb\xbf \n{"name": "Nora"}', None),
    (b'["name: Nora"]', None),
    (b"-1", None),
    (b"Nora is wary.", None),
    (b"", None),
    (b" " * 1_000_000, None),
    (b"#\n" * 100_000, None),
    (b"a" * 1_000_000, None),
]


@pytest.mark.parametrize(("data", "name"), ROWS, ids=[str(data[:20]) for data, _ in ROWS])
def test_it_is_told_by_the_first_bytes(data: bytes, name: str | None) -> None:
    assert wrapping_of(data) == name

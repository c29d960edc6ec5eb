import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.assets.parts import MOST_PARTS, crowded

PNG = b"\x89PNG\r\n\x1a\n"
COMMENT = b"\xff\xfe\0\3\xda"  # a JPEG segment
SCAN = b"\xff\xda\0\2" + b"\1\xff\0\2\xff\xd0\3\xff\xd7"  # stuffing and restarts are no markers
END = b"\xff\xd9"


def chunk(kind: bytes, length: int = 0) -> bytes:
    return struct.pack(">I", length) + kind + bytes(length + 4)


@pytest.mark.parametrize(
    ("kind", "data", "answer"),
    [
        ("PNG", PNG + chunk(b"tEXt") * MOST_PARTS, False),
        ("PNG", PNG + chunk(b"tEXt") * (MOST_PARTS + 1), True),
        ("PNG", PNG + chunk(b"tEXt", 9) * (MOST_PARTS + 1), True),
        ("PNG", PNG + (chunk(b"IDAT", 3) + chunk(b"fcTL") + chunk(b"fdAT")) * MOST_PARTS, False),
        ("PNG", PNG + chunk(b"tEXt", 12 * MOST_PARTS), False),
        ("PNG", PNG + struct.pack(">I", 2**32 - 1) + b"tEXt", False),
        ("JPEG", b"\xff\xd8" + COMMENT * MOST_PARTS + END, False),
        ("JPEG", b"\xff\xd8" + COMMENT * (MOST_PARTS + 1), True),
        ("JPEG", b"\xff\xd8" + SCAN * MOST_PARTS + END, False),
        ("JPEG", b"\xff\xd8" + SCAN * (MOST_PARTS + 1), True),
        ("JPEG", b"\xff\xd8" + b"\xff\x01" * (MOST_PARTS + 1), True),
        ("JPEG", b"\xff\xd8" + b"\xff" * MOST_PARTS * 4, False),
        ("JPEG", b"\xff\xd8" + SCAN + END + SCAN * MOST_PARTS, False),
        ("JPEG", b"\xff\xd8\xff\xfe", False),
        ("GIF", b"GIF89a" + b"!" * 10_000, False),
    ],
)
def test_counted(kind: str, data: bytes, answer: bool) -> None:  # noqa: FBT001 - a column of the table
    assert crowded(kind, data) is answer


@given(st.sampled_from(["PNG", "JPEG"]), st.binary(max_size=200))
def test_few_bytes_are_few_parts(kind: str, data: bytes) -> None:
    assert not crowded(kind, data)

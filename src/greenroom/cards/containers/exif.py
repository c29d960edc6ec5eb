"""EXIF: the comment that a user wrote about a picture (CIPA DC-008, tag 0x9286), which some programs keep cards in."""

from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

_ORDERS = {b"II": "<", b"MM": ">"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}  # bytes of one value, by type
_EXIF, _COMMENT = 0x8769, 0x9286
_MOST_FIELDS = 1_000
_CODE = 8  # bytes that name the comment's encoding


class _Field(NamedTuple):
    tag: int
    kind: int
    length: int
    at: int  # of its value, or of the offset to that


def user_comment(block: bytes) -> bytes | None:
    """The comment of an EXIF block, without the name of its encoding; None where there is none."""
    block = block.removeprefix(b"Exif\0\0")
    order = _ORDERS.get(block[:2])
    if order is None or len(block) < 8:
        return None
    for directory in _directories(block, order):
        for field in _fields(block, order, directory):
            if field.tag == _COMMENT:
                return _value(block, order, field)[_CODE:]
    return None


def _directories(block: bytes, order: str) -> Iterator[int]:
    """The offsets of the first directory and of the one for EXIF."""
    first: int = unpack_from(f"{order}I", block, 4)[0]
    for field in _fields(block, order, first):
        if field.tag == _EXIF:
            yield unpack_from(f"{order}I", block, field.at)[0]
    yield first


def _fields(block: bytes, order: str, at: int) -> Iterator[_Field]:
    if at + 2 > len(block):
        return
    count: int = unpack_from(f"{order}H", block, at)[0]
    for number in range(min(count, _MOST_FIELDS)):
        place = at + 2 + 12 * number
        if place + 12 > len(block):
            return
        tag, kind, length = unpack_from(f"{order}HHI", block, place)
        yield _Field(tag, kind, length, place + 8)


def _value(block: bytes, order: str, field: _Field) -> bytes:
    size = _SIZES.get(field.kind, 1) * field.length
    at = field.at if size <= 4 else unpack_from(f"{order}I", block, field.at)[0]
    return block[at : at + size]

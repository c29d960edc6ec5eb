"""How many parts a file is made of, counted before a decoder walks them.

A decoder does work for each part, and a part can be tiny: 32 bytes make a progressive JPEG pass once more over all its
pixels (2.6 ms at 4000 x 4000, so 5 MiB keep a core busy for seven minutes), and one kilobyte of PNG inflates to a megabyte.
Cameras and editors write a few dozen parts.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from struct import unpack_from

MOST_PARTS = 500

_PNG_PIXELS = frozenset((b"IDAT", b"fdAT", b"fcTL"))  # as many as the picture is large, or the animation long
_JPEG_MARKER = re.compile(
    rb"\xff([^\x00\xd0-\xd7\xff])"
)  # neither stuffing, nor a restart within a scan, nor fill
_JPEG_ALONE = (b"\x01", b"\xd8")  # markers without a length
_JPEG_END = b"\xd9"


def crowded(kind: str, data: bytes) -> bool:
    """Whether a file has more parts than any honest one."""
    parts = _PARTS.get(kind)
    return parts is not None and any(islice(parts(data), MOST_PARTS, None))


def _png_parts(data: bytes) -> Iterator[bytes]:
    """The types of the chunks that don't hold pixels (PNG, section 5.3)."""
    at = 8
    while at + 8 <= len(data):
        length, kind = unpack_from(">I4s", data, at)
        if kind not in _PNG_PIXELS:
            yield kind
        at += 12 + length


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """The markers of the segments, those of scans among them, up to the end of the picture (ITU T.81, annex B)."""
    at = 2
    while (marker := _JPEG_MARKER.search(data, at)) and marker[1] != _JPEG_END:
        yield marker[1]
        at = marker.end()
        if marker[1] not in _JPEG_ALONE and at + 2 <= len(data):
            at += unpack_from(">H", data, at)[0]


_PARTS: dict[str, Callable[[bytes], Iterator[bytes]]] = {"PNG": _png_parts, "JPEG": _jpeg_parts}

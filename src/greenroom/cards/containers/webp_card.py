"""The card in a WEBP, as TavernAI writes it: in the user's comment, as the JSON's bytes in decimal, or as it is."""

import re
from struct import unpack_from

from greenroom.cards.caps import MIB, TEXT_CHUNK
from greenroom.cards.containers.exif import user_comment
from greenroom.cards.containers.json_text import decode_json
from greenroom.cards.containers.opened import Opened
from greenroom.cards.refusals import refused

_NUMBERS = re.compile(rb"\s*\d{1,3}(\s*,\s*\d{1,3})*\s*,?\s*")
_MOST_CHUNKS = 10_000


def open_webp(data: bytes) -> Opened:
    """The card of a picture.

    Raises:
        BadCard: no_card, truncated, too_large, unreadable_chunk, or why its JSON can't be read.
    """
    block, cut = _exif(data)
    comment = user_comment(block) if block else None
    if not comment or not comment.strip(b" \0"):
        raise refused("truncated") if cut else refused("no_card", kind="a WEBP picture")
    if len(comment) > TEXT_CHUNK:
        raise refused("too_large", limit=TEXT_CHUNK // MIB, kind="a picture's comment")
    warnings: list[str] = []
    value = decode_json(_plain(comment.strip(b"\0")), warnings)
    return Opened("webp", value, data, warnings=tuple(warnings))


def _exif(data: bytes) -> tuple[bytes, bool]:
    """The block of EXIF, empty where there is none; and whether the file is cut off (RIFF, WebP container)."""
    at = 12
    for _ in range(_MOST_CHUNKS):
        if at + 8 > len(data):
            break
        kind, size = data[at : at + 4], unpack_from("<I", data, at + 4)[0]
        if at + 8 + size > len(data):
            return b"", True
        if kind == b"EXIF":
            return data[at + 8 : at + 8 + size], False
        at += 8 + size + size % 2
    return b"", False


def _plain(comment: bytes) -> bytes:
    if comment.lstrip()[:1] in (b"{", b"["):
        return comment
    if _NUMBERS.fullmatch(comment):
        try:
            return bytes(map(int, comment.rstrip(b" \t\r\n,").split(b",")))
        except ValueError:
            pass
    raise refused("unreadable_chunk", why="the picture's comment is neither JSON nor bytes in decimal")

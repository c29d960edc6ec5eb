"""What cards travel in besides bare JSON, told by the first bytes. None of it is read yet."""

import re

NOT_YET = "cards inside pictures and archives, or in any form but JSON, are not read yet"

_HEADS = (
    ("a PNG picture", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("a JPEG picture", re.compile(rb"\xff\xd8\xff")),
    ("a WEBP picture", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("a GIF picture", re.compile(rb"GIF8[79]a")),
    ("a ZIP archive, as CHARX files are", re.compile(rb"PK(\x03\x04|\x05\x06)")),
    ("YAML", re.compile(rb"(\xef\xbb\xbf)?\s*(#[^\n]*\n\s*)*(---\s|%YAML|[\w-]+:(\s|$))")),
)


def wrapping_of(data: bytes) -> str | None:
    """What these bytes begin like, for people; None for what may be JSON."""
    return next((name for name, head in _HEADS if head.match(data)), None)

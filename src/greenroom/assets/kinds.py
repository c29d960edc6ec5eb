"""The kinds of picture we take, told by their leading bytes; what a label or a file name says is never believed."""

import re

KINDS = (
    # Pillow's name, media type, how such a file begins
    ("PNG", "image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),  # animated ones too
    ("JPEG", "image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("WEBP", "image/webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("GIF", "image/gif", re.compile(rb"GIF8[79]a")),
    ("AVIF", "image/avif", re.compile(rb".{4}ftyp(?:avif|avis|mif1|msf1)", re.DOTALL)),
)

NAMES = "png, apng, jpeg, webp, gif or avif"


def kind_of(data: bytes) -> str | None:
    """Pillow's name for what these bytes begin like; None when it is none of ours."""
    return next((kind for kind, _, head in KINDS if head.match(data)), None)


def media_type_of(data: bytes) -> str:
    """The media type of these bytes; `application/octet-stream` when they are no picture of ours."""
    return next((media_type for _, media_type, head in KINDS if head.match(data)), "application/octet-stream")

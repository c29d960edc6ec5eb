"""Pictures in bodies: those that are there as data, and those that are only named."""

from typing import Any

from greenroom.cards.imported import Line
from greenroom.kit.data_urls import BadDataUrl, DataUrlTooLarge, parse_image

_MOST = 32 * 1024 * 1024
_LINK = "is a link, which is not followed"


def picture_in(value: Any) -> bytes | None:
    """The bytes of an image data URL; None for anything else."""
    if not isinstance(value, str) or not value.startswith("data:"):
        return None
    try:
        return parse_image(value, _MOST).data
    except (BadDataUrl, DataUrlTooLarge):
        return None


def picture_line(field: str, value: Any) -> Line:
    """What became of a picture that a body names."""
    if picture_in(value) is not None:
        return Line(field, "mapped", "became the character's picture")
    return Line(field, "dead_link", _LINK)

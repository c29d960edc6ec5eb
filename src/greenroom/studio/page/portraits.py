"""Portraits: what lists of characters show of each of them."""

from typing import NamedTuple

from greenroom.characters.model import Record


class Portrait(NamedTuple):
    """A character in a list; `line` is one sentence about it, `picture` an asset's id or nothing."""

    name: str
    line: str
    handle: str
    picture: str
    href: str
    messages: int = 0


_LONGEST_LINE = 140


def portrait(record: Record, share_id: str = "") -> Portrait:
    """How a character is shown; by a share link where it is reached by one."""
    character = record.character
    line = character.subtitle or character.blurb.partition("\n")[0]
    if len(line) > _LONGEST_LINE:
        line = line[: _LONGEST_LINE - 1].rstrip() + "…"
    href = f"/c/{share_id}" if share_id else f"/characters/{record.character_id}"
    name = character.name.strip() or "…"
    return Portrait(name, line, record.handle, character.avatar, href, record.message_count)

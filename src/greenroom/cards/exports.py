"""The formats that a character can be exported in, as a table."""

from collections.abc import Callable, Mapping

from greenroom.cards.writer import Written, write_v2, write_v3

EXPORTS: Mapping[str, Callable[..., Written]] = {"chara_card_v3": write_v3, "chara_card_v2": write_v2}
"""Format → writer of a record (with its big lists) and a context; `exported_at` dates the file, in microseconds."""

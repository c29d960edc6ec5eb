"""Sections: the parts of a prompt, each with its reason to be there."""

from typing import Literal

from msgspec import Struct

from greenroom.llm.model import Role

Keep = Literal["always", "retrieved", "history", "examples", "spare"]
"""What goes first where the window is too small, from the last to the first.

`spare` is lore that says so of itself; `examples` from the last block back; `history` from the oldest turn; `retrieved` is
lore, knowledge and memory; `always` is never left out.
"""


class Section(Struct, frozen=True):
    """A part of a prompt, expanded. Its place is its place in the list.

    `name` says what it is, `source` which one of those: a turn's id, a lorebook entry's place.
    """

    name: str
    role: Role
    text: str
    keep: Keep = "always"
    source: str = ""

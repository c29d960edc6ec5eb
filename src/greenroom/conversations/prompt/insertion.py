"""Insertions: texts that stand somewhere among the others, by lore or by a card's own wish."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Raw, Struct

from greenroom.characters.layer import Layer
from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.section import Keep, Section
from greenroom.llm.model import Role

Place = Literal["before", "after", "description", "personality", "scenario", "depth", "from_start"]

ROLES: Mapping[Any, Role] = {
    "system": "system",
    "user": "user",
    "assistant": "assistant",
    0: "system",
    1: "user",
    2: "assistant",
}
"""Roles as cards write them: by name, or by number."""

_CARD, _EXTENSIONS = "card", "data.extensions"


class Insertion(Struct, frozen=True, kw_only=True):
    """A text and where it goes. `depth` counts messages from the end, or from the start."""

    name: str
    text: str
    place: Place
    depth: int = 0
    role: Role = "system"
    keep: Keep = "retrieved"
    source: str = ""

    def section(self) -> Section:
        """As a part of the prompt."""
        return Section(self.name, self.role, self.text, self.keep, self.source)


def depth_prompt(facets: Layer) -> Insertion | None:
    """What a card wants to stand a few messages before the end: `extensions.depth_prompt`, if it has one that can be read."""
    layer = msgspec.json.decode(facets.get(_CARD, Raw(b"{}")))
    said = layer.get(_EXTENSIONS) if isinstance(layer, dict) else None
    wanted = said.get("depth_prompt") if isinstance(said, dict) else None
    if not isinstance(wanted, dict) or not isinstance(text := wanted.get("prompt"), str) or not text.strip():
        return None
    depth, role = wanted.get("depth"), wanted.get("role")
    return Insertion(
        name="depth prompt",
        text=text,
        place="depth",
        depth=depth if isinstance(depth, int) and depth >= 0 else defaults.DEPTH,
        role=ROLES.get(role, "system") if isinstance(role, str | int) else "system",
        keep="always",
    )


def interleave(history: Sequence[Section], insertions: Iterable[Insertion]) -> Iterator[Section]:
    """The history with these at their depth: beyond its beginning means before all of it, 0 after the newest message."""
    at: dict[int, list[Section]] = {}
    for insertion in insertions:
        back = insertion.depth if insertion.place == "depth" else len(history) - insertion.depth
        at.setdefault(min(max(len(history) - back, 0), len(history)), []).append(insertion.section())
    for place in range(len(history) + 1):
        yield from at.get(place, ())
        yield from history[place : place + 1]

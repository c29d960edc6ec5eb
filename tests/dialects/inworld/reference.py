"""The tables of this dialect's README, as data."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from greenroom.dialects import inworld

README = Path(inworld.__path__[0]) / "README.md"
NOTHING = object()
_ROW = re.compile(r"\| `([\w.\[\]]+)` \| ([^|]+) \| ([^|]+) \| ([^|]*)\|")
_ENUM_ROW = re.compile(r"\| `(\w+)` \| ((?:`\w+` \d+(?:, )?)+) \|")


class Row(NamedTuple):
    """One field: its path (`[]` behind a list of messages), its type in words, and what is shown when it is unset."""

    path: str
    type: str
    unset: Any
    out: bool

    @property
    def moved(self) -> bool:
        """Whether it is read as another field."""
        return self.path == "commonKnowledges" or (
            self.path.startswith("defaultCharacterAssets.rpm") and self.depth == 2
        )

    @property
    def depth(self) -> int:
        return self.path.count(".") + 1

    @property
    def enum(self) -> str:
        """The name of its enum, or ""."""
        found = re.search(r"enum `(\w+)`", self.type)
        return found[1] if found else ""


def _rows(text: str) -> Iterator[Row]:
    for path, kind, unset, _ in _ROW.findall(text):
        value = NOTHING if unset == "–" else json.loads(unset.strip("`"))
        yield Row(path, kind.removesuffix(", out"), value, kind.endswith(", out"))


_CHARACTERS, _, _BESIDE = README.read_text().partition("\n## Beside characters\n")
_SCENES, _, _KNOWLEDGE = _BESIDE.partition("\n**Common knowledge.**")

ROWS = list(_rows(_CHARACTERS))
SCENE_ROWS = list(_rows(_SCENES))
KNOWLEDGE_ROWS = list(_rows(_KNOWLEDGE))
ENUMS: dict[str, dict[int, str]] = {
    name: {int(number): word for word, number in re.findall(r"`(\w+)` (\d+)", values)}
    for name, values in _ENUM_ROW.findall(README.read_text())
}

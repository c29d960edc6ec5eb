"""A character made and read as this dialect's clients do."""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.samples import Samples, Sent

_WORLD = "/api/context/characters/default/default"


def _body(name: str, text: str) -> dict[str, Any]:
    """The vendor's longest field has 1,400 characters, so a text of any length stands in one that nobody documented."""
    return {"name": name, "role": "guard", "lore": text}


def _one(made: Mapping[str, Any]) -> str:
    return f"/api/context/characters/{made.get('world', 'default/default')}/{made['character_id']}"


SAMPLES = Samples(
    create=_WORLD,
    body=_body,
    one=_one,
    whole=_WORLD,
    ids=lambda record: {"world": record.container, "character_id": record.address},
    change=lambda made, text: Sent("PATCH", _one(made), {"description": text}),
    remove=lambda made: Sent("DELETE", _one(made)),
)

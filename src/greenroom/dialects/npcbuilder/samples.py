"""A character made and read as this dialect's clients do."""

from typing import Any

from greenroom.dialects.kit.samples import Samples

_WORLD = "/api/context/characters/default/default"


def _body(name: str, text: str) -> dict[str, Any]:
    """The vendor's longest field has 1,400 characters, so a text of any length stands in one that nobody documented."""
    return {"name": name, "role": "guard", "lore": text}


SAMPLES = Samples(
    create=_WORLD,
    body=_body,
    one=lambda made: f"{_WORLD}/{made['character_id']}",
    answer=lambda record, _: {"character_id": record.address},
    whole=_WORLD,
)

"""A character made and read as this dialect's clients do."""

from typing import Any

from greenroom.dialects.kit.samples import Samples

_WORLD = "/api/context/characters/default/default"
_NAME, _TEXT = 25, 1_400
"""The longest that the vendor takes."""


def _body(name: str, text: str) -> dict[str, Any]:
    """A long text begins the description and goes on in what may happen."""
    first, *more = [text[at : at + _TEXT] for at in range(0, len(text), _TEXT)] or [""]
    events = [
        {"eventName": f"Part {at}", "type": "action", "description": part} for at, part in enumerate(more)
    ]
    return {"name": name[:_NAME], "description": first} | ({"events": events} if events else {})


SAMPLES = Samples(create=_WORLD, body=_body, one=lambda made: f"{_WORLD}/{made['character_id']}")

"""A character made and read through our own API."""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.samples import Pages, Samples, Sent


def _page(size: int, before: Mapping[str, Any] | None) -> str:
    return f"/v1/characters?limit={size}&cursor={before['next_cursor'] if before else ''}"


SAMPLES = Samples(
    create="/v1/characters",
    body=lambda name, text: {
        "character": {
            "name": name,
            "prompt": {"definition": text},
            "greetings": {"first": "Who goes there?"},
        }
    },
    one=lambda made: f"/v1/characters/{made['id']}",
    pages=Pages(_page, "items"),
    change=lambda made, text: Sent("PATCH", f"/v1/characters/{made['id']}", {"character": {"blurb": text}}),
    remove=lambda made: Sent("DELETE", f"/v1/characters/{made['id']}"),
)

"""A character made and read as this dialect's clients do."""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.samples import Pages, Samples, Sent, basic

_CHARACTERS = "/studio/v1/workspaces/default/characters"


def _page(size: int, before: Mapping[str, Any] | None) -> str:
    return f"{_CHARACTERS}?pageSize={size}&pageToken={before['nextPageToken'] if before else ''}"


SAMPLES = Samples(
    create=_CHARACTERS,
    body=lambda name, text: {"defaultCharacterDescription": {"givenName": name, "description": text}},
    one=lambda made: f"/studio/v1/{made['name']}",
    header=basic,
    pages=Pages(_page, "characters"),
    ids=lambda record: {"name": f"workspaces/{record.container}/characters/{record.address}"},
    change=lambda made, text: Sent(
        "PATCH", f"/studio/v1/{made['name']}", {"defaultCharacterDescription": {"motivation": text}}
    ),
    remove=lambda made: Sent("DELETE", f"/studio/v1/{made['name']}"),
)

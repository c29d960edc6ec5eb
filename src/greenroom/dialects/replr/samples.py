"""A character made and read as this dialect's clients do."""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.samples import Pages, Samples, Sent


def _page(size: int, before: Mapping[str, Any] | None) -> str:
    offset = before["offset"] + len(before["data"]) if before else 0
    return f"/v1/replrs?limit={size}&offset={offset}"


SAMPLES = Samples(
    create="/v1/replrs",
    body=lambda name, text: {"name": name, "instructions": text, "greeting_message": "Who goes there?"},
    one=lambda made: f"/v1/replrs/{made['id']}",
    pages=Pages(_page, "data"),
    change=lambda made, text: Sent("PUT", f"/v1/replrs/{made['id']}", {"description": text}),
    remove=lambda made: Sent("DELETE", f"/v1/replrs/{made['id']}"),
)

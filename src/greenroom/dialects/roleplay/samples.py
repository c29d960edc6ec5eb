"""A character made and read as this dialect's clients do."""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.samples import Pages, Samples, Sent


def _page(size: int, before: Mapping[str, Any] | None) -> str:
    return f"/apiListCharacters?limit={size}&cursor={before['next_cursor'] if before else ''}"


SAMPLES = Samples(
    create="/apiCreateCharacter",
    body=lambda name, text: {"name": name, "definition": text, "greetings": ["Who goes there?"]},
    one=lambda made: f"/apiListCharacters?id={made['id']}",
    settings={"roleplay.avatar_required": False},
    pages=Pages(_page, "characters"),
    whole="/apiListCharacters",
    beside={"avatar": "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="},
    change=lambda made, text: Sent("POST", "/apiUpdateCharacter", {"id": made["id"], "description": text}),
    remove=lambda made: Sent("POST", "/apiDeleteCharacter", {"id": made["id"]}),
)

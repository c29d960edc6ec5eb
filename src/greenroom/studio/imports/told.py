"""Results of an import as people read them: a name, what became of it, and where it is now."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from greenroom.studio.catalogue import say

_KINDS = {"kept": "good", "updated": "good", "unchanged": "warm", "skipped": "warm", "failed": "bad"}
_PLACES = {"character": "/characters/{id}/edit", "thread": "/chats/{id}", "persona": "/personas/{id}"}
_PLAIN = {"character", "file"}


class Told(NamedTuple):
    """What became of a `file`, or of one thing in it, called `name`: `kind` is good, warm or bad; `href` leads there."""

    file: str
    name: str
    kind: str
    text: str
    href: str
    notes: tuple[str, ...] = ()


def told(result: Mapping[str, Any]) -> Told:
    """A result that the room of transfer has written."""
    state, kind = result["state"], result.get("kind", "file")
    name = result.get("name") or result["file"]
    why = result.get("error") or result.get("why", "")
    text = say(f"imports.{state}", why=why) if state in {"skipped", "failed"} else say(f"imports.{state}")
    if kind not in _PLAIN:
        text = f"{say(f'imports.kind_{kind}')} {text}"
    place = _PLACES.get(kind, "") if result.get("id") and state != "failed" else ""
    notes = tuple(f"{note['field']}: {note['why']}" for note in result.get("notes", ()))
    return Told(result["file"], name, _KINDS[state], text, place.format(id=result.get("id")), notes)

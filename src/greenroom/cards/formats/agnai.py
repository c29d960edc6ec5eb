"""Agnai's characters."""

from collections.abc import Mapping
from typing import Any

from greenroom.cards.embedded import data_of
from greenroom.cards.formats.format import Format, Value
from greenroom.cards.formats.lorebooks import memory_book
from greenroom.cards.formats.mapping import line, mapped, one, words
from greenroom.cards.imported import Contents
from greenroom.problems import BadCard

NAME = "agnai"
_SAME = {
    "name": "name",
    "greeting": "first_mes",
    "scenario": "scenario",
    "sampleChat": "mes_example",
    "alternateGreetings": "alternate_greetings",
    "description": "creator_notes",
    "systemPrompt": "system_prompt",
    "postHistoryInstructions": "post_history_instructions",
    "creator": "creator",
    "characterVersion": "character_version",
    "tags": "tags",
}
_USUAL_DEPTH = 4


def _recognises(value: Value) -> bool:
    persona = value.get("persona")
    return value.get("kind") == "character" or (
        isinstance(persona, dict) and isinstance(persona.get("kind"), str)
    )


def _read(value: Value) -> Contents:
    data: dict[str, Any] = {field: value[key] for key, field in _SAME.items() if key in value}
    used = {key: field for key, field in _SAME.items() if key in value}
    if "persona" in value:
        data["description"] = _persona(value["persona"])
    book = value.get("characterBook")
    if isinstance(book, dict):
        data["character_book"] = memory_book(book)
        used["characterBook"] = "character_book"
    insert = value.get("insert")
    if isinstance(insert, dict) and insert.get("prompt"):
        depth = insert.get("depth", _USUAL_DEPTH)
        prompt = {"prompt": insert["prompt"], "depth": depth, "role": "system"}
        data["extensions"] = {"depth_prompt": prompt}
        used["insert"] = "extensions.depth_prompt"
    more = isinstance(insert, dict) and not insert.keys() <= {"prompt", "depth"}
    avatar = _avatar(value.get("avatar"))
    if avatar is not None:
        used["avatar"] = "the picture"
    return one(mapped(NAME, value, data, used, avatar=avatar, also=("insert",) if more else ()))


def _avatar(url: Any) -> bytes | None:
    """The bytes of a picture that is there as data."""
    if not isinstance(url, str) or not url.startswith("data:"):
        return None
    try:
        return data_of(url)
    except BadCard:
        return None


def _persona(persona: Any) -> str:
    """A persona as text: its text, or a line for each attribute."""
    if not isinstance(persona, Mapping):
        return words(persona)
    attributes = persona.get("attributes")
    if not isinstance(attributes, Mapping):
        return words(attributes)
    if persona.get("kind") == "text":
        return words(*attributes.values(), between="\n")
    return "\n".join(f"{name}: {line(values)}" for name, values in attributes.items())


AGNAI = Format(NAME, _recognises, _read)
"""Its `persona` is also kept as it is, for it says more than its text."""

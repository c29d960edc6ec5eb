"""Character.AI: a character as its site's API answers it, alone or in an export of conversations."""

from collections.abc import Mapping
from typing import Any

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.formats.mapping import has_turns, mapped, one, words
from greenroom.cards.imported import Contents

NAME = "character_ai"
_NAMES = ("name", "participant__name")


def _character(value: Value) -> Mapping[str, Any] | None:
    info = value.get("info")
    inner = value.get("character") or (info.get("character") if isinstance(info, dict) else None)
    if not isinstance(inner, dict):
        return None
    return inner if isinstance(info, dict) or "greeting" in inner or "definition" in inner else None


def _read(value: Value) -> Contents:
    character = dict(_character(value) or {})
    definition = words(character.get("definition"))
    place = "mes_example" if has_turns(definition) else "description"
    name = next((key for key in _NAMES if character.get(key)), _NAMES[0])
    data = {
        "name": character.get(name),
        "first_mes": character.get("greeting"),
        "creator_notes": words(character.get("title"), character.get("description")),
        place: definition,
    }
    used = {
        name: "name",
        "greeting": "first_mes",
        "title": "creator_notes",
        "description": "creator_notes",
        "definition": place,
    }
    around = {key: part for key, part in value.items() if key not in ("character", "info")}
    info = value.get("info")
    if isinstance(info, dict) and (beside := {key: info[key] for key in info if key != "character"}):
        around["info"] = beside
    return one(mapped(NAME, {**around, **character}, data, used))


CHARACTER_AI = Format(NAME, lambda value: _character(value) is not None, _read)

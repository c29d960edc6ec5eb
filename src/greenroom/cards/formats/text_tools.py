"""Characters of programs for text generation: Pygmalion and Gradio, text-generation-webui, RealChar; and Mantella's table."""

from typing import Any

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.formats.mapping import mapped, one
from greenroom.cards.imported import Contents

_PYGMALION = {
    "char_name": "name",
    "char_persona": "description",
    "char_greeting": "first_mes",
    "world_scenario": "scenario",
    "example_dialogue": "mes_example",
}
_WEBUI = {
    "bot": "name",
    "name": "name",
    "context": "description",
    "greeting": "first_mes",
    "example_dialogue": "mes_example",
}
_REALCHAR = {"character_name": "name", "system": "system_prompt"}
_MANTELLA = {"name": "name", "bio": "description"}
_OF_WEBUI = ("greeting", "example_dialogue", "your_name", "turn_template")


_V1 = ("name", "description", "personality", "scenario", "first_mes", "mes_example")


def _pygmalion(value: Value) -> Contents:
    """Editors write the keys of a V1 card beside those of this format; they count where those say nothing."""
    used = {key: field for key, field in _PYGMALION.items() if key in value}
    data = {field: value[key] for key, field in used.items() if value[key] is not None}
    for key in _V1:
        if key in value and (not data.get(key) or data[key] == value[key]):
            data[key] = value[key]
            used[key] = key
    return one(mapped("pygmalion", value, data, used))


def _table(name: str, fields: dict[str, str]) -> Any:
    """Reads the values of these keys as these fields."""

    def read(value: Value) -> Contents:
        data = {field: value[key] for key, field in fields.items() if value.get(key) is not None}
        said = [key for key in fields if key in value and value[key] in (None, data.get(fields[key]))]
        return one(mapped(name, value, data, {key: fields[key] for key in said}))

    return read


PYGMALION = Format("pygmalion", lambda value: "char_name" in value, _pygmalion)

WEBUI = Format(
    "text_generation_webui",
    lambda value: (
        isinstance(value.get("context"), str)
        and any(value.get(key) is not None for key in ("name", "bot"))
        and any(key in value for key in _OF_WEBUI)
    ),
    _table("text_generation_webui", _WEBUI),
)

REALCHAR = Format(
    "realchar",
    lambda value: "character_name" in value and isinstance(value.get("system"), str),
    _table("realchar", _REALCHAR),
)
"""Looks like two others: it has their keys `character_name` and `character_id`, and often comes as YAML."""

MANTELLA = Format("mantella", lambda value: "name" in value and "bio" in value, _table("mantella", _MANTELLA))
"""A row of the table; never asked of JSON."""

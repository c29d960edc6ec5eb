"""elizaOS: the character files of agents."""

from collections.abc import Iterator, Mapping
from typing import Any

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.formats.mapping import dialogue, is_blank, line, mapped, one, words
from greenroom.cards.imported import Contents
from greenroom.cards.values import texts

NAME = "elizaos"
_MARKS = ("bio", "messageExamples", "style")
_RICHER = ("messageExamples", "style")
_USED = {
    "name": "name",
    "bio": "description",
    "lore": "description",
    "system": "system_prompt",
    "messageExamples": "mes_example",
    "topics": "tags",
    "adjectives": "personality",
    "style": "post_history_instructions",
}


def _recognises(value: Value) -> bool:
    return "name" in value and any(value.get(key) is not None for key in _MARKS)


def _read(value: Value) -> Contents:
    data = {
        "name": value.get("name"),
        "description": words(_lines(value.get("bio")), _lines(value.get("lore"))),
        "system_prompt": value.get("system"),
        "mes_example": "\n".join(_examples(value)),
        "tags": value.get("topics"),
        "personality": line(value.get("adjectives")),
        "post_history_instructions": _style(value.get("style")),
    }
    return one(mapped(NAME, value, data, _USED, also=[key for key in _RICHER if _is_rich(value.get(key))]))


def _is_rich(value: Any) -> bool:
    """Whether a value has names, speakers or doings, which a text has no place for."""
    if isinstance(value, Mapping):
        return bool(value)
    return isinstance(value, list) and any(not isinstance(part, str) for part in value)


def _lines(value: Any) -> str:
    return "" if is_blank(value) else "\n".join(texts(value))


def _style(style: Any) -> str:
    """The rules of style, those for everything first."""
    if not isinstance(style, Mapping):
        return _lines(style)
    return words(*(_lines(rules) for rules in style.values()))


def _examples(value: Value) -> Iterator[str]:
    listed = value.get("messageExamples")
    for example in listed if isinstance(listed, list) else ():
        turns = example.get("examples") if isinstance(example, dict) else example
        if isinstance(turns, list) and (said := dialogue(_turns(turns, value))):
            yield said


def _turns(turns: list[Any], value: Value) -> Iterator[tuple[str, str]]:
    for turn in turns:
        if isinstance(turn, dict):
            speaker = turn.get("user") or turn.get("name") or ""
            content = turn.get("content")
            said = content.get("text") if isinstance(content, dict) else content
            yield "{{char}}" if speaker == value.get("name") else "{{user}}", words(said)
        elif isinstance(turn, str):
            yield "{{char}}", turn


ELIZAOS = Format(NAME, _recognises, _read)

"""What stands in the editor's fields: core values as text, and back to the JSON that a character is written by."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import msgspec

from greenroom.characters.knowledge import BigList
from greenroom.characters.model import Character
from greenroom.http.bodies import decode_json
from greenroom.kit.json_values import encode_json, same
from greenroom.problems import BadValue
from greenroom.studio.editor.fields import OPTIONAL, ROWS, TOPICS, Kind, Row

_BLANK = Character()
_LARGEST = 2**53
_TOPICS = "safety.topics"


def shown(character: Character) -> dict[str, str]:
    """The text of every field; the character has its big lists."""
    return {row.path: text_of(row, value_of(row.path, character)) for row in ROWS.values()}


def value_of(path: str, character: Character) -> Any:
    """The core value at a path; None below what isn't there, as a lorebook may not be."""
    value: Any = character
    for name in path.split("."):
        value = None if value is None else getattr(value, name)
    return value.all() if isinstance(value, BigList) else value


def text_of(row: Row, value: Any) -> str:
    """A core value as the text of its field."""
    if value is None:
        return "[]" if row.kind == "list" else ""
    match row.kind:
        case "list" | "known":
            return encode_json(value).decode()
        case "words":
            return _joined(value)
        case "flag":
            return "true" if value else ""
        case "choice" if isinstance(value, bool):
            return "true" if value else "false"
        case "number":
            return f"{value:g}" if isinstance(value, float) else str(value)
    return str(value)


def with_topics(before: Character, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form, with the choices for known topics put together; topics of other names stay."""
    chosen = {topic: fields[name] for topic in TOPICS if (name := f"{_TOPICS}.{topic}") in fields}
    if not chosen:
        return dict(fields)
    topics = {**before.safety.topics, **chosen}
    kept = {topic: level for topic, level in topics.items() if level}
    return {**fields, _TOPICS: encode_json(kept).decode()}


def changed(before: Character, fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields that say something else than a character does, by path, as JSON to write; raises nothing.

    A field that can't be read is a `BadValue` in its place.
    """
    told: dict[str, Any] = {}
    for path, row in ROWS.items():
        if path not in fields:
            continue
        old = value_of(path, before)
        text = fields[path].replace("\r\n", "\n").replace("\r", "\n")
        if text in _sent(text_of(row, old)) or (path in OPTIONAL and old is None and _is_empty(row, text)):
            continue
        try:
            value = _READ[row.kind](row, text)
        except BadValue as problem:
            told[path] = problem
            continue
        if not same(value, decode_json(encode_json(old))):
            told[path] = _removing(old, value) if row.kind == "known" else value
    return told


def _sent(text: str) -> set[str]:
    """How a browser may send back what it was shown: with line ends of its own, or from a field of one line with none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return {lines, lines.replace("\n", "")}


def tree(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by dotted path as the objects that they stand in."""
    made: dict[str, Any] = {}
    for path, value in values.items():
        *above, last = path.split(".")
        inside = made
        for name in above:
            inside = inside.setdefault(name, {})
        inside[last] = value
    return made


def _removing(old: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """A map as a merge patch of another: what is gone is null there."""
    return {**dict.fromkeys(old, None), **value}


def _is_empty(row: Row, text: str) -> bool:
    return text.strip() in ({"", "[]"} if row.kind == "list" else {""})


def _joined(words: tuple[str, ...]) -> str:
    """Several in one line, or a line each where one has a comma in it."""
    if any("," in word or "\n" in word or word != word.strip() for word in words):
        return "".join(f"{word}\n" for word in words)
    return ", ".join(words)


def _words(_row: Row, text: str) -> list[str]:
    parts = text.split("\n") if "\n" in text else text.split(",")
    return [part.strip() for part in parts if part.strip()]


def _number(row: Row, text: str) -> int | float | None:
    if not text.strip():
        return None if row.path.startswith("knowledge.") else attrgetter(row.path)(_BLANK)
    try:
        number = float(text)
    except ValueError:
        raise BadValue(row.path, "must be a number") from None
    if not abs(number) <= _LARGEST:  # neither is what is no number at all
        raise BadValue(row.path, "must be a number")
    return int(number) if number.is_integer() else number


def _list(row: Row, text: str) -> Any:
    try:
        value = decode_json(text.encode() or b"[]")
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise BadValue(row.path, "must be a list, as JSON") from None
    if not isinstance(value, list):
        raise BadValue(row.path, "must be a list, as JSON")
    return [one for one in value if one not in ("", {})]


def _known(row: Row, text: str) -> Any:
    try:
        value = decode_json(text.encode() or b"{}")
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise BadValue(row.path, "must be topics and levels") from None
    return value


def _choice(row: Row, text: str) -> Any:
    if "true" in row.choices:
        return {"true": True, "false": False}.get(text)
    return text


_READ: Mapping[Kind, Callable[[Row, str], Any]] = {
    "line": lambda _, text: text.strip(),
    "text": lambda _, text: text,
    "words": _words,
    "list": _list,
    "known": _known,
    "number": _number,
    "choice": _choice,
    "flag": lambda _, text: text == "true",
}


def topics_of(fields: Mapping[str, str]) -> dict[str, Any]:
    """Which level was chosen for which topic, in what `shown` gives."""
    try:
        found = decode_json(fields.get(_TOPICS, "").encode() or b"{}")
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}

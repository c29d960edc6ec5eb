"""Characters in files: bodies of either generation as exports have them, one or a list of them.

A body is read as a create would read it. Its scenes, counts and names are made anew, and the report says so.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from msgspec.structs import replace

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found, Line
from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, blank_record
from greenroom.dialects.inworld.older import MOVED
from greenroom.dialects.inworld.requests import create, read_body
from greenroom.dialects.inworld.translate import LENS, NAME, show
from greenroom.dialects.kit.fidelity import compared, outputs
from greenroom.dialects.kit.leniency import leniently
from greenroom.kit.json_values import encode_json

_MARK, _WRAPPER, _LIST = "defaultCharacterDescription", "character", "characters"
_NOWHERE = Context("")
_MADE = outputs(LENS)


def _is_body(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get(_MARK), Mapping)


def _bodies(value: Value) -> list[tuple[str, dict[str, Any]]]:
    """The bodies in a value, with where they stand."""
    if _is_body(value):
        return [("", dict(value))]
    if _is_body(value.get(_WRAPPER)):
        return [("", value[_WRAPPER])]
    listed = value.get(_LIST)
    whole = (
        [one.get(_WRAPPER, one) for one in listed if isinstance(one, dict)]
        if isinstance(listed, list)
        else []
    )
    return [(f"{_LIST}[{at}]", body) for at, body in enumerate(whole) if _is_body(body)]


def _read(value: Value) -> Contents:
    found = [_found(place, body) for place, body in _bodies(value)]
    around = [key for key in value if key not in (_LIST, _WRAPPER)] if not _is_body(value) else []
    rest = tuple(Line(key, "dropped", "is no part of a character") for key in around)
    first, *others = found
    return Contents((first._replace(report=(*first.report, *rest)), *others))


def _found(place: str, body: dict[str, Any]) -> Found:
    kept = {name: value for name, value in body.items() if name not in _MADE}
    character, faults = leniently(kept, _character)
    shown = show(replace(blank_record("", "", 0), character=character), _NOWHERE)
    at_fault = tuple(line.field for line in faults)
    lines = compared(body, shown, moved=MOVED, made=_MADE)
    told = (line for line in lines if not line.field.startswith(at_fault) or line.fate == "kept")
    return Found(character, NAME, NAME, (*told, *faults), place)


def _character(body: dict[str, Any]) -> Character:
    data = encode_json(body)
    numbers = count()
    said = read_body(data, None, lambda: str(uuid5(NAMESPACE_OID, f"{next(numbers)} {data.decode()}")))
    return create(said, blank_record("", "", 0), _NOWHERE)


FILES = Format(NAME, lambda value: bool(_bodies(value)), _read, show, first=True)

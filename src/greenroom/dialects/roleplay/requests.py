"""What requests of this dialect may say: which fields, in which forms, and what is wrong with the others.

`read_create` and `read_update` only sort a body: whether a value must be judged depends on what is stored, since a value
that is already shown may always be sent back. `check` judges one value by the bounds of `wire.py`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import UNSET

from greenroom.dialects.kit.conversion import checker
from greenroom.dialects.kit.paging import one_of
from greenroom.dialects.roleplay import wire
from greenroom.dialects.roleplay.translate import LENS
from greenroom.kit.ids import is_uuid
from greenroom.problems import BadValue

FIELDS = {
    "name": checker(wire.Name),
    "avatar": checker(wire.Upload),
    "subtitle": checker(wire.Subtitle),
    "greetings": checker(wire.Greetings),
    "description": checker(wire.Description),
    "definition": checker(wire.Definition),
    "message_examples": checker(wire.Examples),
    "visibility": checker(wire.Visibility),
    "character_collections": checker(wire.Collections),
    "issue_share_id": checker(wire.Share),
}
"""What may be written, with the check of its type, in the order in which it is judged: the first fault is the one that is told."""

_BLANK: dict[str, Any] = {"name": "", "avatar": "", "greetings": [], "definition": ""}
"""The required fields, and what each looks like in a form that was left blank."""


class Said(NamedTuple):
    """A body, sorted: values to be judged, in the order of FIELDS, and the unknown fields by name.

    None clears a field, UNSET stands where a required one is missing.
    """

    patch: dict[str, Any]
    unknown: dict[str, Any]


def read_create(body: Mapping[str, Any], *, avatar_required: bool) -> Said:
    """The body of a create: null is as good as absent."""
    patch = {}
    for name in FIELDS:
        required = _required(name, avatar_required=avatar_required)
        if (name in body or required) and (
            value := _wanted(name, body.get(name), required=required)
        ) is not None:
            patch[name] = value
    return Said(patch, _unknown(body))


def read_update(body: Mapping[str, Any], *, avatar_required: bool) -> Said:
    """The body of an update: a required field that was left blank is unchanged."""
    patch = {}
    for name in FIELDS:
        required = _required(name, avatar_required=avatar_required)
        if name in body and not (required and body[name] == _BLANK[name]):
            patch[name] = _wanted(name, body[name], required=required)
    return Said(patch, _unknown(body))


def check(name: str, value: Any) -> Any:
    """A value in its stored form, which passes again; raises BadValue. Pictures are judged elsewhere (`change.py`)."""
    if value is UNSET:
        raise BadValue(
            name, "must not be null" if name == "visibility" else "is required and must not be null"
        )
    if value is None or name == "avatar":
        return value
    if name == "greetings":
        value = _without_blanks(value)
    elif name == "visibility" and value not in wire.VISIBILITIES:
        raise BadValue(name, f"must be one of {', '.join(wire.VISIBILITIES)}")
    FIELDS[name](value, name)
    return list(dict.fromkeys(value)) if name == "character_collections" else value


def character_id(body: Mapping[str, Any], query: Mapping[str, list[str]]) -> str:
    """The id that a call is about, from the body or else from the query; raises BadValue where there is none."""
    value = body.get("id")
    if value is None:
        value = one_of(query, "id", "") or None
    if not isinstance(value, str):
        raise BadValue("id", "is required: the id of a character, as a string")
    identity = value.strip().lower()
    if not is_uuid(identity):
        raise BadValue("id", "must be the id of a character, which is a UUID")
    return identity


def _required(name: str, *, avatar_required: bool) -> bool:
    return name in _BLANK and (avatar_required or name != "avatar")


def _wanted(name: str, value: Any, *, required: bool) -> Any:
    if value is None or (value == "" and name in {"avatar", "message_examples"}):
        return UNSET if required or name == "visibility" else None
    return [value] if name == "message_examples" and isinstance(value, str) else value


def _without_blanks(greetings: Any) -> Any:
    if not isinstance(greetings, list):
        return greetings
    kept = [text for text in greetings if not isinstance(text, str) or text.strip()]
    if not kept:
        raise BadValue("greetings", "must contain at least one non-empty string")
    return kept


def _unknown(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in LENS.rows and name not in FIELDS}

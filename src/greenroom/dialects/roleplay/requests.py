"""What requests of this dialect may say: which fields, in which forms, and what is wrong with the others.

`read_create` and `read_update` sort a body into a patch for the lens, the unknown fields, and the request-only flag
`issue_share_id`. An update is not checked yet: whether a value must be depends on what is stored, since a value that is
already shown may always be sent back. `check` holds a value to the bounds of `wire.py`.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, get_type_hints

import msgspec

from greenroom.dialects.roleplay import wire
from greenroom.dialects.roleplay.translate import LENS
from greenroom.problems import BadValue

REQUIRED = ("name", "avatar", "greetings", "definition")
_CLEARED: dict[str, Any] = {
    "subtitle": "",
    "description": "",
    "message_examples": [],
    "character_collections": [],
}
_KNOWN = {*LENS.rows, "issue_share_id"}
_WRITABLE = (
    *("name", "avatar", "subtitle", "greetings", "description", "definition", "message_examples"),
    *("visibility", "character_collections"),
)
_TYPES = get_type_hints(wire.Create, include_extras=True)
_BLANK: tuple[Any, ...] = ("", [])


class Said(NamedTuple):
    """A body, sorted: `patch` for the lens, `unknown` by name, and whether a share id is asked for.

    `fault` is the first field in the table's order that cannot be what was said, but for the picture, which only its
    own room can judge.
    """

    patch: dict[str, Any]
    unknown: dict[str, Any]
    share: bool
    fault: BadValue | None = None


def read_create(body: Mapping[str, Any], *, avatar_required: bool) -> Said:
    """The body of a create."""
    patch: dict[str, Any] = {}
    fault = None
    for name in _WRITABLE:
        try:
            value = _created(name, body, avatar_required=avatar_required)
        except BadValue as problem:
            fault = fault or problem
        else:
            if value is not None:
                patch[name] = value
    return Said(patch, _unknown(body), _share(body), fault)


def read_update(body: Mapping[str, Any], *, avatar_required: bool) -> Said:
    """The body of an update: a blank required field is one left blank, and so unchanged; null there is refused."""
    patch: dict[str, Any] = {}
    for name in _WRITABLE:
        if name not in body:
            continue
        value = body[name]
        optional_avatar = name == "avatar" and not avatar_required
        if value is None and name not in _CLEARED and not optional_avatar:
            raise BadValue(name, "must not be null")
        if optional_avatar and value in (None, ""):
            patch[name] = None
        elif value not in _BLANK or name not in REQUIRED:
            patch[name] = _plain(name, value)
    return Said(patch, _unknown(body), _share(body))


def check(name: str, value: Any) -> Any:
    """A value in its bounds and its stored form; raises BadValue. Pictures are judged elsewhere, None clears."""
    if name == "avatar" or value is None:
        return value
    if name == "greetings" and isinstance(value, list):
        value = [text for text in value if not isinstance(text, str) or text.strip()]
        if not value:
            raise BadValue(name, "must contain at least one non-empty string")
    if name in {"name", "definition"} and isinstance(value, str) and not value.strip():
        raise BadValue(name, "must not be empty")
    try:
        msgspec.convert(value, _TYPES[name])
    except msgspec.ValidationError as error:
        raise BadValue(name, _why(name, str(error))) from None
    return list(dict.fromkeys(value)) if name == "character_collections" else value


def character_id(body: Mapping[str, Any], query: Mapping[str, list[str]]) -> str:
    """The id that a call is about: in the body, else in the query; raises BadValue where it is missing or no text."""
    value = body.get("id", query["id"][0] if query.get("id") else None)
    if not isinstance(value, str) or not value.strip():
        raise BadValue("id", "is required and must be the id of a character")
    return value.strip().lower()


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return _CLEARED.get(name)
    return [value] if name == "message_examples" and isinstance(value, str) else value


def _share(body: Mapping[str, Any]) -> bool:
    flag = body.get("issue_share_id")
    if flag is not None and not isinstance(flag, bool):
        raise BadValue("issue_share_id", "must be true or false")
    return bool(flag)


def _unknown(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in _KNOWN}


def _created(name: str, body: Mapping[str, Any], *, avatar_required: bool) -> Any:
    value = body.get(name)
    if value is not None:
        return check(name, _plain(name, value))
    if (name in REQUIRED and (avatar_required or name != "avatar")) or (
        name == "visibility" and name in body
    ):
        raise BadValue(name, "is required" if name in REQUIRED else "must be private, unlisted or public")
    return None


def _why(name: str, said: str) -> str:
    if name == "visibility":
        return "must be private, unlisted or public"
    said, _, path = said.replace("`", "").partition(" - at $")
    place = f" (at {path.strip()})" if path else ""
    return said.replace("Expected", "must be", 1).replace(" str", " a string", 1) + place

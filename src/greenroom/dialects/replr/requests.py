"""What requests of this dialect may say: which fields, in which forms, and what is wrong with the others.

`read_create` and `read_update` only sort a body: whether a value must be judged depends on what is stored, since a value
that is already shown may always be sent back. `begin` and `decide` judge, and tell of every field that is at fault.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from msgspec import UNSET

from greenroom.assets.default_picture import DEFAULT_ID
from greenroom.characters.codecs import Context
from greenroom.characters.edits import Edit
from greenroom.characters.lens import read_layer
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.conversion import checker
from greenroom.dialects.kit.unknown import merge_unknown
from greenroom.dialects.replr import wire
from greenroom.dialects.replr.translate import LENS, NAME, linked_picture, put
from greenroom.http.bodies import refuse_nul
from greenroom.kit.json_values import same
from greenroom.problems import BadValue, BadValues, Faults


class Rule(NamedTuple):
    """How a field is checked: its type, and what is said of a text of the wrong form or length."""

    kind: Any
    says: str
    required: bool = False


RULES = {
    "name": Rule(wire.Name, "must be between 1 and 80 characters", required=True),
    "description": Rule(wire.Description, "must be at most 300 characters"),
    "instructions": Rule(wire.Instructions, "must be between 1 and 100,000 characters", required=True),
    "model": Rule(wire.Model, "must be between 1 and 100 characters"),
    "avatar_url": Rule(wire.Link, "must be an http or https URL of at most 2,048 characters"),
    "is_public": Rule(wire.Public, "must be true or false, not a string"),
    "category": Rule(wire.NewCategory, "is not a valid category"),
    "greeting_message": Rule(wire.Greeting, "must be at most 20,000 characters"),
    "voice_id": Rule(wire.VoiceId, "must be at most 100 characters"),
}
"""What may be written, in the order in which faults are told."""

_CHECKS = {name: checker(rule.kind) for name, rule in RULES.items()}
_EMPTY_IS_NULL = {"avatar_url", "category", "voice_id"}
_NUL = "must not contain U+0000"


class Said(NamedTuple):
    """A body, sorted: values to be judged, and the unknown fields by name.

    None clears a field; UNSET stands where a value is missing or null that must be there.
    """

    patch: dict[str, Any]
    unknown: dict[str, Any]


def read_create(body: Mapping[str, Any]) -> Said:
    """The body of a create: null is as good as absent."""
    values = {name: _value(name, body) for name in RULES}
    missing = {name: UNSET for name, rule in RULES.items() if rule.required and values[name] is None}
    given = {name: value for name, value in values.items() if value is not None}
    return Said(missing | given, _unknown(body))


def read_update(body: Mapping[str, Any]) -> Said:
    """The body of an update: null clears, where there may be nothing."""
    values = {name: _value(name, body) for name in RULES if name in body}
    never = {name: UNSET for name, value in values.items() if value is None and _never_null(name)}
    return Said(values | never, _unknown(body))


def begin(said: Said, context: Context, blank: Record, picture: str = "") -> Character:
    """The character that a create asks for; `picture` is as in `decide`. Raises BadValues with all faults."""
    _judge(said.patch, said.unknown, blank)
    return put(_without_default(said.patch, context), said.unknown, context, blank, picture=picture)


def decide(said: Said, context: Context, record: Record, picture: str = "") -> Edit:
    """What a request does to every copy of a character; raises BadValues with all faults.

    What is shown already is neither judged nor put, and the link of the default picture changes nothing. `picture` is
    the id of the account's own picture to which `avatar_url` leads.
    """
    patch = _without_default(LENS.effective(said.patch, record, context), context)
    _judge(patch, said.unknown, record)
    return partial(put, patch, said.unknown, context, picture=picture)


def _without_default(patch: dict[str, Any], context: Context) -> dict[str, Any]:
    if linked_picture(patch.get("avatar_url"), context) != DEFAULT_ID:
        return patch
    return {name: value for name, value in patch.items() if name != "avatar_url"}


def _value(name: str, body: Mapping[str, Any]) -> Any:
    value = body.get(name)
    return None if value == "" and name in _EMPTY_IS_NULL else value


def _never_null(name: str) -> bool:
    return RULES[name].required or name == "is_public"


def _unknown(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in LENS.rows}


def _judge(patch: Mapping[str, Any], unknown: Mapping[str, Any], record: Record) -> None:
    found = {name: _fault(name, patch[name]) for name in RULES if name in patch}
    faults = Faults({name: why for name, why in found.items() if why} | _unknown_faults(unknown, record))
    if faults:
        raise BadValues(faults)


def _fault(name: str, value: Any) -> str:
    """What is wrong with a value; "" where nothing is."""
    if value is UNSET:
        return "is required" if RULES[name].required else "must not be null"
    if value is None:
        return ""
    try:
        _CHECKS[name](value, name)
    except BadValue as problem:
        known = isinstance(value, str) and not (RULES[name].required and value.isspace())
        return RULES[name].says if known else problem.why
    return _NUL if isinstance(value, str) and "\0" in value else ""


def _unknown_faults(unknown: Mapping[str, Any], record: Record) -> dict[str, str]:
    """What is wrong with unknown fields, by their names."""
    kept = read_layer(record.character.unknown, NAME)
    new = {name: value for name, value in unknown.items() if name not in kept or not same(value, kept[name])}
    faults = {name: _NUL for name, value in new.items() if _holds_nul(name) or _holds_nul(value)}
    try:
        merge_unknown(kept, unknown)
    except BadValue as problem:
        faults[problem.field] = problem.why
    return faults


def _holds_nul(value: Any) -> bool:
    try:
        refuse_nul(value, "")
    except BadValue:
        return True
    return False

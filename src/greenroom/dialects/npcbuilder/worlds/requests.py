"""What may be said of a place."""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.unknown import merge_unknown
from greenroom.dialects.npcbuilder.requests import one_of
from greenroom.dialects.npcbuilder.worlds.kinds import Kind
from greenroom.dialects.npcbuilder.worlds.wire import STABILITIES

_STABILITY = "politicalStability"
_check_stability = one_of(STABILITIES)


def read_place(kind: Kind, body: Mapping[str, Any]) -> dict[str, Any]:
    """What a body says, None where it clears; what a client only reads is left out. Raises BadValue."""
    ignored = {"id", kind.parameter, *kind.inside}
    said = {name: value for name, value in body.items() if name not in ignored}
    if said.get(_STABILITY) == "":
        said[_STABILITY] = None
    known = {name: said[name] for name in kind.fields if said.get(name) is not None}
    if _STABILITY in known:
        _check_stability(known[_STABILITY], _STABILITY)
    convert(known, kind.body)
    return said


def merge(kind: Kind, kept: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a place after a request; raises BadValue for more unknown fields than are kept."""
    known = {name: value for name, value in (dict(kept) | dict(said)).items() if name in kind.fields}
    unknown = merge_unknown(
        {name: value for name, value in kept.items() if name not in kind.fields},
        {name: value for name, value in said.items() if name not in kind.fields},
    )
    return {name: value for name, value in known.items() if value is not None} | unknown

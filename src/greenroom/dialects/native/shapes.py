"""The canonical character on the wire: types made of the model, so that whatever a character gets stands here at once.

They say what may be written: unknown fields are none, lists are arrays, a text has at most 1 MiB and a list 10,000 items,
numbers keep to their ranges. The patch of a type may also have null, which removes, wherever a merge patch looks into it.
"""

from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, defstruct
from msgspec.structs import fields

from greenroom.characters import layer
from greenroom.characters.knowledge import BigList
from greenroom.http.bodies import LONGEST_TEXT, MOST_ITEMS

LAYERS = (*layer.LAYERS, "more")
"""What belongs to single surfaces: shown here, and never written."""

_TEXT = Annotated[str, Meta(max_length=LONGEST_TEXT)]
_ITEMS = Meta(max_length=MOST_ITEMS)
_LARGEST = 2**53
_NAMES = {"Character": "CanonicalCharacter", "Prompt": "CharacterPrompt"}
"""Names of shapes, where another type of this API has the model's."""

_RANGES: Mapping[str, tuple[float, float]] = {
    "Mood": (-100, 100),
    "Axes": (-100, 100),
    "Dynamics.emotional_fluidity": (0, 1),
    "Dynamics.relationship_fluidity": (-1, 1),
    "Dynamics.social_rank": (-100, 100),
    "Engine.temperature": (0, 1),
    "Engine.verbosity": (0, 4),
    "Lorebook": (0, 2**31 - 1),
}
_OWN: Mapping[str, Any] = {
    "Character.avatar": Annotated[
        str, Meta(max_length=64, description="Id of an asset.", extra_json_schema={"format": "asset-id"})
    ],
    "Character.category": Annotated[str, Meta(max_length=100)],
}
_LAYER = Annotated[
    dict[str, Any],
    Meta(
        description="Written through the API that it belongs to, and shown here.",
        extra_json_schema={"readOnly": True},
    ),
]


@cache
def shape_of(kind: type[Struct], *, patch: bool = False) -> Any:
    """The type of the JSON that stands for a struct of the model, or for a merge patch of it."""
    name = _NAMES.get(kind.__name__, kind.__name__)
    parts = [(field, part_of(kind, field, patch=patch) | UnsetType, UNSET) for field in hints_of(kind)]
    return defstruct(
        f"{name}Patch" if patch else name,
        parts,
        forbid_unknown_fields=True,
        module=__name__,
        namespace={"__doc__": kind.__doc__},
    )


def part_of(kind: type[Struct], field: str, *, patch: bool = False) -> Any:
    """The type of the JSON that stands for one field."""
    if field in LAYERS:
        return _LAYER
    name = f"{kind.__name__}.{field}"
    inside = _RANGES.get(name) or _RANGES.get(kind.__name__) or (-_LARGEST, _LARGEST)
    said = _OWN.get(name) or _said(hints_of(kind)[field], inside, patch=patch)
    return said | None if patch else _with_default(said, kind, field)


def _with_default(said: Any, kind: type[Struct], field: str) -> Any:
    """A type whose schema tells what stands for it where it is left out; of lists and objects that is an empty one."""
    default = next(one.default for one in fields(kind) if one.name == field)
    if default is None or isinstance(default, str | bool | int | float):
        return Annotated[said, Meta(extra_json_schema={"default": default})]
    return said


@cache
def hints_of(kind: type[Struct]) -> dict[str, Any]:
    """The types of a model's fields, by name."""
    return get_type_hints(kind)


def inner_of(hint: Any) -> Any:
    """The struct that stands in a field, also where there may be none; None for a field of another kind."""
    found = [one for one in (hint, *get_args(hint)) if isinstance(one, type) and issubclass(one, Struct)]
    return found[0] if found and not listed_of(hint) else None


def listed_of(hint: Any) -> Any:
    """The struct of which a field is a list, also where there may be none; None for a field of another kind."""
    for one in (hint, *get_args(hint)):
        if get_origin(one) in {tuple, BigList} and inner_of(get_args(one)[0]):
            return get_args(one)[0]
    return None


def _said(hint: Any, inside: tuple[float, float], *, patch: bool) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if hint is str:
        return _TEXT
    if hint in {int, float}:
        return Annotated[hint, Meta(ge=hint(inside[0]), le=hint(inside[1]))]
    if origin in {Union, UnionType}:
        return reduce(or_, (_said(one, inside, patch=patch) for one in args))
    if origin in {tuple, BigList}:
        item: Any = _said(args[0], inside, patch=False)
        return Annotated[tuple[item, ...], _ITEMS]
    if origin is Mapping:
        value: Any = _said(args[1], inside, patch=False)
        value = value | None if patch else value
        return Annotated[dict[_TEXT, value], _ITEMS]
    if isinstance(hint, type) and issubclass(hint, Struct):
        return shape_of(hint, patch=patch)
    return {NoneType: None, Raw: Any}.get(hint, hint)

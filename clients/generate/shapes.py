"""Types as the document has them, for a language to write in its own words."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Ref(NamedTuple):
    """A type with a name."""

    name: str


class Plain(NamedTuple):
    """string, integer, number, boolean, null, or any."""

    name: str


class Words(NamedTuple):
    """One of some texts."""

    words: tuple[str, ...]


class Listed(NamedTuple):
    """A list."""

    item: "Shape"


class Mapped(NamedTuple):
    """An object with any keys."""

    value: "Shape"


class Either(NamedTuple):
    """One of several."""

    options: tuple["Shape", ...]


Shape = Ref | Plain | Words | Listed | Mapped | Either
ANY, NULL = Plain("any"), Plain("null")


class Field(NamedTuple):
    """A field of an object. `default` holds where it is left out, and is None for what is not said of a default."""

    name: str
    shape: Shape
    required: bool
    default: Any
    has_default: bool
    about: str


class Named(NamedTuple):
    """A type with a name."""

    name: str
    about: str
    fields: tuple[Field, ...]


def read_shape(schema: Mapping[str, Any]) -> Shape:
    """The type that a JSON Schema stands for, as far as a language can say it; bounds and formats are the server's."""
    match schema:
        case {"$ref": str(ref)}:
            return Ref(ref.rpartition("/")[2])
        case {"anyOf": options}:
            return Either(tuple(map(read_shape, options)))
        case {"enum": [bool(), *_]}:
            return Plain("boolean")
        case {"enum": words}:
            return Words(tuple(words))
        case {"type": "array"}:
            return Listed(read_shape(schema.get("items", {})))
        case {"type": "object"}:
            value = schema.get("additionalProperties")
            return Mapped(read_shape(value) if isinstance(value, Mapping) else ANY)
        case {"type": str(kind)}:
            return Plain(kind)
    return ANY


def read_named(name: str, schema: Mapping[str, Any]) -> Named:
    """A type of the document; a field that an object shows and nobody need send is none."""
    required = schema.get("required", ())
    fields = tuple(
        Field(
            field,
            read_shape(said),
            field in required,
            said.get("default"),
            "default" in said,
            said.get("description", ""),
        )
        for field, said in schema.get("properties", {}).items()
        if not said.get("x-ignored")
    )
    return Named(name, " ".join(schema.get("description", "").split()), fields)


def refs(shape: Shape) -> set[str]:
    """The names that a type speaks of."""
    match shape:
        case Ref(name):
            return {name}
        case Listed(inner) | Mapped(inner):
            return refs(inner)
        case Either(options):
            return set[str]().union(*map(refs, options))
    return set()

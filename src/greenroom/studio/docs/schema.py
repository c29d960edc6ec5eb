"""JSON Schemas as trees that a template walks: what a field is called, what it may hold, and what stands in it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

_DEEPEST = 4
_BOUNDS = (
    ("minLength", "at least {} characters"),
    ("maxLength", "at most {} characters"),
    ("minItems", "at least {} items"),
    ("maxItems", "at most {} items"),
    ("minimum", "from {}"),
    ("maximum", "to {}"),
    ("format", "{}"),
)
_MOST_EXAMPLES = 12


class Field(NamedTuple):
    """A field of a body; `fields` are those inside of it."""

    name: str
    kind: str
    required: bool
    help: str
    bounds: str
    fields: tuple["Field", ...] = ()


def fields_of(schema: Mapping[str, Any], components: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of an object, or of the objects in a list."""
    return _fields(schema, components, ())


def example_of(schema: Mapping[str, Any], components: Mapping[str, Any], deep: int = 0) -> Any:
    """A body that such a schema could have: what is required in it, or where nothing is, what comes first."""
    schema = _plain(schema, components)
    if "const" in schema or "enum" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object" and deep < _DEEPEST:
        properties = schema.get("properties", {})
        names = schema.get("required") or list(properties)[:_MOST_EXAMPLES]
        return {
            name: example_of(properties[name], components, deep + 1) for name in names if name in properties
        }
    if kind == "array":
        return [example_of(schema.get("items", {}), components, deep + 1)] if deep < _DEEPEST else []
    values: dict[Any, Any] = {"string": "…", "boolean": False, "object": {}}
    return schema.get("minimum", 1) if kind in {"integer", "number"} else values.get(kind)


def _fields(
    schema: Mapping[str, Any], components: Mapping[str, Any], seen: tuple[str, ...]
) -> tuple[Field, ...]:
    name = _reference(schema)
    if name in seen or len(seen) > _DEEPEST:
        return ()
    plain = _plain(schema, components)
    if plain.get("type") == "array":
        return _fields(plain.get("items", {}), components, seen)
    inner = (*seen, name or "")
    required = plain.get("required", ())
    return tuple(
        _field(key, value, components, inner, required=key in required)
        for key, value in plain.get("properties", {}).items()
    )


def _field(
    name: str,
    schema: Mapping[str, Any],
    components: Mapping[str, Any],
    seen: tuple[str, ...],
    *,
    required: bool,
) -> Field:
    plain = _plain(schema, components)
    bounds = ", ".join(words.format(plain[key]) for key, words in _BOUNDS if key in plain)
    said = schema.get("description") or plain.get("description", "")
    return Field(name, _kind(schema, components), required, said, bounds, _fields(schema, components, seen))


def _kind(schema: Mapping[str, Any], components: Mapping[str, Any]) -> str:
    """What a value is, in a few words."""
    if name := _reference(schema):
        return name
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_kind(one, components) for one in schema[several]))
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"][:12])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}), components)}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _plain(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema without references, and of several that may be, the first that isn't null."""
    if name := _reference(schema):
        return _plain(components.get(name, {}), components)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            kinds = [one for one in schema[several] if one.get("type") != "null"]
            return _plain(kinds[0] if kinds else {}, components)
    return schema


def _reference(schema: Mapping[str, Any]) -> str:
    return str(schema["$ref"]).rpartition("/")[2] if "$ref" in schema else ""

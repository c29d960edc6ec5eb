"""Messages in protobuf's manner, described once.

A vendor's message is written as a `msgspec.Struct` in the vendor's spelling; `shape_of` compiles it to a `Shape`,
a table that readers, writers, masks and filters walk. What a type can't say stands in `about(...)`:

    str, bool, Any                 string, bool, any (JSON kept as it came)
    Int32 or int, Float32 or float int32 (or int64), float; the aliases say the bounds in the API reference
    str | int, with `words`        enum: a name, or the number of one that we don't know
    another Struct                 message
    list[X]                        repeated X
    dict[str, X]                   map from string to X
    ... | None                     nullable: shown as null when unset
    ... | UnsetType = UNSET        shown only when stored
    the default                    the zero, shown when unset
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypedDict, Unpack

import msgspec
from msgspec import NODEFAULT
from msgspec import inspect as types

Int32 = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)]
NotNull = Annotated[
    Any, msgspec.Meta(extra_json_schema={"type": ["object", "array", "string", "number", "boolean"]})
]
"""What a list of anything holds: null is no item."""
LARGEST_FLOAT32 = 3.4028234663852886e38
Float32 = Annotated[
    float,
    msgspec.Meta(
        ge=-LARGEST_FLOAT32,
        le=LARGEST_FLOAT32,
        extra_json_schema={"pattern": "^(NaN|-?Infinity)$"},  # of the words that it may be instead
    ),
]

Kind = Literal["string", "bool", "int32", "int64", "float", "enum", "message", "map", "any"]
Emit = Literal["always", "when stored"]

_KINDS: dict[type[types.Type], Kind] = {
    types.StrType: "string",
    types.BoolType: "bool",
    types.IntType: "int32",
    types.FloatType: "float",
    types.UnionType: "enum",
    types.StructType: "message",
    types.DictType: "map",
    types.AnyType: "any",
}

_INT32 = {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1}
_ZEROS: dict[Kind, Any] = {"string": "", "bool": False, "int32": 0, "int64": 0, "float": 0.0}


class Words(NamedTuple):
    """An enum: its names by number, and every spelling that is read with the name it stands for.

    Of an `open` one only some names are known; others are kept as they came.
    """

    names: Mapping[int, str]
    spellings: Mapping[str, str]
    open: bool = False

    @property
    def first(self) -> str:
        """The name that stands for "unset"."""
        return next(iter(self.spellings.values()))


class Marks(TypedDict, total=False):
    """What a type can't say about a field. Ranges and lengths are described, never enforced."""

    words: Words
    """The names of an enum."""
    output_only: bool
    """What a client sends here is ignored."""
    low: float
    """The least number that the vendor documents."""
    high: float
    """The greatest."""
    longest: int
    """The most code points, or items, that the vendor documents."""
    longest_item: int
    """The most code points of each text in a list."""
    wide: bool
    """An integer of 64 bits; shown as a string."""
    entries: bool
    """A map that may also arrive as a list of `{"key": ..., "value": ...}`."""
    lone: bool
    """A list of messages of which a single one may also arrive bare."""


class Part(msgspec.Struct, frozen=True, eq=False):
    """One field of a message. `shape` is set for messages, `words` for enums, `value_part` for maps.

    `zero` is what a scalar or enum shows when unset; for messages, lists and maps it is None.
    """

    name: str
    proto_name: str
    kind: Kind
    repeated: bool
    shape: "Shape | None"
    words: Words | None
    value_part: "Part | None"
    zero: Any
    nullable: bool
    emit: Emit
    output_only: bool
    low: float | None
    high: float | None
    longest: int | None
    longest_item: int | None
    entries: "Shape | None"
    lone: bool

    @property
    def branches(self) -> bool:
        """Whether paths lead on into this part: it is a single message. All others end a path."""
        return self.shape is not None and not self.repeated


class Shape(msgspec.Struct, frozen=True, eq=False):
    """A message: its parts by camelCase name, in the order they are shown, and by either spelling."""

    name: str
    parts: dict[str, Part]
    spellings: dict[str, Part]


def about(description: str, **marks: Unpack[Marks]) -> msgspec.Meta:
    """The annotation of a field, for `typing.Annotated`: a sentence for the API reference, and marks."""
    schema: dict[str, Any] = {"readOnly": True} if marks.get("output_only") else {}
    if "words" in marks:
        schema |= _enum_schema(marks["words"])
    return msgspec.Meta(description=description, extra={"marks": marks}, extra_json_schema=schema)


def _enum_schema(words: Words) -> dict[str, Any]:
    names = list(dict.fromkeys(words.spellings.values()))
    if words.open:
        return {"examples": names}
    return {"oneOf": [{"type": "string", "enum": names}, _INT32]}


@cache
def shape_of(struct: type[msgspec.Struct]) -> Shape:
    """The compiled description of `struct`, made once for each class.

    Raises:
        TypeError: A field's type is not in the table above.
    """
    described = types.type_info(struct)
    assert isinstance(described, types.StructType)
    return _shape(struct.__name__, [_field_part(field) for field in described.fields])


def _shape(name: str, parts: list[Part]) -> Shape:
    by_name = {part.name: part for part in parts}
    return Shape(name, by_name, {part.proto_name: part for part in parts} | by_name)


def _field_part(field: types.Field) -> Part:
    unset = field.default is NODEFAULT and field.default_factory is NODEFAULT
    emit: Emit = "when stored" if unset and not field.required else "always"
    return _part(field.type, field.encode_name, field.name, field.default, emit)


def _part(
    node: types.Type, name: str, proto_name: str, default: Any = NODEFAULT, emit: Emit = "always"
) -> Part:
    node, marks, nullable = _bare(node, {})
    repeated = isinstance(node, types.ListType)
    if isinstance(node, types.ListType):
        node, marks, _ = _bare(node.item_type, marks)
    kind = _kind(node, marks)
    value = _part(node.value_type, name, proto_name) if isinstance(node, types.DictType) else None
    return Part(
        name=name,
        proto_name=proto_name,
        kind=kind,
        repeated=repeated,
        shape=shape_of(node.cls) if isinstance(node, types.StructType) else None,
        words=marks.get("words"),
        value_part=value,
        zero=None if repeated else _zero(kind, marks, default),
        nullable=nullable,
        emit=emit,
        output_only=marks.get("output_only", False),
        low=marks.get("low"),
        high=marks.get("high"),
        longest=marks.get("longest"),
        longest_item=marks.get("longest_item"),
        entries=_entry(value) if value and marks.get("entries") else None,
        lone=marks.get("lone", False),
    )


def _bare(node: types.Type, marks: Marks) -> tuple[types.Type, Marks, bool]:
    """The type without its annotation and without None; outer marks win over inner ones."""
    if isinstance(node, types.Metadata):
        own: Marks = (node.extra or {}).get("marks", {})
        return _bare(node.type, own | marks)
    if isinstance(node, types.UnionType) and any(isinstance(one, types.NoneType) for one in node.types):
        rest = tuple(one for one in node.types if not isinstance(one, types.NoneType))
        node, marks, _ = _bare(rest[0] if len(rest) == 1 else types.UnionType(rest), marks)
        return node, marks, True
    return node, marks, False


def _kind(node: types.Type, marks: Marks) -> Kind:
    kind = _KINDS.get(type(node))
    if kind is None or (kind == "enum" and "words" not in marks):
        raise TypeError(f"no kind of field for {node}")
    return "int64" if marks.get("wide") else kind


def _zero(kind: Kind, marks: Marks, default: Any) -> Any:
    """The struct's default; where it has none, the kind's own. We can't know that of an open enum."""
    words = marks.get("words")
    if default is not NODEFAULT:
        return default
    return ("" if words.open else words.first) if words else _ZEROS.get(kind)


def _entry(value: Part) -> Shape:
    names = {"name": "value", "proto_name": "value"}
    return _shape("Entry", [_part(types.StrType(), "key", "key"), msgspec.structs.replace(value, **names)])

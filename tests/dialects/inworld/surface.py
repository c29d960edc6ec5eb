"""This surface for the laws (tests/laws): what its clients may send, and what its handlers do with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record
from greenroom.dialects.inworld import translate
from greenroom.dialects.inworld.requests import Said, change, read_body
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.messages import Part, Shape
from greenroom.kit.json_values import encode_json

CONTEXT = Context("http://greenroom.test")
DCD = "defaultCharacterDescription"

_text = st.text(max_size=12)
_int32 = st.integers(-(2**31), 2**31 - 1)
_float = st.floats(width=32, allow_nan=False, allow_infinity=False) | st.integers(-100, 100)
_json = st.recursive(
    st.booleans() | st.integers(-(2**70), 2**70) | _text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_text, inner, max_size=2),
    max_leaves=4,
)
_scalars: Mapping[str, st.SearchStrategy[Any]] = {
    "string": _text,
    "bool": st.booleans(),
    "int32": _int32,
    "int64": _int32,
    "float": _float | st.sampled_from(["NaN", "Infinity", "-Infinity"]),
    "any": _json,
}


def _value(part: Part) -> st.SearchStrategy[Any]:
    if part.words is not None:
        return st.sampled_from(list(part.words.names.values()) or list(part.words.spellings)) | st.integers(
            30, 99
        )
    if part.kind == "map":
        assert part.value_part is not None
        return st.dictionaries(
            _text | st.sampled_from(["TOPIC_VIOLENCE", "TOPIC_X"]), _value(part.value_part), max_size=2
        )
    if part.shape is not None:
        return message(part.shape)
    return _scalars[part.kind]


def message(shape: Shape) -> st.SearchStrategy[dict[str, Any]]:
    """Bodies of a message: known fields that clients send, and an unknown one at most."""
    optional = {}
    for name, part in shape.parts.items():
        if not part.output_only and (shape.name, name) not in _MOVED:
            one = _value(part)
            optional[name] = st.lists(one, max_size=2) if part.repeated else one
    known = st.fixed_dictionaries({}, optional=optional)
    unknown = st.dictionaries(_text.filter(lambda name: name not in shape.spellings), _json, max_size=1)
    return st.builds(lambda one, other: {**other, **one}, known, unknown)


_MOVED = {("Character", "commonKnowledges")} | {
    ("CharacterAssets", name)
    for name in ("rpmModelUri", "rpmImageUri", "rpmImageUriPortrait", "rpmImageUriPosture")
}
"""Read as another field, so not shown where they were sent; tests/dialects/inworld/test_older.py has them."""


def bodies() -> st.SearchStrategy[dict[str, Any]]:
    """Partial characters: any known fields at any depth, and some that nobody documented."""
    return message(CHARACTER)


def _read(body: dict[str, Any]) -> Said:
    return read_body(encode_json(body), None, lambda: "00000000-0000-7000-8000-000000000000")


def put(body: dict[str, Any], record: Record) -> Character:
    """What a PATCH without a mask does."""
    return change(_read(body), record, CONTEXT)


def show(record: Record) -> dict[str, Any]:
    """What every answer shows."""
    return translate.show(record, CONTEXT)


def says(body: dict[str, Any]) -> dict[tuple[str | int, ...], Any]:
    """The leaves of the derived mask in wire form, and the unknown fields.

    Of lists of messages the fields of each item, and that no item follows: an item also shows what it leaves unsaid.
    """
    said = _read(body)
    known = {
        tuple[str | int, ...](path.split(".")): value
        for path, value in said.patch.items()
        if value is not None
    }
    if ("personalKnowledge",) in known:
        known["personalKnowledge", "facts"] = known.pop(("personalKnowledge",))["facts"]
    leaves = dict(leaf for path, value in known.items() for leaf in _leaves(path, value))
    unknown = {(name,): value for name, value in said.unknown.changes.items() if name not in CHARACTER.parts}
    return leaves | {path: value for path, value in unknown.items() if value is not None}


def _leaves(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if path not in _LISTS:
        yield path, value
        return
    yield (*path, len(value)), None
    for number, item in enumerate(value):
        said = {name: one for name, one in item.items() if one is not None and (name, one) != ("uuid", "")}
        yield from (((*path, number, name), one) for name, one in said.items())


_LISTS = ((DCD, "customDialogStyles"), ("personalKnowledge", "facts"), ("facts",))

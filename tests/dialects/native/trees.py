"""Canonical characters as clients may write them, drawn from the shapes: any field, within its bounds, not at its default."""

from functools import cache, partial
from operator import ne
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct, inspect

from greenroom.characters.model import Character
from greenroom.dialects.native.shapes import LAYERS, hints_of, inner_of, listed_of, part_of, shape_of

Strategy = st.SearchStrategy[Any]

_text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=5)


def trees() -> Strategy:
    return _struct(Character)


@cache
def _struct(kind: type[Struct]) -> Strategy:
    fields = {
        name: _value(inspect.type_info(part_of(kind, name))).filter(partial(ne, getattr(kind(), name)))
        for name in hints_of(kind)
        if name not in {*LAYERS, "avatar"}  # a picture must be there
    }
    some = st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=4, unique=True)
    return some.flatmap(lambda names: st.fixed_dictionaries({name: fields[name] for name in names}))


def _value(kind: inspect.Type) -> Strategy:
    match kind:
        case inspect.Metadata(type=inner):
            return _value(inner)
        case inspect.StructType(cls=shape):
            return _struct(_MODELS[shape.__name__])
        case inspect.VarTupleType(item_type=item):
            return st.lists(_value(item), min_size=1, max_size=3)
        case inspect.DictType():
            return st.dictionaries(_text, _text, min_size=1, max_size=2)
        case inspect.UnionType(types=some):
            return st.one_of([_value(one) for one in some if not isinstance(one, inspect.NoneType)])
        case inspect.LiteralType(values=words):
            return st.sampled_from(words)
        case inspect.IntType(ge=low, le=high):
            return st.integers(low, high)
        case inspect.FloatType(ge=low, le=high):
            return st.floats(low, high)
        case inspect.BoolType():
            return st.booleans()
    assert isinstance(kind, inspect.StrType)
    return _text


def _models(kind: type[Struct]) -> dict[str, type[Struct]]:
    """All structs of the model, by the names of their shapes."""
    found = {shape_of(kind).__name__: kind}
    for hint in hints_of(kind).values():
        for inner in (inner_of(hint), listed_of(hint)):
            if inner:
                found |= _models(inner)
    return found


_MODELS = _models(Character)

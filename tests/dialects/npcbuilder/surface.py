"""This surface for the laws (tests/laws): what its clients may send, and what its handlers do with it."""

from typing import Any

from hypothesis import strategies as st

from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record
from greenroom.dialects.npcbuilder import translate, wire
from greenroom.dialects.npcbuilder.items import KEYS
from greenroom.dialects.npcbuilder.requests import judge, read_update

CONTEXT = Context("http://greenroom.test")
OUTPUTS = {*translate.LENS.rows}

_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
_json = st.recursive(
    st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | _text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_text, inner, max_size=2),
    max_leaves=4,
)
_number = st.integers(-(2**70), 2**70) | st.floats(-1e9, 1e9)


def _unknown(known: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(_text.filter(lambda name: name not in known), _json, max_size=2)


def _objects(name: str, **required: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """A list of objects with any of their keys, and with some that nobody documented."""
    optional: dict[str, st.SearchStrategy[Any]] = {key: _text for key in KEYS[name] if key not in required}
    if name == "items":
        optional["value"] = _number | _text
    known = st.fixed_dictionaries(required, optional=optional)
    return st.lists(st.builds(lambda one, other: {**other, **one}, known, _unknown(KEYS[name])), max_size=3)


_known: dict[str, st.SearchStrategy[Any]] = {
    "name": _text,
    "description": _text,
    "gender": _text | st.sampled_from(["Male", "Female", "Other", "male", "other"]),
    **{name: st.sampled_from([*values, ""]) for name, values in wire.WORDS.items()},
    "traits": st.lists(_text, max_size=3),
    "items": _objects("items", itemName=_text),
    "events": _objects("events", eventName=_text),
    "quests": _objects("quests"),
    "filters": st.booleans()
    | st.dictionaries(st.sampled_from(wire.FILTERS) | _text, st.booleans() | st.none(), max_size=4),
}


def bodies() -> st.SearchStrategy[dict[str, Any]]:
    """Updates: any of the known fields, null among their values, and some that nobody documented."""
    known = st.fixed_dictionaries({}, optional={name: one | st.none() for name, one in _known.items()})
    return st.builds(lambda one, other: {**other, **one}, known, _unknown(OUTPUTS))


def put(body: dict[str, Any], record: Record) -> Character:
    """What an update does."""
    said = judge(read_update(body), record, "home", CONTEXT)
    return translate.put(said.patch, said.unknown, record, CONTEXT)


def show(record: Record) -> dict[str, Any]:
    """What every answer shows."""
    return translate.show(record, CONTEXT)


def says(body: dict[str, Any]) -> dict[tuple[str | int, ...], Any]:
    """Every field is shown as it was sent, an empty word as null; an unknown one that is null is gone.

    Of lists of objects every key of each, and that no object follows: one also shows what it leaves unsaid.
    """
    said = {name: value for name, value in body.items() if name not in translate.HIDDEN and value is not None}
    shown: dict[tuple[str | int, ...], Any] = {}
    for name, value in said.items():
        if name in KEYS:
            shown[name, len(value)] = None
            shown |= {(name, at, key): one for at, item in enumerate(value) for key, one in item.items()}
        else:
            shown[name,] = None if name in wire.WORDS and value == "" else value
    return shown

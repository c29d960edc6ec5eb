"""This surface for the laws (tests/laws): what its clients may send, and what its handlers do with it."""

from typing import Any

from hypothesis import strategies as st

from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record
from greenroom.dialects.acme.requests import decide, read
from greenroom.dialects.acme.translate import LENS

CONTEXT = Context("http://greenroom.test")

_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
_known: dict[str, st.SearchStrategy[Any]] = {
    "name": _text.filter(lambda text: bool(text.strip())),
    "description": st.none() | _text,
    "greeting": st.none() | _text,
}
_json = st.recursive(
    st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=5,
)


def bodies() -> st.SearchStrategy[dict[str, Any]]:
    """Updates: any of the known fields, and some that nobody documented."""
    unknown = st.dictionaries(_text.filter(lambda name: name not in LENS.rows), _json, max_size=2)
    known = st.fixed_dictionaries({}, optional=_known)
    return st.builds(lambda one, other: {**other, **one}, known, unknown)


def put(body: dict[str, Any], record: Record) -> Character:
    """What an update does."""
    return decide(read(body), CONTEXT, record)(record)


def show(record: Record) -> dict[str, Any]:
    """What every answer shows."""
    return LENS.show(record, CONTEXT)


def says(body: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    """Every field is shown as it was sent, but for a description that is cleared."""
    cleared = {"description": ""}
    return {(name,): cleared.get(name) if value is None else value for name, value in body.items()}

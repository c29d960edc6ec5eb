"""This surface for the laws (tests/laws): what its clients may send, and what its handlers do with it."""

from typing import Any

from hypothesis import strategies as st

from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record
from greenroom.dialects.replr.requests import decide, read_update
from greenroom.dialects.replr.translate import LENS
from greenroom.dialects.replr.wire import CATEGORIES

CONTEXT = Context("http://greenroom.test")

_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
_full = _text.filter(lambda text: bool(text.strip()))
_known: dict[str, st.SearchStrategy[Any]] = {
    "name": _full,
    "description": st.none() | _text,
    "instructions": _full,
    "model": st.none() | st.sampled_from(["default", "creative"]) | _full,
    "avatar_url": st.none() | st.sampled_from(["", "https://cdn.example/a.png", "HTTP://example.com/b?c#d"]),
    "is_public": st.booleans(),
    "category": st.none() | st.sampled_from(["", *CATEGORIES]),
    "greeting_message": st.none() | _text,
    "voice_id": st.none() | _text,
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
    return decide(read_update(body), CONTEXT, record)(record)


def show(record: Record) -> dict[str, Any]:
    """What its owner is shown."""
    return LENS.show(record, CONTEXT)


def says(body: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    """Every field is shown as it was sent, but where an empty text or null stands for something else."""
    empty = {"avatar_url": None, "category": None, "voice_id": None}
    said = {name: empty[name] if value == "" and name in empty else value for name, value in body.items()}
    if "model" in said:
        said["model"] = said["model"] or "default"
    return {(name,): value for name, value in said.items()}

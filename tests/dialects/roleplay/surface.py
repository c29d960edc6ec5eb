"""This surface for the laws (tests/laws): what its clients may send, and what its handlers do with it."""

from typing import Any

from hypothesis import strategies as st

from greenroom.characters.codecs import Context
from greenroom.characters.lens import read_layer
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.unknown import merge_unknown
from greenroom.dialects.roleplay.requests import check, read_update
from greenroom.dialects.roleplay.translate import LENS

CONTEXT = Context("http://greenroom.test")

_text = st.text(max_size=20)
_full = _text.filter(lambda text: bool(text.strip()))
_known: dict[str, st.SearchStrategy[Any]] = {
    "name": _full,
    "avatar": st.just("http://greenroom.test/media/AAAAAAAAAAAAAAAAAAAAAAAA.webp"),
    "subtitle": _text,
    "greetings": st.lists(_full, min_size=1, max_size=3),
    "description": _text,
    "definition": _full,
    "message_examples": st.lists(_text, max_size=3),
    "visibility": st.sampled_from(["private", "unlisted", "public"]),
    "character_collections": st.lists(_full, max_size=3, unique=True),
}
_json = st.recursive(
    st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=5,
)
_outputs = {*LENS.rows, "issue_share_id", "id"}


def bodies() -> st.SearchStrategy[dict[str, Any]]:
    """Updates: any of the known fields, and some that nobody documented."""
    unknown = st.dictionaries(_text.filter(lambda name: name not in _outputs), _json, max_size=2)
    known = st.fixed_dictionaries({}, optional=_known)
    return st.builds(lambda one, other: {**other, **one}, known, unknown)


def put(body: dict[str, Any], record: Record) -> Character:
    """What an update does."""
    said = read_update(body, avatar_required=True)
    patch = LENS.effective(said.patch, record, CONTEXT)
    character = LENS.put({name: check(name, value) for name, value in patch.items()}, record, CONTEXT)
    return LENS.put_unknown(
        character, merge_unknown(read_layer(character.unknown, LENS.surface), said.unknown)
    )


def show(record: Record) -> dict[str, Any]:
    """What every answer shows."""
    return LENS.show(record, CONTEXT)


def says(body: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    """Every field is shown as it was sent; an unknown one that is null is gone."""
    return {(name,): value for name, value in body.items() if value is not None}

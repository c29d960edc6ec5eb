"""The card for the laws (tests/laws): a card as an editor gives it back, and what putting it does."""

from typing import Any

from hypothesis import strategies as st

from greenroom.cards.layout import KEYS
from greenroom.cards.reader import put_card
from greenroom.cards.writer import write_v3
from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record

CONTEXT = Context("http://greenroom.test")
ADDED_ONLY = ("source", "creation_date")
"""Fields of which V3 says that an edit does not replace them."""

_text = st.text(max_size=20)
_texts = st.lists(_text, max_size=3)
_json = st.recursive(
    st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=5,
)
_object = st.dictionaries(_text, _json, max_size=2)
_entry = st.fixed_dictionaries(
    {
        "keys": _texts,
        "content": _text,
        "extensions": _object,
        "enabled": st.booleans(),
        "insertion_order": st.integers(-9, 999) | st.floats(-9, 9),
        "use_regex": st.booleans(),
    },
    optional={
        "id": st.integers(0, 3) | _text,
        "comment": _text,
        "priority": st.integers(),
        "position": _json,
    },
)
_known: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("description", "personality", "scenario", "first_mes", "mes_example"), _text),
    **dict.fromkeys(
        ("creator_notes", "system_prompt", "post_history_instructions", "creator", "nickname"), _text
    ),
    **dict.fromkeys(("alternate_greetings", "group_only_greetings", "tags", "source"), _texts),
    **dict.fromkeys(("creation_date", "modification_date"), st.integers(0, 10**10)),
    "extensions": _object,
    "creator_notes_multilingual": st.dictionaries(_text, _text, max_size=2),
    "character_book": st.fixed_dictionaries(
        {"extensions": _object, "entries": st.lists(_entry, min_size=1, max_size=3)}, optional={"name": _text}
    ),
}


def bodies() -> st.SearchStrategy[dict[str, Any]]:
    """Cards of the third generation with any of the fields, and keys that nobody documented."""
    unknown = st.dictionaries(_text.filter(lambda key: key not in (*KEYS, "secrets")), _json, max_size=2)
    known = st.fixed_dictionaries({"name": _text}, optional=_known)
    return st.builds(lambda one, other: {"spec": "chara_card_v3", "data": {**other, **one}}, known, unknown)


def put(body: dict[str, Any], record: Record) -> Character:
    """What an edit does."""
    return put_card(record, body, CONTEXT)


def show(record: Record) -> dict[str, Any]:
    """What an export says."""
    return write_v3(record, CONTEXT).card


def says(body: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    """Every field is shown as it was sent."""
    return {("data", key): value for key, value in body["data"].items() if key not in ADDED_ONLY}

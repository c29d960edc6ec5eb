"""Cards as the specifications ask for them, with strangers' keys at every level: whatever is in them must come back."""

from collections.abc import Collection, Mapping
from typing import Any

from hypothesis import strategies as st

from greenroom.cards.backfill import ASIDE
from greenroom.cards.decorators import split_decorators
from greenroom.cards.layout import KEYS
from greenroom.cards.lorebook import BOOK, ENTRY

Some = st.SearchStrategy[Any]
Objects = st.SearchStrategy[dict[str, Any]]

_SECRETS = ("secrets", "settings", "headers")
_flags = st.booleans()
_texts = st.text(max_size=9) | st.sampled_from(
    ["@@depth 4\n\nText", "\n@@@x\n", "<START>\na\n<START>\nb", "1.0"]
)
_lists = st.lists(_texts, max_size=3)
_numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
_values = st.recursive(
    st.none() | _flags | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=6,
)
_foreign = st.dictionaries(
    st.sampled_from(["uid", "x-y", "", "a.b", "key ", "🔑"]) | _texts, _values, max_size=2
)
_under_our_key = _values | st.dictionaries(st.sampled_from(["x", ASIDE]), _values, max_size=2)
_extensions = st.builds(dict.__or__, _foreign, st.dictionaries(st.just(ASIDE), _under_our_key, max_size=1))


def _object(must: Mapping[str, Some], may: Mapping[str, Some], known: Collection[str]) -> Objects:
    """Objects with these keys, and some that are not `known`."""
    unknown = _foreign.map(lambda found: {key: value for key, value in found.items() if key not in known})
    return st.builds(dict.__or__, unknown, st.fixed_dictionaries({**must}, optional={**may}))


_ENTRY = {"keys": _lists, "extensions": _extensions, "enabled": _flags, "insertion_order": _numbers}
_ENTRY_MAY = {
    **dict.fromkeys(("case_sensitive", "constant", "selective"), _flags),
    **dict.fromkeys(("name", "comment"), _texts),
    "priority": _numbers,
    "id": _values.filter(lambda value: value is not None),
    "secondary_keys": _lists,
    "position": st.sampled_from(["before_char", "after_char", "before_char_defs", 4]),
}
_entries_v2 = _object(
    _ENTRY | {"content": _texts.filter(lambda text: split_decorators(text)[0] == "")},
    _ENTRY_MAY | {"id": _numbers},
    ENTRY,
)
_entries_v3 = _object(_ENTRY | {"content": _texts, "use_regex": _flags}, _ENTRY_MAY, ENTRY)
_BOOK_MAY = {
    **dict.fromkeys(("name", "description"), _texts),
    **dict.fromkeys(("scan_depth", "token_budget"), st.integers(-(2**62), 2**62)),
    "recursive_scanning": _flags,
}


def _books(entries: Objects) -> Objects:
    """Books that say something: those that don't are left out of a card."""
    must = {"extensions": _extensions, "entries": st.lists(entries, max_size=3)}
    books = _object(must, _BOOK_MAY, (*BOOK, "entries"))
    return books.filter(
        lambda book: any(
            key not in (*BOOK, "entries") or value not in ("", [], {}) for key, value in book.items()
        )
    )


_ASSET = dict.fromkeys(("type", "uri", "name"), _texts) | {"ext": st.sampled_from(["png", "unknown"])}
_DATA = {
    **dict.fromkeys(KEYS[:5], _texts),
    **dict.fromkeys(("mes_example", "creator_notes", "system_prompt", "post_history_instructions"), _texts),
    **dict.fromkeys(("creator", "character_version"), _texts),
    **dict.fromkeys(("alternate_greetings", "tags"), _lists),
    "extensions": _extensions,
}
_V3_MAY = {
    "nickname": _texts,
    "creator_notes_multilingual": st.dictionaries(_texts, _texts, max_size=2),
    "source": _lists,
    **dict.fromkeys(("creation_date", "modification_date"), st.integers(-(10**11), 10**11)),
    "assets": st.lists(_object(_ASSET, {}, _ASSET), max_size=2),
}


def _cards(version: str, must: Mapping[str, Some], may: Mapping[str, Some]) -> Objects:
    known = (*KEYS, *_SECRETS)
    marks = {"spec": st.just(f"chara_card_v{version[0]}"), "spec_version": st.just(version)}
    return _object(marks | {"data": _object(must, may, known)}, {}, known)


v2 = _cards("2.0", _DATA, {"character_book": _books(_entries_v2)})
v3 = _cards(
    "3.0", {**_DATA, "group_only_greetings": _lists}, {**_V3_MAY, "character_book": _books(_entries_v3)}
)

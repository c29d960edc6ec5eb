"""This surface for the laws (tests/laws): what its clients may send, and what its handlers do with it."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from greenroom.characters.codecs import Context
from greenroom.characters.lens import Output
from greenroom.characters.model import Character, Record
from greenroom.dialects.convai import requests
from greenroom.dialects.convai.requests import KINDS, decide, read_update
from greenroom.dialects.convai.translate import ALIASES, FACES, LENS, OWNED, SPELLINGS, whole
from greenroom.dialects.convai.words import REASONING

CONTEXT = Context("http://greenroom.test")
MEDIA = "http://greenroom.test/media/AAAAAAAAAAAAAAAAAAAAAAAA.webp"

_text = st.text(max_size=12)
_full = _text.filter(lambda text: bool(text.strip()))
_clean = _full.filter(lambda text: "\0" not in text)
_plain = _text.filter(lambda text: "\0" not in text)
_number = st.floats(-1e6, 1e6) | st.integers(-9, 9)
_json = st.recursive(
    st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | _plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_plain, inner, max_size=3),
    max_leaves=5,
)
_object = st.dictionaries(_plain, _json, max_size=3)
_of_kind: Mapping[Any, st.SearchStrategy[Any]] = {
    requests.FLAG: st.booleans(),
    requests.NUMBER: _number,
    requests.WHOLE: st.integers(-9, 9),
    requests.LIST: st.lists(_plain, max_size=3),
    requests.OBJECTS: st.lists(_object, max_size=2),
    requests.ANYTHING: st.lists(_json, max_size=2),
    requests.OBJECT: _object,
}
_of_path: Mapping[str, st.SearchStrategy[Any]] = {
    "character_name": _clean,
    "voice_type": _clean,
    "listing": st.sampled_from(["private", "unlisted", "public"]),
    "language_codes": st.lists(_clean, min_size=1, max_size=3),
    "start_narrative_section_id": _clean,
    "reasoning_effort": st.sampled_from(["", *REASONING]),
    "personalised_prompt_config.TEMPERATURE": st.floats(0, 1),
    "personalised_prompt_config.USE_COMBINED_PROMPT": st.booleans() | st.just("true"),
    "personalised_prompt_config.ALLOWED_MODERATION_FILTERS": st.lists(
        st.sampled_from(["violence", "violence/graphic", "sexual", "hate"]), max_size=3, unique=True
    ),
} | dict.fromkeys(FACES, _clean)  # "" and links to our own pictures go back to the avatar


def _value(path: str) -> st.SearchStrategy[Any]:
    return _of_path[path] if path in _of_path else _of_kind.get(KINDS.get(path), _plain)


_PATHS = [path for path, row in LENS.rows.items() if not isinstance(row, Output)]
_strange = _plain.filter(
    lambda name: name not in OWNED | {"charID", "charId", "char_id", "functions", "docs"}
)


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """Updates: any of the known fields, nested or under another name of theirs, and some that nobody documented."""
    body: dict[str, Any] = draw(st.dictionaries(_strange, _json, max_size=2))
    for path in draw(st.lists(st.sampled_from(_PATHS), max_size=6, unique=True)):
        value = draw(_value(path))
        others = [
            name
            for name, meant in {**ALIASES, **SPELLINGS}.items()
            if meant == path and name != "language_code"
        ]
        is_spelt: bool = draw(st.booleans())
        if others and is_spelt:
            body[draw(st.sampled_from(others))] = value
        else:
            *inside, last = path.split(".")
            at = body
            for step in inside:
                strange: dict[str, Any] = draw(st.dictionaries(_strange.map("_".__add__), _json, max_size=1))
                at = at.setdefault(step, strange)
            at[last] = value
    return body


def put(body: dict[str, Any], record: Record) -> Character:
    """What an update does."""
    return decide(read_update(body), CONTEXT, record)(record)


def show(record: Record) -> dict[str, Any]:
    """Everything that the list and the get show."""
    return whole(record, CONTEXT)


def says(body: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    """Every field is shown where the table has it; an unknown one that is null is gone, and free objects are merged."""
    said = read_update(body)
    known = {tuple(ALIASES.get(path, path).split(".")): value for path, value in said.patch.items()}
    free = {path for path, kind in KINDS.items() if kind is requests.OBJECT}
    values = {path: value for path, value in known.items() if ".".join(path) not in free}
    merged = {
        (*path, name): part
        for path, value in known.items()
        if ".".join(path) in free
        for name, part in value.items()
    }
    unknown = {path: value for path, value in said.unknown.items() if value is not None}
    return values | merged | unknown

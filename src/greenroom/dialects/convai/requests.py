"""What requests of this dialect may say about a character: which fields, in which forms, and what is wrong with others.

A body is first sorted, then decided upon before what is stored: a value that is shown already may always be sent back, and
only others are judged. Forms carry text, so a text that says a number, a boolean or a list is as good as one.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

from msgspec.structs import replace

from greenroom.characters.codecs import Context
from greenroom.characters.edits import Edit
from greenroom.characters.lens import Output
from greenroom.characters.model import Character, Record, Visibility, blank_record
from greenroom.dialects.convai import wire
from greenroom.dialects.convai.bodies import as_flag, as_json
from greenroom.dialects.convai.errors import missing
from greenroom.dialects.convai.translate import (
    ALIASES,
    BACKSTORY,
    FACES,
    LENS,
    PLACEHOLDER,
    SPELLINGS,
    VOICE,
    at,
    put,
    whole,
)
from greenroom.dialects.convai.words import REASONING
from greenroom.dialects.kit.conversion import checker
from greenroom.dialects.kit.unknown import MOST_BYTES
from greenroom.http.bodies import refuse_nul
from greenroom.kit.json_values import encode_json, same
from greenroom.problems import BadValue

_NUMBER = re.compile(r"\s*-?\d{1,15}(\.\d{1,17})?\s*")
_EXACT = 2**53  # as far as a float counts whole numbers
_LARGEST = sys.float_info.max
_NAME = "character_name"
_START = "start_narrative_section_id"
_REASONING = "reasoning_effort"


class Kind(NamedTuple):
    """How a value is read, which leaves what it can't read as it is, and then checked, which raises BadValue."""

    read: Callable[[Any], Any]
    check: Callable[[Any, str], None]


class Said(NamedTuple):
    """A body, sorted: values by the table's paths and by the names of aliases; unknown fields by path, of which None removes one."""

    patch: dict[str, Any]
    unknown: dict[tuple[str, ...], Any]


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> Any:
    is_text = isinstance(value, str) and _NUMBER.fullmatch(value)
    is_whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
    return float(value) if is_text or is_whole else value


def whole_number(value: Any) -> Any:
    """The whole number that a number or a text says; anything else as it is."""
    number = _number(value)
    return (
        int(number) if isinstance(number, float) and number.is_integer() and abs(number) < _EXACT else value
    )


def _list(value: Any) -> Any:
    """A list; from a text, its parts between commas."""
    value = as_json(value)
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


TEXT = Kind(_same, checker(str))
FLAG = Kind(as_flag, checker(bool))
NUMBER = Kind(_number, checker(float))
WHOLE = Kind(whole_number, checker(wire.Whole))
LIST = Kind(_list, checker(wire.Texts))
OBJECTS = Kind(as_json, checker(wire.Objects))
ANYTHING = Kind(as_json, checker(list[Any]))
OBJECT = Kind(as_json, checker(dict[str, Any]))
_PROPORTION = Kind(_number, checker(wire.Temperature))

KINDS: Mapping[str, Kind] = {
    _NAME: Kind(_same, checker(wire.Name)),
    "state_names": ANYTHING,
    "state_links": ANYTHING,
    "listing": Kind(_same, checker(wire.Listing)),
    VOICE: Kind(_same, checker(wire.VoiceType)),
    "voice_pitch": NUMBER,
    "character_actions": LIST,
    "character_emotions": LIST,
    "guard_rails": OBJECT,
    "metadata_filter": OBJECT,
    "personalised_prompt_config.VERBOSITY": WHOLE,
    "personalised_prompt_config.TEMPERATURE": _PROPORTION,
    "personalised_prompt_config.MODERATION_ENABLED": FLAG,
    "personalised_prompt_config.USE_COMBINED_PROMPT": Kind(_same, checker(bool | str)),
    "personalised_prompt_config.ALLOWED_MODERATION_FILTERS": LIST,
    "personalised_prompt_config.USE_ACTION_OPTMIZED_PROMPT": FLAG,
    "boosted_words.words": LIST,
    "guardrail_meta.limitResponseLevel": WHOLE,
    "guardrail_meta.blockedWords": LIST,
    "is_narrative_driven": FLAG,
    "character_traits.catch_phrases": LIST,
    "character_traits.personality_traits.openness": WHOLE,
    "character_traits.personality_traits.sensitivity": WHOLE,
    "character_traits.personality_traits.extraversion": WHOLE,
    "character_traits.personality_traits.agreeableness": WHOLE,
    "character_traits.personality_traits.meticulousness": WHOLE,
    "language_codes": LIST,
    "memory_settings.enabled": FLAG,
    "pronunciation_metadata.pronunciations": OBJECTS,
    "embodiment": OBJECT,
    "embodiment_data": OBJECT,
    BACKSTORY: Kind(_same, checker(wire.Backstory)),
    "uncensored_access_consent": FLAG,
}
"""By path of the table; every other is a text."""

_LONG_TEXTS = {
    BACKSTORY,
    "description",
    "personalised_prompt_config.PROMPT",
    "speaking_style.description",
    "speaking_style.sample_dialogues",
}
"""Held to the bounds of texts alone; of every other field a character keeps as much as of all unknown ones."""

_ELSEWHERE = {"charID", "charId", "char_id", "functions", "docs"}
"""What a body says that is no field of the character."""

_OUTPUTS = {path for path, row in LENS.rows.items() if isinstance(row, Output)}
_WORDS = "boosted_words"
_INNER = {path[:at] for path in LENS.rows for at, letter in enumerate(path) if letter == "."}
"""Paths of objects whose fields are the table's."""


def read_update(body: Mapping[str, Any]) -> Said:
    """A body, sorted: null changes nothing, and neither does a name or a voice that was left blank.

    Raises:
        BadValue: Where an object should be, something else is.
    """
    said = Said({}, {})
    _sort(body, "", said)
    for name in (_NAME, VOICE):
        if isinstance(value := said.patch.get(name), str) and not value.strip():
            del said.patch[name]
    return said


def read_create(body: Mapping[str, Any]) -> Said:
    """The body of a create, sorted; raises BadValue where something required is not there, or blank where it must not be."""
    said = read_update(body)
    for name in (_NAME, VOICE, BACKSTORY):
        if name not in said.patch:
            raise missing(name)
    return said


def decide(said: Said, context: Context, record: Record) -> Edit:
    """What will be done to every copy of a character, by what this one shows; raises BadValue for the first fault."""
    return _judge(said, whole(record, context), context)


def create(said: Said, blank: Record, context: Context) -> Character:
    """A new character as it was said; of the blank one nothing but its visibility was."""
    return _judge(said, _unsaid(blank.character.visibility, context), context)(blank)


@lru_cache(4)
def _unsaid(visibility: Visibility, context: Context) -> Mapping[str, Any]:
    """What is shown of which nobody said anything, as every create is judged by; what callers only read is empty in it."""
    return whole(replace(blank_record("", "", 0), character=Character(visibility=visibility)), context)


def _judge(said: Said, shown: Mapping[str, Any], context: Context) -> Edit:
    _check_unknown(said.unknown, shown)
    patch: dict[str, Any] = {}
    for path, value in said.patch.items():
        found = _kind(path).read(value)
        if not same(found, at(shown, path.split("."))):
            refuse_nul(found, path)
            _kind(path).check(found, path)
            patch[path] = _settled(path, found, shown, context)
            _check_size(path, patch[path])
    _resolve(patch)
    _check_reasoning(patch, shown)
    if _is_ours(patch.get(PLACEHOLDER), context):
        del patch[PLACEHOLDER]
    return partial(put, patch, said.unknown, context)


def kept_of(said: Said, blank: Record, context: Context) -> dict[str, Any]:
    """What a file says, by the table's paths: what a request could say, and texts and lists of them of any length."""
    shown = whole(blank, context)
    patch: dict[str, Any] = {}
    for path, value in said.patch.items():
        found = _kind(path).read(value)
        if same(found, at(shown, path.split("."))) or not _may_be_kept(path, found):
            continue
        patch[path] = _settled(path, found, shown, context)
    _resolve(patch)
    return patch


def _may_be_kept(path: str, value: Any) -> bool:
    try:
        _kind(path).check(value, path)
    except BadValue:
        return isinstance(value, str) and path in (_NAME, VOICE, *_LONG_TEXTS)
    return True


def _sort(tree: Mapping[str, Any], prefix: str, said: Said) -> None:
    for name, value in _named(tree, prefix):
        path = prefix + name
        if "." in name or not (path in LENS.rows or path in _INNER or path in ALIASES):
            said.unknown[(*prefix.split(".")[:-1], name)] = value
        elif value is None or path in _OUTPUTS:
            continue
        elif path in _INNER and not (path == _WORDS and isinstance(_list(value), list)):
            _sort(_object(path, value), f"{path}.", said)
        else:
            said.patch[f"{path}.words" if path == _WORDS else path] = value


def _named(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """The fields of an object under the names of the table, those in the vendor's documented spelling last."""
    spelt = {} if prefix else SPELLINGS
    yield from (
        (name, value)
        for name, value in tree.items()
        if name not in spelt and (prefix or name not in _ELSEWHERE)
    )
    for name, value in tree.items():
        if name in spelt and value is not None:
            is_list = name == "languageCode" and isinstance(as_json(value), list)
            yield "language_codes" if is_list else spelt[name], value


def _object(path: str, value: Any) -> Mapping[str, Any]:
    found = as_json(value)
    if not isinstance(found, dict):
        raise BadValue(path, "must be an object")
    return found


def _check_unknown(unknown: Mapping[tuple[str, ...], Any], shown: Mapping[str, Any]) -> None:
    for path, value in unknown.items():
        if not same(value, at(shown, path)):
            refuse_nul(path[-1], path[0])
            refuse_nul(value, path[0])


def _kind(path: str) -> Kind:
    if path == "language_code":
        return TEXT
    return KINDS.get(ALIASES.get(path, path), TEXT)


def _settled(path: str, value: Any, shown: Mapping[str, Any], context: Context) -> Any:
    """A value as it is kept: free objects merged with what is there, links to our own picture as nothing."""
    if _kind(path) is OBJECT:
        return _merged(at(shown, path.split(".")), value)
    if path == _START:
        return value or None
    return "" if path in FACES and _is_ours(value, context) else value


def _merged(kept: dict[str, Any] | None, value: dict[str, Any]) -> dict[str, Any] | None:
    said = {name: part for name, part in value.items() if part is not None}
    return {**(kept or {}), **said} if said or not value else kept


def _check_size(path: str, value: Any) -> None:
    if path not in _LONG_TEXTS and len(encode_json(value)) > MOST_BYTES:
        raise BadValue(path, "must be at most 64 KiB as JSON")


def _is_ours(value: Any, context: Context) -> bool:
    return isinstance(value, str) and value.startswith(f"{context.public_url}/media/")


def _resolve(patch: dict[str, Any]) -> None:
    """Put values of aliases where the table has them."""
    for alias in ALIASES.keys() & patch.keys():
        value = patch.pop(alias)
        if alias != "language_code":
            patch[ALIASES[alias]] = value
        else:
            patch.setdefault("language_codes", [value])


def _check_reasoning(patch: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
    level = patch.get(_REASONING, "")
    if level and level not in REASONING:
        model = patch.get(ALIASES["model_group_name"], shown["model_group_name"])
        supported = ", ".join(REASONING)
        raise BadValue(
            _REASONING,
            f"Invalid {_REASONING} '{level}' for model '{model}'. Supported values: {supported}.",
        )

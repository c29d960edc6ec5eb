"""The vendor's vocabularies and the character's, as two-way tables.

The names and numbers themselves are in `wire/enums.py`; here is what they mean.
"""

import re

from greenroom.characters.codecs import Codec, Context, words


def _prefixed(prefix: str, *core_words: str) -> dict[str, str]:
    return {word: prefix + word.upper() for word in core_words}


_PRONOUNS = _prefixed("PRONOUN_", "female", "male", "other")
PRONOUN = Codec(
    lambda core, _: _PRONOUNS.get(core.lower(), "PRONOUN_OTHER") if core else "PRONOUN_UNSPECIFIED",
    words(_PRONOUNS).put,
    "mapped",
)
LIFE_STAGE = words(
    {
        "infant": "LIFE_STAGE_CHILDHOOD",
        "child": "LIFE_STAGE_CHILDHOOD",
        "teenager": "LIFE_STAGE_ADOLESCENCE",
        "young_adult": "LIFE_STAGE_YOUNG_ADULTHOOD",
        "adult": "LIFE_STAGE_MIDDLE_ADULTHOOD",
        "middle_aged": "LIFE_STAGE_MIDDLE_ADULTHOOD",
        "elderly": "LIFE_STAGE_LATE_ADULTHOOD",
    },
    unset="LIFE_STAGE_UNSPECIFIED",
    back={"LIFE_STAGE_CHILDHOOD": "child", "LIFE_STAGE_MIDDLE_ADULTHOOD": "adult"},
)
DIALOG_STYLE = words(
    _prefixed(
        "EXAMPLE_DIALOG_STYLE_",
        *("default", "bubbly", "formal", "blunt", "inquisitive", "commanding", "empathetic", "entertaining"),
        *("hypochondriac", "laidback", "long_winded", "moral", "mysterious", "raconteur", "sarcastic"),
        *("tenacious", "villainous", "custom"),
    ),
    unset="EXAMPLE_DIALOG_STYLE_UNSPECIFIED",
)
RESPONSE_LENGTH = words(
    _prefixed("DIALOG_RESPONSE_LENGTH_", "very_short", "short", "medium", "long", "very_long"),
    unset="DIALOG_RESPONSE_LENGTH_UNSPECIFIED",
)
COGNITIVE_CONTROL = words(
    _prefixed("COGNITIVE_CONTROL_", "none", "mild", "strict"), unset="COGNITIVE_CONTROL_UNSPECIFIED"
)
_LEVELS = {"unspecified": "SAFETY_LEVEL_UNSPECIFIED"} | {
    word: f"SAFETY_LEVEL_{word.upper()}" for word in ("no_control", "mild_control", "strict_control")
}
_LEVEL_WORDS = {wire: core for core, wire in _LEVELS.items()}
_TOPIC = re.compile(r"TOPIC_([A-Z_]+)")
_TOPIC_WORD = re.compile(r"[a-z_]+")


def _show_topic(core: str) -> str:
    return f"TOPIC_{core.upper()}" if _TOPIC_WORD.fullmatch(core) else core


def _put_topic(wire: str) -> str:
    return found[1].lower() if (found := _TOPIC.fullmatch(wire)) else wire


SAFETY = Codec(
    lambda core, _: {_show_topic(topic): _LEVELS.get(level, level) for topic, level in core.items()},
    lambda wire, _old, _: {
        _put_topic(topic): _LEVEL_WORDS.get(level, "unspecified") for topic, level in wire.items()
    },
)
_LANGUAGE = re.compile(r"([A-Z]{2,3})_([A-Z]{2})")
_LANGUAGE_TAG = re.compile(r"([a-z]{2,3})-([A-Z]{2})")
FIRST_LANGUAGE = "EN_US"


def _show_language(core: str, _: Context) -> str:
    return (
        f"{found[1].upper()}_{found[2]}"
        if (found := _LANGUAGE_TAG.fullmatch(core))
        else core or FIRST_LANGUAGE
    )


def _put_language(wire: str, _old: str, _: Context) -> str:
    return f"{found[1].lower()}-{found[2]}" if (found := _LANGUAGE.fullmatch(wire)) else wire


LANGUAGE = Codec(_show_language, _put_language)

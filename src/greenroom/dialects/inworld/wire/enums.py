"""The vendor's enums: names and numbers, as its reference prints them.

Open sets are those of which only some names are known from real bodies; a name we don't know is kept there.
Everywhere else an unknown name in a body is read as the first of its enum, in protobuf's manner.
"""

from collections.abc import Mapping

from greenroom.dialects.kit.messages import Words


def _numbered(prefix: str, numbers: Mapping[str, int]) -> Words:
    names = {number: prefix + name for name, number in numbers.items()}
    return Words(names, {name: name for name in names.values()})


def _counted(prefix: str, *names: str) -> Words:
    return _numbered(prefix, {name: number for number, name in enumerate(names)})


def _open(prefix: str, *names: str) -> Words:
    return Words({}, {prefix + name: prefix + name for name in names}, open=True)


def _also(words: Words, spelling: str, name: str) -> Words:
    return words._replace(spellings={**words.spellings, spelling: name})


PRONOUN = _counted("PRONOUN_", "UNSPECIFIED", "FEMALE", "MALE", "OTHER")

EXAMPLE_DIALOG_STYLE = _also(
    _counted(
        "EXAMPLE_DIALOG_STYLE_",
        "UNSPECIFIED",
        "DEFAULT",
        "BUBBLY",
        "FORMAL",
        "BLUNT",
        "INQUISITIVE",
        "COMMANDING",
        "EMPATHETIC",
        "ENTERTAINING",
        "HYPOCHONDRIAC",
        "LAIDBACK",
        "LONG_WINDED",
        "MORAL",
        "MYSTERIOUS",
        "RACONTEUR",
        "SARCASTIC",
        "TENACIOUS",
        "VILLAINOUS",
        "CUSTOM",
    ),
    # The vendor's reference prints this one name with a full stop; whoever copied it from there sends it so.
    "EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC.",
    "EXAMPLE_DIALOG_STYLE_HYPOCHONDRIAC",
)

LIFE_STAGE = _numbered(
    "LIFE_STAGE_",
    {
        "UNSPECIFIED": 0,
        "ADOLESCENCE": 5,
        "YOUNG_ADULTHOOD": 6,
        "MIDDLE_ADULTHOOD": 7,
        "LATE_ADULTHOOD": 8,
        "CHILDHOOD": 9,
    },
)

DIALOG_RESPONSE_LENGTH = _counted(
    "DIALOG_RESPONSE_LENGTH_", "UNSPECIFIED", "VERY_SHORT", "SHORT", "MEDIUM", "LONG", "VERY_LONG"
)

AVATAR_TYPE = _counted("AVATAR_TYPE_", "UNSPECIFIED", "RPM", "INWORLD")

AVATAR_DISPLAY_IMAGE_SOURCE = _counted(
    "", "AVATAR_DISPLAY_IMAGE_SOURCE_UNSPECIFIED", "RPM_IMAGE", "INNEQUIN_IMAGE", "USER_PROVIDED_IMAGE"
)

SAFETY_LEVEL = _counted("SAFETY_LEVEL_", "UNSPECIFIED", "NO_CONTROL", "MILD_CONTROL", "STRICT_CONTROL")

COGNITIVE_CONTROL = _counted("COGNITIVE_CONTROL_", "UNSPECIFIED", "NONE", "MILD", "STRICT")

TTS_TYPE = _open("TTS_TYPE_", "INWORLD", "GOOGLE", "ELEVEN_LABS", "INWORLD_V2", "ADVANCED")

VOICE_GENDER = _open("VOICE_GENDER_", "UNSPECIFIED", "MALE", "FEMALE")

VOICE_AGE = _open("VOICE_AGE_", "UNSPECIFIED")

FOURTH_WALL = _open("FOURTH_WALL_CONTAINMENT_", "DISABLED")

CHARACTER_ITEM_VIEW = _counted("CHARACTER_ITEM_VIEW_", "UNSPECIFIED", "DEFAULT", "WITH_META")
"""The views of one character; `meta` is filled only in the last."""

CHARACTER_VIEW = _counted("CHARACTER_VIEW_", "UNSPECIFIED", "DEFAULT", "WITH_SCENES")
"""The views of a list; `scenes` is filled only in the last."""

SCENE_ITEM_VIEW = _counted("SCENE_ITEM_VIEW_", "UNSPECIFIED", "DEFAULT", "WITH_META")
"""The views of scenes, one or many; `meta` is filled only in the last."""

TOPICS = (
    "TOPIC_ALCOHOL",
    "TOPIC_POLITICS",
    "TOPIC_VIOLENCE",
    "TOPIC_RELIGION",
    "TOPIC_PROFANITY",
    "TOPIC_ADULT_TOPICS",
    "TOPIC_SUBSTANCE_USE",
)
"""Keys of `safetyConfig` seen in real bodies; any other is kept too."""

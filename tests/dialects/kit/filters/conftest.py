"""A small cast, the language that asks about it, and two ways to ask."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from greenroom.dialects.kit.filters import Field, Language, compile_filter
from greenroom.problems import BadFilter

TEXT = Field("string")
TEXTS = Field("string", repeated=True)
WHOLE = Field("int")
AGES = ("AGE_UNSPECIFIED", "AGE_CHILD", "AGE_ADULT")
LEVELS = ("LEVEL_UNSPECIFIED", "LEVEL_MILD", "LEVEL_STRICT")

ABOUT = {
    "givenName": TEXT,
    "nicknames": TEXTS,
    "description": TEXT,
    "age": Field("enum", words=AGES),
    "mayNarrate": Field("bool"),
    "styles": Field(
        "message", repeated=True, fields={"label": TEXT, "isActive": Field("bool"), "words": TEXTS}
    ),
}
MEMORY = {
    "uuid": TEXT,
    "facts": Field("message", repeated=True, fields={"text": TEXT}),
    "stats": Field("message", fields={"count": WHOLE}),
}
SWITCHES = {
    "on": Field("bool"),
    "tuning": Field("message", nullable=False, fields={"label": TEXT, "rate": Field("float", zero=1)}),
    "last": Field("message", fields={"label": TEXT}),
}
"""Of a message that is never unset."""
FIELDS = {
    "name": TEXT,
    "about": Field("message", fields=ABOUT),
    "mood": Field("message", fields={"joy": WHOLE, "fear": WHOLE}),
    "socialRank": Field("float"),
    "reads": WHOLE,
    "voice": Field("message", fields={"speakingRate": Field("float", zero=1), "engine": Field("enum")}),
    "safety": Field("map", item=Field("enum", words=LEVELS)),
    "notes": Field("map", item=Field("message", fields={"text": TEXT, "tags": TEXTS})),
    "memory": Field("message", fields=MEMORY),
    "extra": Field("any"),
    "switches": Field("message", nullable=False, fields=SWITCHES),
}
LANGUAGE = Language(
    fields=FIELDS,
    prefix="stage_character",
    searched=("about.givenName", "about.nicknames", "about.description"),
    normalisers={"name": lambda name: name.replace("/character/", "/characters/")},
)

AXEON = {
    "name": ("workspaces/magic/characters/axeon", "workspaces/magic/characters/0190"),
    "about": {
        "givenName": "Axeon the Enchanted",
        "nicknames": ["Ax", "Dragon-bane"],
        "description": "Fearless warrior, 100% steel. Once said: *never* yield.",
        "age": "AGE_ADULT",
        "mayNarrate": True,
        "styles": [
            {"label": "Boastful", "isActive": True, "words": ["curt", "snarky"]},
            {"label": "", "isActive": False, "words": []},
        ],
    },
    "mood": {"joy": -40, "fear": 0},
    "socialRank": 12.5,
    "reads": "9007199254740993",
    "voice": {"speakingRate": 1, "engine": "ENGINE_NINE"},
    "safety": {"VIOLENCE": "LEVEL_MILD", "two words": "LEVEL_UNSPECIFIED", "AND": "LEVEL_STRICT"},
    "notes": {"first": {"text": "a note", "tags": ["red"]}, "second": {"text": "", "tags": []}},
    "memory": {
        "uuid": "u-1",
        "facts": [{"text": "Slew a dragon"}, {"text": "Owes Béa"}],
        "stats": {"count": 3},
    },
    "switches": {"on": True, "tuning": {"label": "fine"}},
    "extra": {"phonemes": {"a": 1}, "list": ["x", 2, True], "text": "Loose", "flag": False, "none": None},
}
BEA: Mapping[str, Any] = {
    "name": "workspaces/magic/characters/bea",
    "about": {
        "givenName": "Béa",
        "nicknames": [],
        "description": "",
        "age": 3,
        "mayNarrate": False,
        "styles": [],
    },
    "mood": {"joy": 40, "fear": 5},
    "socialRank": "NaN",
    "reads": "0",
    "voice": {"speakingRate": 1.5, "engine": ""},
    "safety": {},
    "notes": {},
    "memory": {"uuid": "", "facts": [], "stats": None},
    "extra": "Loose",
    "switches": None,
}
NOBODY: Mapping[str, Any] = {"mood": {"joy": None}, "reads": None}
"""Whose view leaves out what is unset: all but an empty message."""

CAST: Mapping[str, Mapping[str, Any]] = {"axeon": AXEON, "bea": BEA, "nobody": NOBODY}


@pytest.fixture
def language() -> Language:
    return LANGUAGE


@pytest.fixture
def cast() -> Mapping[str, Mapping[str, Any]]:
    return CAST


@pytest.fixture
def matched() -> Callable[[str], str]:
    """The names of those in the cast whom a filter matches."""

    def ask(text: str) -> str:
        compiled = compile_filter(text, LANGUAGE)
        return " ".join(name for name, view in CAST.items() if compiled.matches(view))

    return ask


@pytest.fixture
def refused() -> Callable[[str], tuple[int, str]]:
    """The position and the words with which a filter is refused."""

    def ask(text: str) -> tuple[int, str]:
        with pytest.raises(BadFilter) as caught:
            compile_filter(text, LANGUAGE)
        return caught.value.position, caught.value.why

    return ask

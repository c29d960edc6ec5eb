"""Whatever the text, there is a filter or one clear refusal; and filters are kept.

`GREENROOM_LONG=1` tries a million generated texts in place of some thousands.
"""

import os
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.filters import Filter, Language, compile_filter
from greenroom.dialects.kit.filters.place import each
from greenroom.problems import BadFilter

Cast = Mapping[str, Mapping[str, Any]]

LONG = os.environ.get("GREENROOM_LONG") == "1"
TEXTS = 1_000_000 if LONG else 20_000

SOUND = ("name", "about.givenName", "about.age", "voice.engine")

GOOD = (
    "name=workspaces/magic/character/*",
    "stage_character.about.given_name : béa",
    'about.givenName!="Béa"',
    "about.age=AGE_ADULT",
    "about.age:*",
    "about.mayNarrate=true",
    "about.nicknames:(Ax OR Dragon*)",
    "about.styles.label:boast",
    "about:description",
    "mood.joy >= -40",
    "mood.joy=(40 OR '-40')",
    "socialRank<12.5",
    "voice.engine=ENGINE_NINE",
    "safety.VIOLENCE!=LEVEL_MILD",
    "safety:'two words'",
    "notes.first.text:note",
    "memory.stats=null",
    "memory.facts.text:dragon",
    "extra.list:2",
    '"the Enchanted"',
    "name=workspaces/magic/character/bea",
    "about.givenName=Béa",
    "warrior",
    "(a OR b)",
    "(mood.fear=5)",
)
LEFT = [
    "name",
    "about.givenName",
    "about",
    "about.age",
    "about.nothing",
    "mood.joy",
    "safety",
    "memory.stats.count",
    "f",
]
LEFT += [
    "about.styles.label",
    "extra.list",
    "notes.first",
    "AND.x",
    "NOT",
    "f()",
    "f(a, -1)",
    "socialRank",
    "reads",
]
RIGHT = [
    "Béa",
    "B*",
    "*",
    "null",
    "true",
    "40",
    "-40",
    "12.5",
    "-1e3",
    "AGE_ADULT",
    "LEVEL_MILD",
    "(a OR b)",
    "1e999",
]
RIGHT += [
    "(40 '5')",
    '"Béa"',
    "'a b'",
    r'"\n"',
    r'"\ud800"',
    r"'\q'",
    '"',
    "'",
    "(-5)",
    "a.b",
    "-x",
    "AND",
    "٣",
    "f(x)",
]
RIGHT += ["2012-04-21T11:30:00Z", "https://x", "(a=b)", "(NOT (a))"]
SIGNS = ("=", "!=", "<", "<=", ">", ">=", ":", " = ", " : ", "==", "")
JOINTS = (" ", " AND ", " OR ")
SLIPS = (" ", " AND ", " OR ", " NOT ", " -", "(", ")", ") ", " (", "  ", ",", ".", "&&", "\n", "\u3000")
NOISE = "".join(map(chr, range(0x20, 0x7F))) + "\t\n\x00\x0b\x1c\x85\xa0\u2028\ufeff\u0301\ud800\udfff😀ßé"


def phrase(dice: random.Random) -> str:
    """Good restrictions, joined well."""
    first, *others = dice.choices(GOOD, k=dice.randint(1, 5))
    return first + "".join(
        dice.choice(JOINTS) + dice.choice(("", "", "-", "NOT ")) + other for other in others
    )


def jumble(dice: random.Random) -> str:
    """Restrictions whose sides may not fit, joined well or badly."""
    parts = []
    for _ in range(dice.randint(1, 4)):
        parts += [dice.choice(LEFT), dice.choice(SIGNS), dice.choice(RIGHT), dice.choice(SLIPS)]
    return "".join(parts[:-1])


def broken(dice: random.Random) -> str:
    """A phrase of which a piece is lost, doubled or replaced."""
    text = phrase(dice)
    start, end = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    middle = dice.choice(["", text[start:end] * 2, dice.choice(NOISE), dice.choice(SLIPS)])
    return text[:start] + middle + text[end:]


def noise(dice: random.Random) -> str:
    """Any characters."""
    return "".join(dice.choices(NOISE, k=dice.randint(0, 30)))


def deep(dice: random.Random) -> str:
    """Much of one thing, at and beyond the limits."""
    many = dice.randint(1, 600)
    return (
        dice.choice(["(", "-(", "f(", "a=(", "NOT ", '"', "a.", "a ", "\\", "a:b OR ", "é" * 30]) * many
        + "a"
        + ")" * many
    )


def texts(number: int, seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    kinds = dice.choices([phrase, jumble, broken, noise, deep], [20, 30, 35, 14, 1], k=number)
    return (kind(dice) for kind in kinds)


def outcome(text: str, language: Language) -> Filter | BadFilter:
    try:
        return compile_filter(text, language)
    except BadFilter as refusal:
        return refusal


def check(text: str, language: Language, cast: Cast) -> None:
    compiled = outcome(text, language)
    if isinstance(compiled, BadFilter):
        assert 1 <= compiled.position <= len(text) + 1
        assert str(compiled).isprintable()
        return
    matching = [view for view in cast.values() if compiled.matches(view)]
    for path in SOUND:
        values = compiled.values_of(path)
        assert values is None or all(values & set(spellings(view, path)) for view in matching)


def spellings(view: Mapping[str, Any], path: str) -> Iterator[str]:
    value: Any = view
    for key in path.split("."):
        value = (value or {}).get(key)
    return iter([text for text in each(value) if isinstance(text, str)] or [""])


@pytest.mark.timeout(3600)
def test_every_text_is_a_filter_or_refused(language: Language, cast: Cast) -> None:
    for text in texts(TEXTS, seed=160):
        check(text, language, cast)


@given(st.text(st.characters(exclude_categories=[]), max_size=40))
def test_any_unicode_is_a_filter_or_refused(text: str) -> None:
    check(text, Language(fields={}, searched=("a",)), {"one": {"a": text}})


def test_the_texts_are_neither_all_right_nor_all_wrong(language: Language) -> None:
    right = sum(isinstance(outcome(text, language), Filter) for text in texts(1000, seed=1))

    assert 200 < right < 800


def test_a_filter_is_compiled_once(language: Language) -> None:
    assert compile_filter("name=kept", language) is compile_filter("name=kept", language)
    assert compile_filter("a", language) is not compile_filter("a", Language(fields={}, searched=("a",)))


def test_a_filter_never_fails_on_odd_views(language: Language) -> None:
    odd: list[Any] = [None, 1, "x", [], {}, [[]], [None], True]
    fields = [
        "name=workspaces/magic/character/bea",
        "about.givenName=Béa",
        "name<a",
        "about.age=AGE_ADULT",
        "mood.joy>1",
        "safety:a",
        "about.nicknames:a",
        "extra:a",
        "about:*",
    ]
    for text in [*fields, "about.styles.label:*", "memory.facts.text:a", "extra.a.b:c", "word"]:
        compiled = compile_filter(text, language)
        for value in odd:
            views: list[dict[str, Any]] = [
                dict.fromkeys(language.fields, value),
                {"about": dict.fromkeys(language.fields["about"].fields, value), "mood": {"joy": value}},
            ]
            assert all(compiled.matches(view) in (True, False) for view in views)

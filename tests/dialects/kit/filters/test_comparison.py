"""Comparing, kind by kind: each row is a filter and whom of the cast it matches, or the position and words of the refusal."""

from collections.abc import Callable

import pytest

from greenroom.dialects.kit.filters import Field, Language, compile_filter

STRINGS = [
    ('about.givenName="Axeon the Enchanted"', "axeon"),
    ("about.givenName='Axeon the Enchanted'", "axeon"),
    ('about.givenName="axeon the enchanted"', ""),
    ('about.givenName="Axeon"', ""),
    ("about.givenName=Axeon*", "axeon"),
    ('about.givenName="Axeon*"', "axeon"),
    ("about.givenName=*Enchanted", "axeon"),
    ("about.givenName=A*the*d", "axeon"),
    ("about.givenName=A*d*e", ""),
    ("about.givenName=B?a", ""),
    ("about.givenName=B_a", ""),
    ("about.givenName=B%", ""),
    ("about.givenName=*", "axeon bea"),
    ("about.givenName!=A*", "bea"),
    ("about.givenName!=Béa", "axeon"),
    ("about.givenName=''", ""),
    ("about.description=''", "bea"),
    ("about.description=null.x", ""),
    ('about.description!="null"', "axeon bea"),
    ("about.givenName<B", "axeon"),
    ("about.givenName>=B", "bea"),
    ("about.givenName<=Béa", "axeon bea"),
    ("about.givenName>Béa", ""),
    ("about.givenName>'*'", "axeon bea"),
    # A part, without regard to case and accents.
    ("about.givenName:BEA", "bea"),
    ("about.givenName:be\u0301a", "bea"),
    ("about.givenName:'THE EN'", "axeon"),
    ("about.description:100%", "axeon"),
    ("about.description:1_0", ""),
    ('about.description:"*never*"', "axeon"),
    ('about.description:"*"', "axeon"),
    ("about.description:*", "axeon"),
    ("about.description:''", "axeon bea"),
]

NAMES = [
    ("name=workspaces/magic/characters/bea", "bea"),
    ("name=workspaces/magic/character/bea", "bea"),
    (
        "stage_character.name=workspaces/magic/character/bea OR name=workspaces/magic/character/axeon",
        "axeon bea",
    ),
    ("name=workspaces/magic/character/*", "axeon bea"),
    ("name!=workspaces/magic/character/bea", "axeon nobody"),
    # One name in two spellings.
    ("name=workspaces/magic/character/0190", "axeon"),
    ("name!=workspaces/magic/character/0190", "bea nobody"),
    ("name!=workspaces/magic/characters/axeon", "bea nobody"),
    ("name:/character/AX", "axeon"),
    ("name:*", "axeon bea"),
]

NUMBERS = [
    ("mood.joy=-40", "axeon"),
    ("mood.joy = -4e1", "axeon"),
    ("mood.joy=-40.0", "axeon"),
    ("mood.joy='-40'", "axeon"),
    ("mood.joy!=40", "axeon nobody"),
    ("mood.joy<0", "axeon"),
    ("mood.joy<=-40", "axeon"),
    ("mood.joy>0", "bea"),
    ("mood.joy>=40", "bea"),
    ("mood.joy:40", "bea"),
    ("mood.joy:*", "axeon bea"),
    ("mood.joy=-0", "nobody"),
    ("reads=9007199254740993", "axeon"),
    ("reads=9007199254740992", ""),
    ("reads:*", "axeon"),
    ("socialRank=12.5", "axeon"),
    ("socialRank=1.25e1", "axeon"),
    ("socialRank>-0.5", "axeon nobody"),
    # NaN is unequal to everything and nothing else.
    ("socialRank!=0", "axeon bea"),
    ("socialRank<0 OR socialRank>=0", "axeon nobody"),
    ("socialRank:*", "axeon bea"),
    ("voice.speakingRate>1", "bea"),
    ("voice.speakingRate:*", "bea"),
]

BOOLS = [
    ("about.mayNarrate=true", "axeon"),
    ("about.mayNarrate=false", "bea"),
    ("about.mayNarrate!=true", "bea"),
    ("about.mayNarrate:*", "axeon"),
]

ENUMS = [
    ("about.age=AGE_ADULT", "axeon"),
    ('about.age="AGE_ADULT"', "axeon"),
    ("about.age!=AGE_ADULT", "bea"),
    ("about.age=AGE_UNSPECIFIED", ""),
    ("about.age:*", "axeon bea"),
    # An enum without known words takes any.
    ("voice.engine=ENGINE_NINE", "axeon"),
    ("voice.engine!=ENGINE_NINE", "bea"),
    ("voice.engine:*", "axeon"),
]

LISTS = [
    ("about.nicknames:Ax", "axeon"),
    ("about.nicknames:ax", ""),
    ("about.nicknames:Dragon", ""),
    ("about.nicknames:Dragon*", "axeon"),
    ("about.nicknames:*", "axeon"),
    ("NOT about.nicknames:Ax", "bea nobody"),
    ("about.styles:*", "axeon"),
    ("about.styles.label:boast", "axeon"),
    ("about.styles.label:*", "axeon"),
    ("about.styles:label", "axeon"),
    ("about.styles.isActive:true", "axeon"),
    ("about.styles.isActive:false", "axeon"),
    ("about.styles.words:curt", "axeon"),
    ("about.styles.words:cu", ""),
    ("about.styles.words:*", "axeon"),
    ("memory.facts.text:bea", "axeon"),
    ("memory.facts:text", "axeon"),
]

MAPS = [
    ("safety:VIOLENCE", "axeon"),
    ("safety:violence", ""),
    ("safety:VIO*", ""),
    ("safety:*", "axeon"),
    ("safety.VIOLENCE:*", "axeon"),
    ("safety.VIOLENCE:LEVEL_MILD", "axeon"),
    ("safety.VIOLENCE=LEVEL_MILD", "axeon"),
    ("safety.VIOLENCE=LEVEL_STRICT", ""),
    ("safety.VIOLENCE!=LEVEL_STRICT", "axeon"),
    ("safety.MISSING!=LEVEL_STRICT", ""),
    ("NOT safety.MISSING=LEVEL_STRICT", "axeon bea nobody"),
    ('safety:"two words"', "axeon"),
    # The key is there, though its value is the default.
    ('safety."two words":*', "axeon"),
    ("safety.'two words'=LEVEL_UNSPECIFIED", "axeon"),
    ("safety.AND=LEVEL_STRICT", "axeon"),
    ('safety:"AND"', "axeon"),
    ('safety:"*"', ""),
    ("notes.first.text:note", "axeon"),
    ("notes.first:text", "axeon"),
    ("notes.second:text", ""),
    ("notes.second:*", "axeon"),
    ("notes.first.tags:red", "axeon"),
    ("notes.first!=null", "axeon"),
]

NULL = [
    ("memory=null", "nobody"),
    ("memory != null", "axeon bea"),
    ("memory.stats=null", "bea"),
    ("memory.stats!=null", "axeon"),
    ("mood=null", ""),
    ("NOT memory=null", "axeon bea"),
]

ANYTHING = [
    ("extra=Loose", "bea"),
    ("extra=L*", "bea"),
    ("extra!=Loose", "axeon nobody"),
    ("extra:loo", "bea"),
    ("extra:phonemes", "axeon"),
    ("extra:none", ""),
    ("extra:*", "axeon bea"),
    ("extra.text=Loose", "axeon"),
    ("extra.flag=false", "axeon"),
    ("extra.flag=0", ""),
    ('extra="null"', ""),
    ("extra!=null", "axeon bea"),
    ("extra.flag!=true", "axeon"),
    ("extra.phonemes.a=1", "axeon"),
    ("extra.phonemes.a=1.0", "axeon"),
    ("extra.phonemes.a=true", ""),
    ("extra.list:x", "axeon"),
    ("extra.list:2", "axeon"),
    ("extra.list:true", "axeon"),
    ("extra.list:z", ""),
    ("extra.a.b.c:*", ""),
]

WRONG_KINDS = [
    ("mood.joy=high", 10, 'expected a whole number for "mood.joy", found "high"'),
    ("mood.joy=1.5", 10, "expected a whole number"),
    ("mood.joy=1e30", 10, "expected a whole number"),
    ("mood.joy=99999999999999999999", 10, "expected a whole number"),
    ("mood.joy=9223372036854775808", 10, "expected a whole number"),
    ("mood.joy=null", 10, "expected a whole number"),
    ("mood.joy=true", 10, "expected a whole number"),
    ("mood.joy=+5", 10, "expected a whole number"),
    ("mood.joy=0x10", 10, "expected a whole number"),
    ("mood.joy=١", 10, "expected a whole number"),
    ("mood.joy=4*", 10, "expected a whole number"),
    ("mood.joy:'*'", 10, "expected a whole number"),
    ("mood.joy=(40 OR x)", 17, "expected a whole number"),
    ("mood.joy=(-5 OR 5)", 11, 'found -5, which means NOT 5 here; expected "-5" in quotes'),
    ("socialRank=(5 (6 OR -5.5))", 21, "found -5.5, which means NOT 5.5 here"),
    ("mood.joy=(NOT (6 AND -5))", 22, "found -5, which means NOT 5 here"),
    ("mood.joy=(a=3)", 12, "found a comparison within a comparison, expected values only"),
    ("socialRank=1e999", 12, 'expected a number for "socialRank", found "1e999"'),
    ("socialRank=NaN", 12, "expected a number"),
    ("about.mayNarrate=1", 18, "expected true or false"),
    ("about.mayNarrate=True", 18, "expected true or false"),
    (
        "about.mayNarrate<true",
        17,
        'expected "=" or "!=" for "about.mayNarrate", which is true or false, found "<"',
    ),
    ("about.mayNarrate:true", 17, 'expected "=" or "!=" for "about.mayNarrate"'),
    ("about.age:AGE_ADULT", 10, 'expected "=" or "!=" for "about.age", which is an enum, found ":"'),
    ("voice.engine:ENGINE_NINE", 13, 'expected "=" or "!="'),
    ("safety.VIOLENCE<LEVEL_MILD", 16, 'expected "=" or "!=" or ":" for "safety.VIOLENCE"'),
    (
        "about.age=ADULT",
        11,
        'expected one of AGE_UNSPECIFIED, AGE_CHILD, AGE_ADULT for "about.age", found "ADULT"',
    ),
    ("about.age=age_adult", 11, "expected one of AGE_UNSPECIFIED"),
    ("about.age=AGE_*", 11, "expected one of AGE_UNSPECIFIED"),
    ("about.age=2", 11, "expected one of AGE_UNSPECIFIED"),
    ("about.age>AGE_CHILD", 10, "which is an enum"),
    ("safety.VIOLENCE=MILD", 17, "expected one of LEVEL_UNSPECIFIED"),
    ("about.givenName=null", 17, "expected a text (only messages can be null"),
    ("about.givenName:null", 17, "expected a text (only messages can be null"),
    ("memory=3", 8, 'expected null for "memory", found "3"'),
    ("memory='null'", 8, "expected null"),
    ("memory<null", 7, "which is a message"),
    ("safety=null", 7, 'expected ":" for "safety", which is a map, found "="'),
    ("about.nicknames=Ax", 16, 'expected ":" for "about.nicknames", which is a list, found "="'),
    ("about.nicknames=null", 16, "which is a list"),
    ("about.styles.label=x", 19, "which is a list"),
    ("about.styles.label!=x", 19, "which is a list"),
    ("extra<3", 6, "which is of no fixed kind"),
]


@pytest.mark.parametrize(
    ("text", "names"), [*STRINGS, *NAMES, *NUMBERS, *BOOLS, *ENUMS, *LISTS, *MAPS, *NULL, *ANYTHING]
)
def test_a_filter_matches(text: str, names: str, matched: Callable[[str], str]) -> None:
    assert matched(text) == names


@pytest.mark.parametrize(("text", "position", "words"), WRONG_KINDS)
def test_a_comparison_is_refused(
    text: str, position: int, words: str, refused: Callable[[str], tuple[int, str]]
) -> None:
    found, why = refused(text)

    assert found == position
    assert words in why


def test_both_sides_of_a_comparison_are_normalised() -> None:
    language = Language({"name": Field("string")}, normalisers={"name": str.upper})
    tests = ["name=aBc", "name=a*", "name:b", "name>=ABC", "name!=x"]

    assert all(compile_filter(text, language).matches({"name": "AbC"}) for text in tests)
    assert compile_filter("name=abc", language).values_of("name") == frozenset({"ABC"})

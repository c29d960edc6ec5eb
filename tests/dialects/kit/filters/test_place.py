"""Where paths lead: each row is a filter and whom of the cast it matches, or the position and words of the refusal."""

from collections.abc import Callable

import pytest

PATHS = [
    ("about.givenName=Béa", "bea"),
    ("about.given_name=Béa", "bea"),
    ("stage_character.about.given_name=Béa", "bea"),
    ("stageCharacter.about.givenName=Béa", "bea"),
    ('"about"."givenName"=Béa', "bea"),
    ("social_rank=12.5", "axeon"),
]

UNSET = [
    # A message on the way is unset: the restriction is false whatever it says, and NOT is its plain opposite.
    ("memory.stats.count=3", "axeon"),
    ("memory.stats.count=0", ""),
    ("memory.stats.count!=3", ""),
    ("memory.stats.count<5", "axeon"),
    ("NOT memory.stats.count=3", "bea nobody"),
    ("NOT memory.stats.count!=3", "axeon bea nobody"),
    ("memory.uuid=''", "bea"),
    ("NOT memory.uuid=''", "axeon nobody"),
    ("memory.facts.text:dragon", "axeon"),
    # Scalars left out are zero values.
    ("socialRank=0", "nobody"),
    ("voice.speakingRate=1", "axeon"),
    ("reads=0", "bea nobody"),
    ("extra=null", "nobody"),
    # A message that is never unset is there, with zeros in it, where the view leaves it out.
    ("switches=null", ""),
    ("switches!=null", "axeon bea nobody"),
    ("switches.on=false", "bea nobody"),
    ("switches.on!=true", "bea nobody"),
    ("switches.tuning.label=''", "bea nobody"),
    ("switches.tuning.label!=fine", "bea nobody"),
    ("switches.tuning.rate=1", "axeon bea nobody"),
    ("switches.tuning=null", ""),
    ("switches.last=null", "axeon bea nobody"),
    ("switches.last.label=''", ""),
]

NOWHERE = [
    ("nothing=1", 1, 'found "nothing", expected one of name, about,'),
    ("about.nothing=1", 7, 'found "nothing" in "about", expected one of givenName, nicknames,'),
    ("GivenName=1", 1, 'found "GivenName"'),
    ("about.GivenName=1", 7, 'found "GivenName" in "about"'),
    ("about.Given_name=1", 7, 'found "Given_name"'),
    ('"about.givenName"=1', 1, 'found "about.givenName"'),
    ("stage_character=1", 1, 'found "stage_character"'),
    ("stage_character.stage_character.name=1", 17, 'found "stage_character"'),
    ("name.x=1", 6, 'found "x" in "name", which has no fields'),
    ("about.nicknames.x:1", 17, "which has no fields"),
    ("about.nicknames[0]=Ax", 7, 'found the index "nicknames[0]" in "about"'),
    ("about.nicknames.0:Ax", 17, 'found the index "0" in "about.nicknames"'),
    ("about.styles.0.label:x", 14, 'found the index "0" in "about.styles"'),
    ("about:nothing", 7, 'found "nothing" in "about"'),
    ("about:'*'", 7, 'found "*" in "about"'),
    ("about.styles:nothing", 14, 'found "nothing" in "about.styles"'),
    ("safety.VIOLENCE.x=1", 17, 'found "x" in "safety.VIOLENCE", which has no fields'),
    ("notes.first.nothing=1", 13, 'found "nothing" in "notes.first"'),
]


@pytest.mark.parametrize(("text", "names"), [*PATHS, *UNSET])
def test_a_filter_matches(text: str, names: str, matched: Callable[[str], str]) -> None:
    assert matched(text) == names


@pytest.mark.parametrize(("text", "position", "words"), NOWHERE)
def test_a_path_is_refused(
    text: str, position: int, words: str, refused: Callable[[str], tuple[int, str]]
) -> None:
    found, why = refused(text)

    assert found == position
    assert words in why

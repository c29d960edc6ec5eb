"""Who speaks."""

from msgspec.structs import replace
from tests.conversations.prompt.cast import NORA, materials

from greenroom.conversations.prompt.materials import Persona
from greenroom.conversations.prompt.voices import Voices


def test_names() -> None:
    assert Voices(materials()).expand("{{char}} and {{user}}") == "Nora Finn and Bob"
    assert Voices(materials(replace(NORA, nickname="Nor\nny"))).expand("<BOT>") == "Nor ny"
    assert (
        Voices(materials(replace(NORA, nickname="", name=""), persona=Persona())).expand("{{char}} {{user}}")
        == "Character User"
    )


def test_texts_of_the_character_have_macros() -> None:
    said = Voices(materials(scenario="At {{user}}'s."))
    assert said.expand("{{persona}} {{scenario}} {{lastMessage}} {{isodate}}") == (
        "Bob is a sailor. At Bob's. Is the storm always this loud? It took my boat. 2026-11-26"
    )
    assert said.expand("a {{original}} b", "{{char}}") == "a {{char}} b"
    assert said.expand("{{original}}") == "{{original}}"


def test_dice_fall_alike_for_equal_seeds() -> None:
    throw = "{{roll:100000}} {{pick:a,b,c,d,e,f,g,h}}"
    assert Voices(materials()).expand(throw) == Voices(materials()).expand(throw)
    assert Voices(materials()).expand(throw) != Voices(materials(seed="m2")).expand(throw)

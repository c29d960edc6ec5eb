"""Whole prompts. `*.txt` beside this file are two of them, as a model reads them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conversations.prompt.cast import AXEON, FULL, NORA, SCENE, materials, talk
from tests.work import work_of

from greenroom.characters.model import Character, Prompt
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.fitting import fit
from greenroom.conversations.prompt.macros import LONGEST
from greenroom.conversations.prompt.materials import Materials, Turn
from greenroom.kit.structs import put_paths
from greenroom.llm.tokens import estimate

HERE = Path(__file__).parent
GOALS = """
goals:
  - name: fire
    activation: {trigger: dragon_lands}
    actions:
      - instruction: Tell {{user}} to run.
        say: To arms!
        emotion: FEAR
        send_trigger: bells
"""
GOLDEN = {
    "card": materials(summary="Bob came to Skerry by boat."),
    "studio": materials(
        replace(AXEON, goals=GOALS),
        scene=SCENE,
        history=talk("What do dragons fear?"),
        triggers=("dragon_lands",),
        narrative=("The hall is to be cleared.",),
    ),
}


def text(asked: Materials) -> str:
    prompt = fit(assemble(asked), lambda text: estimate(text).tokens, 8192)
    said = [f"=== {message.role}\n{message.text}\n" for message in prompt.ask.messages]
    return "".join(said)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_whole_prompt(name: str) -> None:
    assert text(GOLDEN[name]) == (HERE / f"{name}.txt").read_text("utf-8")


def order(asked: Materials) -> list[str]:
    return [section.name for section in assemble(asked).sections]


def test_the_order() -> None:
    assert order(materials()) == [
        *(
            "system",
            "floor",
            "lore",
            "persona",
            "description",
            "personality",
            "scenario",
            "lore",
            "example",
            "example",
        ),
        *("history", "history", "depth prompt", "history", "lore", "history", "post_history"),
    ]


@given(st.sampled_from([NORA, AXEON, FULL]), st.text(max_size=30), st.lists(st.text(max_size=20), max_size=5))
def test_equal_materials_make_equal_prompts(character: Character, seed: str, said: list[str]) -> None:
    throwing = put_paths(character, {"prompt.scenario": "{{random:a,b,c}} {{roll:20}} {{pick:x,y}}"})
    one, other = (materials(throwing, seed=seed, history=talk(*said)) for _ in range(2))
    assert assemble(one) == assemble(other)


def only(name: str, asked: Materials) -> str:
    return "|".join(section.text for section in assemble(asked).sections if section.name == name)


def test_a_characters_system_prompt_replaces_the_operators_and_may_insert_it() -> None:
    bare = replace(NORA, prompt=replace(NORA.prompt, system="", post_history=""))
    own = replace(
        NORA, prompt=replace(NORA.prompt, system="Own of {{char}}.", post_history="A {{original}} B")
    )
    said: dict[str, Any] = {"system": "Operator of {{char}}.", "post_history": "After."}
    assert [only("system", materials(one, **said)) for one in (bare, NORA, own)] == [
        "Operator of Nora Finn.",
        "Operator of Nora Finn. Keep to the present tense.",
        "Own of Nora Finn.",
    ]
    assert [only("post_history", materials(one, **said)) for one in (bare, own)] == ["After.", "A After. B"]


def test_a_client_may_give_the_scenario() -> None:
    assert only("scenario", materials(scenario="At {{user}}'s.")) == "Scenario: At Bob's."
    assert only("scenario", materials(scenario="")) == ""


def test_what_is_gone_on_with_stands_last() -> None:
    asked = materials(history=(*talk("Hello."), Turn("character", "Well, I", "t9")), continuing=True)
    last = assemble(asked).sections[-1]
    assert (last.name, last.role, last.text, last.source) == ("prefill", "assistant", "Well, I", "t9")
    assert "prefill" not in order(replace(asked, continuing=False))
    assert "prefill" not in order(replace(asked, history=talk("Hello.")))


def test_nothing_in_the_history_is_expanded() -> None:
    assert (
        only("history", materials(history=talk("{{char}}? {{roll:6}} <BOT>"))) == "{{char}}? {{roll:6}} <BOT>"
    )


def test_without_a_history_the_character_is_asked_to_begin() -> None:
    assert only("first words", materials(history=())).startswith("[Bob has just come in.")


def test_goals_stand_in_the_prompt_and_beside_it() -> None:
    draft = assemble(GOLDEN["studio"])
    assert draft.reaction.client_triggers == ("bells",)
    assert draft.reaction.verbatim == ("To arms!",)
    over = assemble(replace(GOLDEN["studio"], goals_done=("fire",)))
    assert over.reaction.verbatim == ()


@pytest.mark.parametrize("persona", ["", "  "])
def test_a_persona_without_a_name_is_the_user(persona: str) -> None:
    asked = materials(history=())
    named = replace(asked, persona=replace(asked.persona, name=persona, description=""))
    assert only("persona", named) == ""
    assert only("first words", named).startswith("[User has just")


def test_what_is_around_is_said_as_it_is_and_may_be_left_out() -> None:
    around = ("Within reach: {{char}}'s\n lamp", *(f"Within reach: Thing {number}" for number in range(40)))
    sections = [one for one in assemble(materials(around=around)).sections if one.name == "around"]
    assert [one.text for one in sections[:2]] == ["Within reach: {{char}}'s lamp", "Within reach: Thing 0"]
    assert len(sections) == 24
    assert {one.keep for one in sections} == {"retrieved"}


def test_a_prompt_grows_by_a_bound_whatever_its_texts_repeat() -> None:
    greedy = Character(
        prompt=Prompt(definition="d" * 500_000), examples=("{{description}}",) * 1500, name="Greedy"
    )
    wide = materials(greedy, window=1_000_000)
    assert sum(len(one.text) for one in assemble(wide).sections) < 500_000 + LONGEST + 200_000
    work = work_of(lambda: assemble(wide))
    assert work.peak < 8 << 20
    narrow = assemble(materials(greedy, window=4096)).sections
    assert sum(one.name == "example" for one in narrow) == 1


def test_examples_are_told_from_the_first_as_far_as_any_window_may_hold_them() -> None:
    told = assemble(materials(Character(examples=("x" * 100,) * 1000), window=1000)).sections
    assert [one.source for one in told if one.name == "example"] == [str(number) for number in range(81)]

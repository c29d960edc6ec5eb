"""One policy of all that a character keeps out of its conversations, and a floor below it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.conversations.prompt.cast import FULL, materials
from tests.conversations.prompt.test_shapes import pair

from greenroom.characters.model import Character, LifeStage, Person, Prompt, Safety
from greenroom.conversations.explicit import WORDS
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.fitting import fit
from greenroom.conversations.prompt.shapes import SHAPES
from greenroom.conversations.safety import FLOOR, MINORS, policy
from greenroom.kit.structs import put_paths

ROWS = [
    (Safety(), ()),
    (Safety(topics={"violence": "strict_control"}), ("Never speak of violence",)),
    (Safety(topics={"adult_topics": "mild_control"}), ("Treat sex and other adult topics with care",)),
    (Safety(topics={"substance_use": "no_control"}), ("Drugs and the use of them may be spoken of",)),
    (Safety(topics={"violence": "unspecified"}), ()),
    (Safety(topics={"own_topic": "strict_control"}), ("Never speak of own topic",)),
    (Safety(active=False, topics={"violence": "strict_control"}), ()),
]


@pytest.mark.parametrize(("safety", "expected"), ROWS)
def test_a_topic_is_an_instruction(safety: Safety, expected: tuple[str, ...]) -> None:
    found = policy(Character(safety=safety)).instructions
    assert len(found) == len(expected)
    assert all(said.startswith(start) for said, start in zip(found, expected, strict=False))


@pytest.mark.parametrize("active", [None, True, False])
def test_blocked_words_are_covered_whether_or_not_topics_count(active: Any) -> None:
    words = policy(Character(safety=Safety(active=active, blocked_words=("wyrm",)))).filter()
    assert words.feed("A wyrm!") + words.finish() == "A ▇▇▇▇!"


def holds(character: Character, **more: Any) -> None:
    """The floor: at the beginning of the prompt that is sent and near its end, and in what is done to the reply."""
    prompt = fit(assemble(materials(character, **more)), len, 1_000_000)
    sent = "\n".join(message.text for message in prompt.ask.messages if message.role == "system")
    assert FLOOR in sent
    assert "never write sexual, erotic, romantic or suggestive content" in sent
    words = policy(character).filter()
    assert words.feed(f"So. {WORDS[0]} and more") + words.finish() == "So. "
    assert words.ended


@pytest.mark.parametrize("stage", MINORS)
@pytest.mark.parametrize("path", SHAPES)
def test_no_field_removes_the_floor(path: str, stage: LifeStage) -> None:
    for character in pair(path):
        holds(put_paths(character, {"person.life_stage": stage}))


@given(
    st.sampled_from(MINORS),
    st.sampled_from([None, True, False]),
    st.dictionaries(
        st.sampled_from(["adult_topics", "violence", "x"]),
        st.sampled_from(["no_control", "strict_control", ""]),
    ),
    st.sampled_from(["", "adult", "lover"]),
    st.text(max_size=50),
)
def test_no_combination_of_fields_removes_the_floor(
    stage: LifeStage, active: Any, topics: dict[str, str], role: str, text: str
) -> None:
    character = replace(
        FULL,
        person=Person(life_stage=stage, role=role),
        safety=Safety(active=active, topics=topics),
        prompt=Prompt(system=text, post_history=text, definition=text),
    )
    holds(character, system="", scenario=text, narrative=(text,))
    assert "may be spoken of freely" not in "".join(policy(character).instructions[-1:])
    assert not any("adult topics" in said for said in policy(character).instructions)


def test_whoever_is_grown_up_speaks_of_what_its_settings_allow() -> None:
    adult = Character(person=Person(life_stage="adult"), safety=Safety(topics={"adult_topics": "no_control"}))
    words = policy(adult).filter()
    assert words.feed(WORDS[0]) + words.finish() == WORDS[0]

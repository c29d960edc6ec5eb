"""Goals: what is read of them, and what they ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.prompt.goals import Action, Goals, Reaction, react, read

TEXT = """
goals:
  - name: accept_quest
    repeatable: true
    motivation: Find help
    activation:
      intent: [accept_quest]
      trigger: player_near
    actions:
      - instruction: Thank {player}
      - say: "Off you go!"
      - emotion_change: JOY
      - character_changes: {emotions: trust}
        send_trigger: {trigger: quest_on, parameters: [a]}
      - send_trigger: two
  - name: init
    activation: {trigger: start}
    actions: [Greet the player]
    colour: red
  - name: mourn
    activation: {conditions: [the player speaks of the dead]}
    actions: [{instruction: Be silent}]
intents:
  - name: accept_quest
    training_phrases: ["I'll do it", "Count me in"]
version: 3
"""
GOALS = read(TEXT)
MOURNING = "When the player speaks of the dead: Be silent"


def test_goals_are_read_and_what_is_unknown_is_remarked() -> None:
    assert [goal.name for goal in GOALS.goals] == ["accept_quest", "init", "mourn"]
    assert GOALS.goals[0].repeatable
    assert not GOALS.goals[1].repeatable
    assert GOALS.goals[0].actions[3] == Action(emotion="trust", triggers=("quest_on",))
    assert GOALS.intents == {"accept_quest": ("I'll do it", "Count me in")}
    assert GOALS.remarks == ("The key version is not known.", "The key colour of goal init is not known.")


ACCEPTED = Reaction(
    instructions=("Motivation: Find help", "Thank {player}"),
    verbatim=("Off you go!",),
    emotions=("JOY", "trust"),
    client_triggers=("quest_on", "two"),
    goals=("accept_quest",),
    standing=(MOURNING,),
)
STARTED = Reaction(instructions=("Greet the player",), goals=("init",), standing=(MOURNING,))
QUIET = Reaction(standing=(MOURNING,))
REACTIONS: list[tuple[str, set[str], set[str], Reaction]] = [
    ("Okay, I'll do it!", set(), set(), ACCEPTED),
    ("count me IN", set(), {"accept_quest"}, ACCEPTED),
    ("", {"player_near"}, set(), ACCEPTED),
    ("", {"start"}, set(), STARTED),
    ("", {"start"}, {"init"}, QUIET),
    ("I like it in the count's castle", {"other"}, set(), QUIET),
    ("", set(), {"mourn"}, Reaction()),
]


@pytest.mark.parametrize(("said", "triggers", "done", "reaction"), REACTIONS)
def test_goals_react(said: str, triggers: set[str], done: set[str], reaction: Reaction) -> None:
    assert react(GOALS, said, triggers, done) == reaction


def test_a_motivation_that_nothing_activates_stands() -> None:
    assert react(read("- name: a\n  motivation: Win"), "", (), ()).standing == ("Motivation: Win",)


def test_a_bare_list_and_a_mapping_are_goals_too() -> None:
    listed, named = read("- name: a\n  repeatable: yes"), read("goals: {a: {repeatable: on}}")
    assert listed.goals == named.goals
    assert listed.goals[0].repeatable


UNREADABLE = [("a: [", 1), ("just words", 1), ("", 0), ("goals: []", 0), ("goals: 7", 0)]


@pytest.mark.parametrize(("text", "remarks"), UNREADABLE)
def test_what_cannot_be_read_gives_no_goals(text: str, remarks: int) -> None:
    assert read(text).goals == ()
    assert len(read(text).remarks) == remarks


KEYS = (
    "goals",
    "intents",
    "name",
    "activation",
    "actions",
    "instruction",
    "send_trigger",
    "character_changes",
)
TREES = st.recursive(
    st.sampled_from(["a", "''", "~", "[]"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        )
    ),
)


@given(st.text(max_size=50) | TREES, st.text(max_size=20))
def test_any_text_is_read_and_reacts_equally_again(text: str, said: str) -> None:
    goals = read(text)
    assert isinstance(goals, Goals)
    assert react(goals, said, ("a",), ()) == react(read(text), said, ("a",), ())

"""Goals and actions: what a character does when it is asked for something, or when a game tells it of something.

They are written as YAML, and are data: nothing in them is executed. Known are `goals` with `name`, `repeatable`,
`motivation`, `activation` (`intent`, `trigger`, and `conditions` in plain words), `actions` (`instruction`, a verbatim line,
an emotion, a trigger for the client), and `intents` with `training_phrases`. Everything else gets a remark.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from math import sqrt
from typing import Any

from msgspec import Struct

from greenroom.conversations.prompt import outline
from greenroom.kit.words import words_of

SIMILAR = 0.6
"""Cosine of the words of what was said and of a training phrase, from which on an intent is recognised."""

_VERBATIM = ("say", "say_verbatim", "verbatim")
_EMOTION = ("emotion", "emotion_change", "emotions")
_GOAL_KEYS = {"name", "repeatable", "motivation", "activation", "actions"}
_CONDITIONS = ("conditions", "condition", "detected", "detection")
_TRUE = ("true", "yes", "on", "1")


class Action(Struct, frozen=True, kw_only=True):
    """One thing that is done; what it does not do is empty."""

    instruction: str = ""
    verbatim: str = ""
    emotion: str = ""
    triggers: tuple[str, ...] = ()


class Goal(Struct, frozen=True, kw_only=True):
    """A goal. With `conditions`, which are plain words, the model is told when to pursue it."""

    name: str = ""
    repeatable: bool = False
    motivation: str = ""
    intents: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()


class Goals(Struct, frozen=True, kw_only=True):
    """What a text of goals says, and remarks about what in it says nothing here."""

    goals: tuple[Goal, ...] = ()
    intents: Mapping[str, tuple[str, ...]] = {}  # training phrases by name
    remarks: tuple[str, ...] = ()


class Reaction(Struct, frozen=True, kw_only=True):
    """What goals ask for, in their order.

    `standing` holds whatever was said: instructions of goals with conditions, and motivations that nothing activates.
    """

    instructions: tuple[str, ...] = ()
    verbatim: tuple[str, ...] = ()
    emotions: tuple[str, ...] = ()
    client_triggers: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()  # names of those activated
    standing: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def read(text: str) -> Goals:
    """The goals that a text says; of a text that can't be read none, and one remark."""
    try:
        whole = outline.read(text)
    except outline.NoOutline as error:
        return Goals(remarks=(f"The text {error}.",))
    remarks: dict[str, None] = {}
    wire = {"goals": whole} if isinstance(whole, list) else whole
    if not isinstance(wire, dict):
        return Goals(remarks=("The text holds no goals.",) if wire else ())
    _unknown(wire, {"goals", "intents"}, "", remarks)
    goals = tuple(_goal(one, remarks) for one in _named(wire.get("goals")))
    intents = {
        _text(one.get("name")): _texts(one.get("training_phrases")) for one in _named(wire.get("intents"))
    }
    return Goals(goals=goals, intents=intents, remarks=tuple(remarks))


def react(goals: Goals, said: str, triggers: Collection[str], done: Collection[str]) -> Reaction:
    """What is asked for after these words and triggers; goals in `done` that don't repeat are over."""
    open_goals = [goal for goal in goals.goals if goal.repeatable or goal.name not in done]
    heard = set(_recognised(goals.intents, said))
    active = [goal for goal in open_goals if heard & set(goal.intents) or set(triggers) & set(goal.triggers)]
    actions = [action for goal in active for action in goal.actions]
    motives = [f"Motivation: {goal.motivation}" for goal in active if goal.motivation]
    told = [action.instruction for action in actions if action.instruction]
    return Reaction(
        instructions=tuple(motives + told),
        verbatim=tuple(action.verbatim for action in actions if action.verbatim),
        emotions=tuple(action.emotion for action in actions if action.emotion),
        client_triggers=tuple(trigger for action in actions for trigger in action.triggers),
        goals=tuple(goal.name for goal in active),
        standing=tuple(line for goal in open_goals if goal not in active for line in _standing(goal)),
    )


def _standing(goal: Goal) -> Iterator[str]:
    if goal.conditions:
        does = " ".join(action.instruction or action.verbatim for action in goal.actions) or goal.motivation
        yield f"When {' and '.join(goal.conditions)}: {does}".strip()
    elif goal.motivation and not goal.intents and not goal.triggers:
        yield f"Motivation: {goal.motivation}"


def _recognised(intents: Mapping[str, Iterable[str]], said: str) -> Iterator[str]:
    words = words_of(said)
    for name, phrases in intents.items():
        if any(_similarity(words, words_of(phrase)) >= SIMILAR for phrase in phrases):
            yield name


def _similarity(one: set[str], other: set[str]) -> float:
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0


def _goal(wire: Mapping[str, Any], remarks: dict[str, None]) -> Goal:
    name = _text(wire.get("name"))
    _unknown(wire, _GOAL_KEYS, f" of goal {name}", remarks)
    activation = list(_mappings(wire.get("activation")))
    for one in activation:
        _unknown(one, {"intent", "trigger", *_CONDITIONS}, f" of the activation of {name}", remarks)
    return Goal(
        name=name,
        repeatable=_text(wire.get("repeatable")).lower() in _TRUE,
        motivation=_text(wire.get("motivation")),
        intents=_each(activation, "intent"),
        triggers=_each(activation, "trigger"),
        conditions=_each(activation, *_CONDITIONS),
        actions=tuple(_action(one, name, remarks) for one in _actions(wire.get("actions"))),
    )


def _action(wire: Mapping[str, Any], goal: str, remarks: dict[str, None]) -> Action:
    changes = next(_mappings(wire.get("character_changes")), {})
    known = {"instruction", "send_trigger", "character_changes", *_VERBATIM, *_EMOTION}
    _unknown(wire, known, f" of an action of {goal}", remarks)
    _unknown(changes, set(_EMOTION), f" of a character change of {goal}", remarks)
    emotions = (*_each([wire], *_EMOTION), *_each([changes], *_EMOTION))
    return Action(
        instruction=" ".join(_texts(wire.get("instruction"))),
        verbatim=" ".join(_each([wire], *_VERBATIM)),
        emotion=emotions[0] if emotions else "",
        triggers=_texts(wire.get("send_trigger")),
    )


def _actions(wire: Any) -> Iterator[Mapping[str, Any]]:
    """Actions as mappings; a bare text is an instruction."""
    for one in wire if isinstance(wire, list) else [wire]:
        if isinstance(one, str) and one:
            yield {"instruction": one}
        elif isinstance(one, dict):
            yield one


def _named(wire: Any) -> Iterator[Mapping[str, Any]]:
    """Things with names, given as a list, or as a mapping by name."""
    if isinstance(wire, dict):
        wire = [one | {"name": name} for name, one in wire.items() if isinstance(one, dict)]
    yield from _mappings(wire)


def _mappings(wire: Any) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in (wire if isinstance(wire, list) else [wire]) if isinstance(one, dict))


def _each(wires: Iterable[Mapping[str, Any]], *keys: str) -> tuple[str, ...]:
    return tuple(text for wire in wires for key in keys for text in _texts(wire.get(key)))


def _texts(wire: Any) -> tuple[str, ...]:
    """A text, the texts of a list, or what the mappings in it name, without blank ones."""
    found = [_text(one) for one in (wire if isinstance(wire, list) else [wire])]
    return tuple(text for text in found if text)


def _text(wire: Any) -> str:
    if isinstance(wire, dict):
        wire = next((wire[key] for key in ("trigger", "name", "intent", *_CONDITIONS) if key in wire), "")
    return wire.strip() if isinstance(wire, str) else ""


def _unknown(wire: Mapping[str, Any], known: Collection[str], where: str, remarks: dict[str, None]) -> None:
    for key in wire:
        if key not in known:
            remarks[f"The key {key}{where} is not known."] = None

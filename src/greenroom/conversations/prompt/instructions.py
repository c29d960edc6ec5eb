"""Instructions: what the fields of a character are, in sentences for a model. A table; what nobody said has no row's sentence.

Sentences are plain and bounded, and differ where values do. A number is said in words and as itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from greenroom.characters.model import Character, CustomStyle
from greenroom.characters.world import Event, Item, Quest
from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.degrees import Axis, degree

Group = Literal["person", "temper", "world", "style"]
"""Where a sentence stands: with the description, the personality, the scenario, or at the prompt's very end."""


class Row(NamedTuple):
    """A core path, and what its value says; "" or nothing where it says nothing."""

    path: str
    group: Group
    say: Callable[[Any], str | Iterable[str]]


def short(text: str) -> str:
    """A free text as part of a sentence: blanks made one, cut at a length."""
    said = " ".join(text.split())
    return said if len(said) <= defaults.MOST_TEXT else f"{said[: defaults.MOST_TEXT]}…"


def ended(text: str) -> str:
    """A text with a full stop, unless it ends with a sign of its own."""
    return text if text.endswith((".", "!", "?", "…", '"', "*")) else f"{text}."


def _text(sentence: str) -> Callable[[str], str]:
    return lambda text: ended(sentence.format(short(text))) if text.strip() else ""


def _listed(sentence: str) -> Callable[[Iterable[str]], str]:
    def say(items: Iterable[str]) -> str:
        said = [short(item) for item in items if item.strip()]
        return ended(sentence.format(", ".join(said[: defaults.MOST_LISTED]))) if said else ""

    return say


def _words(table: Mapping[str, str], other: str = "") -> Callable[[str], str]:
    def say(word: str) -> str:
        return table.get(word, other.format(short(word.replace("_", " "))) if word else "")

    return say


def _axis(sentence: str, axis: Axis, full: float = 100) -> Callable[[float], str]:
    return lambda value: sentence.format(degree(value, axis, full)) if value else ""


def _mood(below: str, above: str) -> Callable[[float], str]:
    return _axis("At the start of the conversation {{{{char}}}} is {}.", Axis(below, above))


def _temper(below: str, above: str) -> Callable[[float], str]:
    return _axis("By nature {{{{char}}}} is {}.", Axis(below, above))


def _flag(sentence: str) -> Callable[[bool], str]:
    return lambda value: sentence if value else ""


def _verbosity(level: int | None) -> str:
    if level is None:
        return ""
    return _VERBOSITY.get(level) or f"How much {{{{char}}}} talks, from 0 (hardly) to 4 (much): {level}."


def _styles(styles: Iterable[CustomStyle]) -> Iterator[str]:
    for style in styles:
        if not style.active:
            continue
        name = f' "{short(style.name)}"' if style.name else ""
        yield f"{{{{char}}}} talks in a manner of its own{name}: {_joined(style.adjectives) or 'unlike others'}."
        if style.colloquialism:
            yield ended(f"How it sounds: {short(style.colloquialism)}")


def _items(items: Iterable[Item]) -> Iterator[str]:
    for item in _some(items):
        worth = "" if item.value is None else f", worth {item.value} {short(item.unit)}".rstrip()
        kind = f" ({short(item.kind)})" if item.kind else ""
        yield ended(
            f"{{{{char}}}} has: {short(item.name) or 'something'}{kind}{worth}{_colon(item.description)}"
        )


def _events(events: Iterable[Event]) -> Iterator[str]:
    for event in _some(events):
        kind = f" ({short(event.kind)})" if event.kind else ""
        yield ended(
            f"May happen, and {{{{char}}}} reacts: {short(event.name) or 'something'}{kind}{_colon(event.description)}"
        )


def _quests(quests: Iterable[Quest]) -> Iterator[str]:
    for quest in _some(quests):
        aim = ended(f" Objective: {short(quest.objective)}") if quest.objective else ""
        reward = ended(f" Reward: {short(quest.reward)}") if quest.reward else ""
        yield f"{ended(f'{{{{char}}}} gives a task{_colon(quest.description)}')}{aim}{reward}"


def _some(items: Iterable[Any]) -> Iterable[Any]:
    return tuple(items)[: defaults.MOST_LISTED]


def _colon(text: str) -> str:
    return f": {short(text)}" if text.strip() else ""


def _joined(items: Iterable[str]) -> str:
    return ", ".join(short(item) for item in _some(items))


_VERBOSITY: Mapping[int, str] = {
    0: "{{char}} is terse and says as little as it can.",
    1: "{{char}} says little.",
    2: "{{char}} says neither much nor little.",
    3: "{{char}} likes to talk.",
    4: "{{char}} is talkative and goes into details.",
}
_STAGES: Mapping[str, str] = {
    "infant": "{{char}} is an infant.",
    "child": "{{char}} is a child.",
    "teenager": "{{char}} is a teenager.",
    "young_adult": "{{char}} is a young adult.",
    "adult": "{{char}} is an adult.",
    "middle_aged": "{{char}} is middle-aged.",
    "elderly": "{{char}} is old.",
}
_LENGTHS: Mapping[str, str] = {
    "very_short": "Answer in a few words.",
    "short": "Answer in a sentence or two.",
    "medium": "Answer in a short paragraph.",
    "long": "Answer in two or three paragraphs.",
    "very_long": "Answer at length, in several paragraphs.",
}
_CONTROL: Mapping[str, str] = {
    "none": "{{char}} may speak of anything, whether or not it belongs to its world.",
    "mild": "{{char}} prefers to speak of what belongs to its world.",
    "strict": "{{char}} speaks only of what belongs to its world, and knows nothing else.",
}
_RELATIONSHIP = "What {{char}} feels for {{user}} changes with how {{user}} treats {{char}}; let it show."

INSTRUCTIONS: tuple[Row, ...] = (
    Row("person.role", "person", _text("{{{{char}}}}'s role: {}")),
    Row("person.life_stage", "person", _words(_STAGES)),
    Row("person.gender", "person", _text("{{{{char}}}}'s gender: {}")),
    Row("person.aliases", "person", _listed("{{{{char}}}} also answers to: {}")),
    Row(
        "languages.first",
        "person",
        _text("Unless asked otherwise, answer in {{{{char}}}}'s first language (BCP 47): {}"),
    ),
    Row("languages.others", "person", _listed("{{{{char}}}} also speaks (BCP 47): {}")),
    Row("person.traits", "temper", _listed("{{{{char}}}} is: {}")),
    Row("person.motivation", "temper", _text("What drives {{{{char}}}}: {}")),
    Row("person.flaws", "temper", _text("{{{{char}}}}'s flaws: {}")),
    Row("person.interests", "temper", _listed("{{{{char}}}} is interested in: {}")),
    Row("axes.positive", "temper", _temper("negative", "positive")),
    Row("axes.peaceful", "temper", _temper("aggressive", "peaceful")),
    Row("axes.open", "temper", _temper("cautious", "open")),
    Row("axes.extravert", "temper", _temper("introverted", "extraverted")),
    Row(
        "dynamics.social_rank",
        "temper",
        _axis("In company {{{{char}}}} is {}.", Axis("insecure", "confident")),
    ),
    Row("mood.joy", "temper", _mood("sad", "joyful")),
    Row("mood.fear", "temper", _mood("angry", "afraid")),
    Row("mood.trust", "temper", _mood("disgusted", "trusting")),
    Row("mood.surprise", "temper", _mood("full of anticipation", "surprised")),
    Row(
        "dynamics.emotional_fluidity",
        "temper",
        _axis("{{{{char}}}}'s mood is {}.", Axis("steady", "quick to change"), 1),
    ),
    Row("dynamics.emotions", "temper", _listed("Feelings {{{{char}}}} can show: {}")),
    Row("dynamics.relationship_enabled", "temper", _flag(_RELATIONSHIP)),
    Row(
        "dynamics.relationship_fluidity",
        "temper",
        _axis("What {{{{char}}}} feels for others is {}.", Axis("slow to change", "quick to change"), 1),
    ),
    Row("world.items", "world", _items),
    Row("world.events", "world", _events),
    Row("world.quests", "world", _quests),
    Row("world.actions", "world", _listed("What {{{{char}}}} can do: {}")),
    Row(
        "dynamics.cognitive_control",
        "style",
        _words(_CONTROL, "{{{{char}}}}'s control over what it speaks of: {}."),
    ),
    Row("style.dialog", "style", _words({"default": "", "custom": ""}, "Tone of {{{{char}}}}'s speech: {}.")),
    Row("style.custom", "style", _styles),
    Row("style.manner", "style", _text("How {{{{char}}}} talks: {}")),
    Row("style.catch_phrases", "style", _listed("Phrases {{{{char}}}} likes to use now and then: {}")),
    Row(
        "style.narrative_actions",
        "style",
        _flag("Between what {{char}} says, narrate what it does, *between asterisks*."),
    ),
    Row("engine.verbosity", "style", _verbosity),
    Row("style.response_length", "style", _words(_LENGTHS)),
)
"""Every instruction, in the order of the prompt."""


def sentences(character: Character, group: Group) -> list[str]:
    """What this group's fields say of a character, macros not replaced yet."""
    return [sentence for row in INSTRUCTIONS if row.group == group for sentence in _said(row, character)]


def _said(row: Row, character: Character) -> Iterator[str]:
    said = row.say(attrgetter(row.path)(character))
    return (sentence for sentence in ((said,) if isinstance(said, str) else said) if sentence)

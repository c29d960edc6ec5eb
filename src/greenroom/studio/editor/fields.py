"""The fields of the editor, as a table: core path → how it is written, by section. The labels stand in `words.py`."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["line", "text", "words", "list", "number", "choice", "flag", "known"]
"""`words` are several in one line; a `list` is JSON, which a script lets people edit item by item; `known` is a map of
known topics to levels, as a choice for each."""


class Row(NamedTuple):
    """A field. `low` and `high` bound a number, and `item` names what a list is made of, empty for texts.

    `rows` is how high a text is before anything is written; what is `weighed` is a part of the prompt.
    """

    path: str
    kind: Kind
    rows: int = 0
    choices: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    step: float = 1
    item: str = ""
    weighed: bool = True


class Section(NamedTuple):
    """A part of the editor; its title is `editor.s_` and its name."""

    name: str
    rows: tuple[Row, ...]


def _number(path: str, low: float, high: float, step: float = 1) -> Row:
    return Row(path, "number", low=low, high=high, step=step, weighed=False)


_STAGES = ("", "infant", "child", "teenager", "young_adult", "adult", "middle_aged", "elderly")
_LENGTHS = ("", "very_short", "short", "medium", "long", "very_long")
LEVELS = ("", "no_control", "mild_control", "strict_control")
TOPICS = ("adult_topics", "alcohol", "politics", "profanity", "religion", "substance_use", "violence")
_SWITCH = ("", "true", "false")
_FULL = 100

SECTIONS = (
    Section(
        "identity",
        (
            Row("name", "line"),
            Row("nickname", "line"),
            Row("subtitle", "line", weighed=False),
            Row("blurb", "text", 3, weighed=False),
            Row("category", "line", weighed=False),
            Row("tags", "words", weighed=False),
            Row("collections", "words", weighed=False),
        ),
    ),
    Section(
        "who",
        (
            Row("prompt.definition", "text", 10),
            Row("prompt.personality", "text", 3),
            Row("prompt.scenario", "text", 3),
            Row("person.role", "line"),
            Row("person.life_stage", "choice", choices=_STAGES, weighed=False),
            Row("person.gender", "line"),
            Row("person.aliases", "words"),
            Row("person.traits", "words"),
            Row("person.motivation", "text", 2),
            Row("person.flaws", "text", 2),
            Row("person.interests", "words"),
        ),
    ),
    Section(
        "talk",
        (
            Row("style.manner", "text", 3),
            Row("style.dialog", "line"),
            Row("style.response_length", "choice", choices=_LENGTHS, weighed=False),
            Row("style.narrative_actions", "flag", weighed=False),
            Row("style.catch_phrases", "list"),
            Row("style.custom", "list", item="style"),
        ),
    ),
    Section(
        "greetings",
        (
            Row("greetings.first", "text", 5),
            Row("greetings.alternates", "list"),
            Row("greetings.group_only", "list"),
        ),
    ),
    Section("examples", (Row("examples", "list"),)),
    Section(
        "knowledge",
        (
            Row("knowledge.facts", "list", item="fact"),
            Row("knowledge.common", "words", weighed=False),
            Row("knowledge.lorebook.entries", "list", item="entry"),
            Row("knowledge.lorebook.name", "line", weighed=False),
            Row("knowledge.lorebook.description", "text", 2, weighed=False),
            _number("knowledge.lorebook.scan_depth", 0, 10_000),
            _number("knowledge.lorebook.token_budget", 0, 1_000_000),
            Row("knowledge.lorebook.recursive_scanning", "choice", choices=_SWITCH, weighed=False),
        ),
    ),
    Section(
        "temper",
        (
            *(
                _number(f"axes.{name}", -_FULL, _FULL)
                for name in ("positive", "peaceful", "open", "extravert")
            ),
            *(_number(f"mood.{name}", -_FULL, _FULL) for name in ("joy", "fear", "trust", "surprise")),
            _number("dynamics.emotional_fluidity", 0, 1, 0.05),
            _number("dynamics.social_rank", -_FULL, _FULL, 0.05),
            Row("dynamics.relationship_enabled", "flag", weighed=False),
            _number("dynamics.relationship_fluidity", -1, 1, 0.05),
            Row("dynamics.cognitive_control", "line", weighed=False),
            Row("dynamics.emotions", "words", weighed=False),
        ),
    ),
    Section(
        "world",
        (
            Row("goals", "text", 6),
            Row("world.items", "list", item="item"),
            Row("world.events", "list", item="event"),
            Row("world.quests", "list", item="quest"),
            Row("world.actions", "words"),
        ),
    ),
    Section(
        "voice",
        (
            Row("voice.speaks", "line", weighed=False),
            Row("languages.first", "line", weighed=False),
            Row("languages.others", "words", weighed=False),
        ),
    ),
    Section(
        "model",
        (
            Row("engine.model", "line", weighed=False),
            _number("engine.temperature", 0, 1, 0.05),
            _number("engine.verbosity", 0, 4),
            Row("engine.reasoning", "line", weighed=False),
            Row("engine.memory", "flag", weighed=False),
            Row("prompt.system", "text", 3),
            Row("prompt.post_history", "text", 3),
        ),
    ),
    Section(
        "safety",
        (
            Row("safety.active", "choice", choices=_SWITCH, weighed=False),
            Row("safety.topics", "known", weighed=False),
            Row("safety.blocked_words", "words", weighed=False),
        ),
    ),
    Section(
        "visibility", (Row("visibility", "choice", choices=("private", "unlisted", "public"), weighed=False),)
    ),
)

ROWS: Mapping[str, Row] = {row.path: row for section in SECTIONS for row in section.rows}

OPTIONAL = frozenset({"nickname", "greetings.first", "knowledge.facts"})
"""Fields of which the core tells nothing said from nothing in them; what was never said stays so while it is empty."""


class Part(NamedTuple):
    """A field of an item of a list: `words` are several in one line."""

    key: str
    kind: Literal["line", "text", "words", "number", "flag", "flag_on", "choice"]
    choices: tuple[str, ...] = ()


ITEMS: Mapping[str, tuple[Part, ...]] = {
    "": (Part("", "text"),),
    "fact": (Part("text", "text"),),
    "entry": (
        Part("keys", "words"),
        Part("content", "text"),
        Part("secondary_keys", "words"),
        Part("name", "line"),
        Part("position", "choice", ("", "before_char", "after_char")),
        Part("insertion_order", "number"),
        Part("priority", "number"),
        Part("enabled", "flag_on"),
        Part("constant", "flag"),
        Part("selective", "flag"),
        Part("case_sensitive", "flag"),
        Part("use_regex", "flag"),
        Part("comment", "line"),
    ),
    "style": (
        Part("name", "line"),
        Part("adjectives", "words"),
        Part("colloquialism", "text"),
        Part("active", "flag"),
    ),
    "item": (
        Part("name", "line"),
        Part("kind", "line"),
        Part("description", "text"),
        Part("value", "line"),
        Part("unit", "line"),
    ),
    "event": (Part("name", "line"), Part("kind", "line"), Part("description", "text")),
    "quest": (Part("description", "text"), Part("objective", "text"), Part("reward", "line")),
}
"""What the items of lists are made of; a text alone has one part without a key."""

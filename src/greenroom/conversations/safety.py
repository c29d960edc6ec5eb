"""Safety: what a character keeps out of its conversations, as one policy before and after the model.

Before: instructions in the prompt. After: words that are covered, and words that end a reply. Below both lies a floor that
no setting of any surface removes: nothing sexual with whoever is not grown up.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from greenroom.characters.model import Character, LifeStage, Safety
from greenroom.conversations.blocked_words import BlockedWords
from greenroom.conversations.explicit import Net

MINORS: tuple[LifeStage, ...] = ("infant", "child", "teenager")

FLOOR = (
    "Anything intimate is between adults alone; nobody who is, seems or is said to be younger has a part in it, "
    "whatever a role, a story or a request says."
)
"""For every character, whoever it says it is: its texts may tell an age that its fields do not.

It stands at the beginning and in plain words. A small model takes whatever stands last for what to speak of next.
"""

_MINOR = (
    "{{char}} is %s and so under 18: never write sexual, erotic, romantic or suggestive content with, about or in front of "
    "{{char}}; if somebody asks for it, {{char}} turns away from it at once and speaks of something else."
)
_AGES: Mapping[str, str] = {"infant": "an infant", "child": "a child", "teenager": "a teenager"}

_LEVELS: Mapping[str, str] = {
    "strict_control": "Never speak of {topic}, not even when asked; turn to something else, in character.",
    "mild_control": "Treat {topic} with care and without details.",
    "no_control": "{Topic} may be spoken of freely where the conversation leads there.",
}
_TOPICS: Mapping[str, str] = {
    "adult_topics": "sex and other adult topics",
    "alcohol": "alcohol",
    "politics": "politics",
    "profanity": "profanity",
    "religion": "religion",
    "substance_use": "drugs and the use of them",
    "violence": "violence",
}
"""Known topics in words; others are said as they are spelt."""

SEXUAL = "adult_topics"
_MOST_TOPICS, _MOST_NAME = 40, 60


class Policy(Struct, frozen=True):
    """What goes into the prompt, in order, and what is done to the reply. `minor`: the character is not grown up.

    `free` are topics that nothing holds back.
    """

    instructions: tuple[str, ...]
    covered: tuple[str, ...] = ()
    minor: bool = False
    free: frozenset[str] = frozenset()

    @property
    def filters(self) -> bool:
        """Whether anything is done to a reply."""
        return self.minor or bool(self.covered)

    def filter(self) -> BlockedWords | Net:
        """A filter for one reply. One of long lists takes up to a second: call it where that may be."""
        return Net(self.covered) if self.minor else BlockedWords(self.covered)

    def told(self, text: str) -> str:
        """A whole text as it is told."""
        words = self.filter()
        return words.feed(text) + words.finish()


def policy(character: Character) -> Policy:
    """A character's policy. Switched off, its topics count for nothing; blocked words are a list of their own."""
    minor = character.person.life_stage in MINORS
    return Policy(
        (*_topics(character.safety, minor=minor), *_floor(character.person.life_stage)),
        character.safety.blocked_words,
        minor,
        frozenset(_free(character.safety, minor=minor)),
    )


def _floor(stage: LifeStage) -> Iterator[str]:
    if stage in MINORS:
        yield _MINOR % _AGES[stage]


def _free(safety: Safety, *, minor: bool) -> Iterator[str]:
    for topic, level in safety.topics.items():
        if level == "no_control" and not (minor and topic == SEXUAL):
            yield topic


def _topics(safety: Safety, *, minor: bool) -> Iterator[str]:
    if safety.active is False:
        return
    for topic, level in sorted(safety.topics.items())[:_MOST_TOPICS]:
        if level in _LEVELS and not (
            minor and topic == SEXUAL
        ):  # of which the floor has said all there is to say
            said = _TOPICS.get(topic) or " ".join(topic.replace("_", " ").split())[:_MOST_NAME]
            yield _LEVELS[level].format(topic=said, Topic=said[:1].upper() + said[1:])

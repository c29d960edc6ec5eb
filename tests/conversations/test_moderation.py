"""What a moderation finds unfit is not said, and nothing is asked of a model for what is not to be said."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from typing import NamedTuple

import pytest
from tests.conftest import Run
from tests.conversations.conftest import NORA, Room
from tests.conversations.prompt.cast import materials, talk
from tests.model_peer import ModelPeer

from greenroom.characters.model import Character, LifeStage, Person, Safety
from greenroom.conversations.moderation import BLOCK, FIRST, Judge, Watch, moderated
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.safety import policy
from greenroom.conversations.vectors import Vectors
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.model import End, Piece, Text
from greenroom.llm.models import Models, Target
from greenroom.problems import BadValue, ModelRefused, ModelUnreachable

VIOLENCE = "#unfit=violence"
FREE = Character(name="Nora", safety=Safety(topics={"violence": "no_control", "adult_topics": "no_control"}))
LONG = "word " * (FIRST // 5)


class Told(NamedTuple):
    text: str
    finish_reason: str
    asked: bool


class Court(NamedTuple):
    """What is told of a reply that a model would make of these pieces."""

    models: Models
    run: Run

    def tell(self, said: str, *reply: str, character: Character = NORA) -> Told:
        assert self.models.moderator
        watch = Watch(Judge(self.models.moderator), (said,), policy(character))
        return self.run(_told(reply, watch))


async def _told(reply: Sequence[str], watch: Watch) -> Told:
    asked: list[str] = []

    async def pieces() -> AsyncGenerator[Piece, None]:
        for text in reply:
            asked.append(text)
            yield Text(text)
        yield End("stop")

    found = [piece async for piece in moderated(pieces(), watch)]
    text = "".join(piece.text for piece in found if isinstance(piece, Text))
    (end,) = (piece for piece in found if isinstance(piece, End))
    return Told(text, end.finish_reason, bool(asked))


@pytest.fixture
def court(model_peer: ModelPeer, run: Run) -> Iterator[Court]:
    target = Target(model_peer.endpoint, "judge")
    models = Models({}, moderation=target)
    yield Court(models, run)
    run(models.close())


def test_what_is_fit_is_told_whole(court: Court) -> None:
    assert court.tell("Hi", LONG, LONG, "end.") == (f"{LONG}{LONG}end.", "stop", True)
    assert court.tell("", "Hello.") == ("Hello.", "stop", True)


def test_nothing_is_asked_for_what_is_unfit_to_say(court: Court) -> None:
    with pytest.raises(BadValue, match=r"text is unfit here.*\(violence\)"):
        court.tell(VIOLENCE, "Never.")


@pytest.mark.parametrize("at", [FIRST, BLOCK - 5, BLOCK, 2 * BLOCK + 1, 30_000])
def test_nothing_hides_in_a_long_text(at: int, court: Court) -> None:
    long = "w" * at + f" {VIOLENCE} " + "w" * (40_000 - at)
    with pytest.raises(BadValue):
        court.tell(long, "Never.")
    told = court.tell("Hi", *(long[part : part + 50] for part in range(0, len(long), 50)))
    assert VIOLENCE not in told.text


def test_what_was_fit_is_not_judged_again(court: Court) -> None:
    judge = Judge(Counting())
    for said in (("One.", "Two."), ("One.", "Two.", "Three."), ("One.", VIOLENCE), ("One.", VIOLENCE)):
        court.run(judge.found(said))
    assert judge.moderator.asked == ["One.\nTwo.", "Three.", VIOLENCE, VIOLENCE]  # type: ignore[attr-defined]  # it counts


class Counting:
    """A judge who keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def name(self) -> str:
        return "counting"

    async def judge(self, text: str) -> frozenset[str]:
        self.asked.append(text)
        return frozenset({"violence"} if VIOLENCE in text else ())


def test_a_reply_ends_before_its_unfit_portion(court: Court) -> None:
    assert court.tell("Hi", LONG, f"{LONG} {VIOLENCE}", LONG) == (LONG, "content_filter", True)
    assert court.tell("Hi", LONG, VIOLENCE) == (LONG, "content_filter", True)


def test_a_reply_of_which_nothing_is_fit_is_refused(court: Court) -> None:
    with pytest.raises(ModelRefused, match="what would be replied is unfit here"):
        court.tell("Hi", f"A {VIOLENCE}")


def test_what_a_character_leaves_free_is_let_through(court: Court) -> None:
    assert court.tell(VIOLENCE, f"A {VIOLENCE}", character=FREE).finish_reason == "stop"


@pytest.mark.parametrize(
    ("category", "stage"), [("sexual", "teenager"), ("sexual/minors", "adult"), ("hate", "adult")]
)
def test_what_nobody_can_leave_free_is_not(category: str, stage: LifeStage, court: Court) -> None:
    character = Character(name="Nora", safety=FREE.safety, person=Person(life_stage=stage))
    with pytest.raises(BadValue):
        court.tell(f"#unfit={category}", "Hm.", character=character)


def test_without_its_judge_nothing_is_told(run: Run) -> None:
    models = Models({}, moderation=Target(Endpoint("http://127.0.0.1:9/v1"), "judge"))
    with pytest.raises(ModelUnreachable):
        Court(models, run).tell("Hi", "Hello.")
    run(models.close())


def test_prompts_are_watched_where_there_is_a_judge(room: Room, model_peer: ModelPeer, run: Run) -> None:
    target = Target(model_peer.endpoint, "peer")
    for moderation in (None, target):
        models = Models({"default": target}, moderation=moderation)
        prompter = Prompter(models, Vectors(room.database, models))
        prepared = run(prompter.prepare(materials(history=talk("Fit?"))))
        assert ("Fit?" in prepared.watch.said) if prepared.watch else moderation is None
        run(models.close())

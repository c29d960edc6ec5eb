"""What a moderation finds unfit is not said, and nothing is asked of a model for what is not to be said."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from typing import NamedTuple

import pytest
from tests.conftest import Run
from tests.conversations.conftest import NORA, Room
from tests.conversations.prompt.cast import materials, talk
from tests.model_peer import ModelPeer

from greenroom.characters.model import Character, LifeStage, Person, Safety
from greenroom.conversations.moderation import FIRST, Watch, moderated
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.safety import policy
from greenroom.conversations.vectors import Vectors
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.model import End, Piece, Text
from greenroom.llm.models import Models, Target
from greenroom.problems import ModelRefused, ModelUnreachable

VIOLENCE = "#unfit=violence"
FREE = Character(name="Nora", safety=Safety(topics={"violence": "no_control", "adult_topics": "no_control"}))
LONG = "word " * (FIRST // 5)


class Told(NamedTuple):
    text: str
    finish_reason: str
    asked: bool


class Judge(NamedTuple):
    """What is told of a reply that a model would make of these pieces."""

    models: Models
    run: Run

    def tell(self, said: str, *reply: str, character: Character = NORA) -> Told:
        assert self.models.moderator
        watch = Watch(self.models.moderator, said, policy(character))
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
def judge(model_peer: ModelPeer, run: Run) -> Iterator[Judge]:
    target = Target(model_peer.endpoint, "judge")
    models = Models({}, moderation=target)
    yield Judge(models, run)
    run(models.close())


def test_what_is_fit_is_told_whole(judge: Judge) -> None:
    assert judge.tell("Hi", LONG, LONG, "end.") == (f"{LONG}{LONG}end.", "stop", True)
    assert judge.tell("", "Hello.") == ("Hello.", "stop", True)


def test_nothing_is_asked_for_what_is_unfit_to_say(judge: Judge) -> None:
    with pytest.raises(ModelRefused, match=r"what was said is unfit here \(violence\)"):
        judge.tell(VIOLENCE, "Never.")


def test_a_reply_ends_before_its_unfit_portion(judge: Judge) -> None:
    assert judge.tell("Hi", LONG, f"{LONG} {VIOLENCE}", LONG) == (LONG, "content_filter", True)
    assert judge.tell("Hi", LONG, VIOLENCE) == (LONG, "content_filter", True)


def test_a_reply_of_which_nothing_is_fit_is_refused(judge: Judge) -> None:
    with pytest.raises(ModelRefused, match="what would be replied is unfit here"):
        judge.tell("Hi", f"A {VIOLENCE}")


def test_what_a_character_leaves_free_is_let_through(judge: Judge) -> None:
    assert judge.tell(VIOLENCE, f"A {VIOLENCE}", character=FREE).finish_reason == "stop"


@pytest.mark.parametrize(
    ("category", "stage"), [("sexual", "teenager"), ("sexual/minors", "adult"), ("hate", "adult")]
)
def test_what_nobody_can_leave_free_is_not(category: str, stage: LifeStage, judge: Judge) -> None:
    character = Character(name="Nora", safety=FREE.safety, person=Person(life_stage=stage))
    with pytest.raises(ModelRefused):
        judge.tell(f"#unfit={category}", "Hm.", character=character)


def test_without_its_judge_nothing_is_told(run: Run) -> None:
    models = Models({}, moderation=Target(Endpoint("http://127.0.0.1:9/v1"), "judge"))
    with pytest.raises(ModelUnreachable):
        Judge(models, run).tell("Hi", "Hello.")
    run(models.close())


def test_prompts_are_watched_where_there_is_a_judge(room: Room, model_peer: ModelPeer, run: Run) -> None:
    target = Target(model_peer.endpoint, "peer")
    for moderation in (None, target):
        models = Models({"default": target}, moderation=moderation)
        prompter = Prompter(models, Vectors(room.database, models))
        prepared = run(prompter.prepare(materials(history=talk("Fit?"))))
        assert (prepared.watch.said if prepared.watch else None) == ("Fit?" if moderation else None)
        run(models.close())

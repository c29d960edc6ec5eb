"""What is near in meaning is told, though no word of it was said; without vectors, words have to do."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from tests.conftest import Run
from tests.conversations.conftest import Room
from tests.conversations.prompt.cast import materials, talk
from tests.model_peer import ModelPeer

from greenroom.accounts.model import Caller
from greenroom.characters.knowledge import BigList, Fact, Knowledge
from greenroom.characters.model import Character, Record, Whose
from greenroom.conversations import store, vectors
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.vectors import Vectors
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.models import Models, Target

FACTS = (*(f"Number {number} is a number." for number in range(100)), "Tom purrs.", "The Ada Lane sails.")


class Prompts(NamedTuple):
    """Somebody's character, and what its prompts say that it knows."""

    room: Room
    peer: ModelPeer
    record: Record
    prompter: Prompter

    def known(self, said: str, facts: Sequence[str] = FACTS, whose: Whose | None = None) -> list[str]:
        character = replace(self.record.character, knowledge=_knowledge(facts))
        here = whose or Whose(self.record.account_id, self.record.character_id)
        prepared = self.room.run(
            self.prompter.prepare(materials(character=character, history=talk(said), whose=here))
        )
        told = next((one.section.text for one in prepared.prompt.sections if one.section.name == "facts"), "")
        return told.replace("- ", "").splitlines()[1:]

    def kept(self) -> int:
        here = Whose(self.record.account_id, self.record.character_id)
        return len(self.room.run(self.room.database.read(store.vectors, here, "peer")))

    def made(self) -> int:
        return self.peer.open("vectors")

    def restarted(self, models: Models) -> "Prompts":
        return self._replace(prompter=Prompter(models, Vectors(self.room.database, models)))


def _knowledge(facts: Sequence[str]) -> Knowledge:
    return Knowledge(facts=BigList.of(Fact(text=text) for text in facts))


@pytest.fixture
def models(model_peer: ModelPeer, run: Run) -> Iterator[Models]:
    target = Target(model_peer.endpoint, "peer")
    found = Models({"default": target}, embedding=target)
    yield found
    run(found.close())


@pytest.fixture
def prompts(room: Room, ada: Caller, model_peer: ModelPeer, models: Models) -> Prompts:
    record = room.character(ada, Character(name="Nora"))
    prompter = Prompter(models, Vectors(room.database, models))
    return Prompts(room, model_peer, record, prompter)


def test_what_is_near_in_meaning_is_told(prompts: Prompts) -> None:
    assert "Tom purrs." in prompts.known("Have you got a feline?")
    assert "The Ada Lane sails." in prompts.known("Which boat is it?")


def test_what_has_the_words_is_told_as_well(prompts: Prompts) -> None:
    found = prompts.known("Is 77 a feline?")
    assert {"Tom purrs.", "Number 77 is a number."} <= set(found)


def test_a_vector_is_made_once(prompts: Prompts, models: Models) -> None:
    prompts.known("A feline?")
    before = prompts.made()
    later = prompts.restarted(models)
    assert "Tom purrs." in later.known("A feline?")
    assert prompts.made() == before + 1, "of the question alone"


def test_a_changed_list_costs_what_is_new_in_it(prompts: Prompts, models: Models) -> None:
    prompts.known("A feline?")
    before = prompts.made()
    later = prompts.restarted(models)
    assert "The oven is hot." in later.known("Where is the baker?", (*FACTS[10:], "The oven is hot."))
    assert prompts.made() == before + 2
    assert prompts.kept() == len(FACTS) - 9, "what is no longer known is forgotten"


def test_vectors_go_with_their_character(prompts: Prompts) -> None:
    prompts.known("A feline?")
    assert prompts.kept() == len(FACTS)
    prompts.room.write(lambda db: prompts.room.catalogue.delete(db, prompts.record))
    assert prompts.kept() == 0


def test_what_is_nobodys_any_more_is_not_kept(prompts: Prompts) -> None:
    gone = Whose(prompts.record.account_id, "01890000-0000-7000-8000-000000000000")
    assert "Tom purrs." in prompts.known("A feline?", whose=gone)


def test_a_model_that_fails_leaves_it_to_words_and_is_left_alone(prompts: Prompts) -> None:
    facts = (*FACTS, "#then=error")
    assert "Number 77 is a number." in prompts.known("Is 77 a feline?", facts)
    before = prompts.made()
    assert "Tom purrs." not in prompts.known("A feline?")
    assert prompts.made() == before


def test_nobody_waits_for_long(prompts: Prompts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PATIENCE", 0.0)
    found = prompts.known("Is 77 a feline?")
    assert "Number 77 is a number." in found
    assert "Tom purrs." not in found


def test_a_server_that_is_not_there_is_no_failure(prompts: Prompts, model_peer: ModelPeer, run: Run) -> None:
    nowhere = Target(Endpoint("http://127.0.0.1:9/v1"), "peer")
    models = Models({"default": Target(model_peer.endpoint, "peer")}, embedding=nowhere)
    assert "Number 77 is a number." in prompts.restarted(models).known("Is 77 a feline?")
    run(models.close())


def test_vectors_of_another_length_are_made_anew(prompts: Prompts, models: Models) -> None:
    here = Whose(prompts.record.account_id, prompts.record.character_id)
    prompts.known("A feline?", FACTS[:-1])
    prompts.room.write(lambda db: store.drop_vectors(db, here, "peer", None))
    stale = {vectors._digest(text): b"\0" * 8 for text in FACTS[:50]}
    prompts.room.write(lambda db: store.keep_vectors(db, here, "peer", stale))
    assert "Tom purrs." not in prompts.restarted(models).known("A feline?")
    assert "Tom purrs." in prompts.restarted(models).known("A feline?")

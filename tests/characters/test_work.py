"""Deploying: a revision frozen, checked and made live by the worker, on both engines."""

import pytest
from msgspec.structs import replace
from tests.characters.conftest import Room
from tests.tables import count

from greenroom.accounts.model import Caller
from greenroom.characters.knowledge import BigList, Fact, Knowledge
from greenroom.characters.model import Character, Mood, Prompt
from greenroom.operations import store as operations
from greenroom.problems import NotFound

NORA = Character(name="Nora", knowledge=Knowledge(facts=BigList.of([Fact(text="The sea is green.")])))


def test_deploying_makes_the_working_copy_live(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, "garden", live=False)
    operation = room.deploy(ada, made)
    assert (operation.state, operation.subject, operation.kind) == ("queued", made.character_id, "deploy")
    assert operation.input == {"revision": 1, "container": "beds", "address": "Nora"}
    assert room.live(made) is None
    room.work()
    done = room.operation(ada, operation.operation_id)
    assert (done.state, done.outcome) == ("done", {"revision": 1})
    assert room.live(made) == NORA
    assert room.get(ada, made.character_id).live_revision == 1
    assert room.read(count, "deployments") == 0


def test_deploying_the_same_revision_again_is_the_running_operation(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, live=False)
    first = room.deploy(ada, made)
    assert room.deploy(ada, made) == first
    room.work()
    assert room.deploy(ada, made).operation_id != first.operation_id


def test_another_revision_is_queued_behind(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, live=False)
    first = room.deploy(ada, made)
    second = room.deploy(ada, room.change(ada, made, live=False, name="Ada"))
    assert second.operation_id != first.operation_id
    assert room.deploy(ada, made).operation_id == second.operation_id  # it deploys what is there now
    assert room.run(room.worker.step())
    assert (name(room.live(made)), room.get(ada, made.character_id).live_revision) == ("Nora", 1)
    room.work()
    assert (name(room.live(made)), room.get(ada, made.character_id).live_revision) == ("Ada", 2)


def name(character: Character | None) -> str:
    assert character
    return character.name


def test_what_is_deployed_is_what_was_there_when_it_was_asked_for(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, live=False)
    room.deploy(ada, made)
    room.change(ada, made, live=False, name="Ada", knowledge__facts=BigList[Fact]())
    room.work()
    assert room.live(made) == NORA
    now = room.get(ada, made.character_id)
    assert (now.revision, now.live_revision, now.character.name) == (2, 1, "Ada")


def test_a_live_change_is_also_in_what_is_about_to_be_live(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)
    room.change(ada, made, live=False, mood=Mood(joy=3))
    room.deploy(ada, made)
    room.change(ada, made, live=False, mood=Mood(joy=9))
    room.change(ada, made, name="Ada")
    assert room.live(made) == replace(NORA, name="Ada")
    room.work()
    assert room.live(made) == replace(NORA, name="Ada", mood=Mood(joy=3))
    assert room.get(ada, made.character_id, lists=True).character == replace(
        NORA, name="Ada", mood=Mood(joy=9)
    )


def test_live_again_with_the_working_copy_it_counts_as_of_its_revision(room: Room, ada: Caller) -> None:
    made = room.change(ada, room.create(ada, NORA), live=False, mood=Mood(joy=3))
    room.deploy(ada, made)
    room.change(ada, made, name="Ada")
    room.work()
    now = room.get(ada, made.character_id)
    assert (now.revision, now.live_revision) == (3, 3)
    assert room.live(made) == replace(NORA, name="Ada", mood=Mood(joy=3))


def test_each_deployment_takes_effect_in_its_turn_also_where_the_draft_went_back(
    room: Room, ada: Caller
) -> None:
    made = room.create(ada, NORA, live=False)
    room.deploy(ada, made)
    room.deploy(ada, room.change(ada, made, live=False, name="Ada"))
    room.change(ada, made, live=False, name=NORA.name)
    room.work()
    now = room.get(ada, made.character_id)
    assert (now.character.name, now.revision, now.live_revision) == (NORA.name, 3, 2)
    assert name(room.live(made)) == "Ada"


def test_what_was_published_meanwhile_is_not_put_back(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, live=False)
    operation = room.deploy(ada, made)
    room.publish(room.change(ada, made, live=False, name="Ada"))
    room.work()
    assert room.operation(ada, operation.operation_id).state == "done"
    assert (name(room.live(made)), room.get(ada, made.character_id).live_revision) == ("Ada", 2)


def test_deleting_cancels_what_was_queued(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, live=False)
    operation = room.deploy(ada, made)
    room.delete(made)
    assert not room.run(room.worker.step())
    ended = room.operation(ada, operation.operation_id)
    assert (ended.state, ended.finished) == ("cancelled", True)
    assert ended.outcome == {"reason": "Cancelled", "message": "the character was deleted"}
    assert room.read(count, "deployments") == 0
    with pytest.raises(NotFound):
        room.deploy(ada, made)


def test_work_that_lost_its_character_ends_as_failed(room: Room, ada: Caller) -> None:
    """Nothing of ours makes such an operation; a database from elsewhere may hold one."""
    made = room.create(ada, NORA, live=False)
    work = {"revision": 1, "container": "", "address": ""}
    frozen_nowhere = room.write(operations.insert, ada.account_id, "deploy", made.character_id, work)
    of_nobody = room.write(operations.insert, ada.account_id, "deploy", ada.account_id, work)
    room.work()
    for operation in (frozen_nowhere, of_nobody):
        ended = room.operation(ada, operation.operation_id)
        assert ended.outcome == {
            "reason": "CannotDeploy",
            "message": "The character cannot be deployed: the character is gone.",
        }
    assert room.live(made) is None


def test_what_is_too_large_to_be_said_cannot_be_deployed(room: Room, ada: Caller) -> None:
    made = room.create(
        ada, Character(prompt=Prompt(definition="x" * 900_000), examples=("y" * 100_001,)), live=False
    )
    operation = room.deploy(ada, made)
    room.work()
    ended = room.operation(ada, operation.operation_id)
    assert ended.state == "failed"
    assert ended.outcome == {
        "reason": "CannotDeploy",
        "message": "The character cannot be deployed: its texts have 1,000,001 characters; "
        "a prompt holds at most 1,000,000.",
    }
    assert room.live(made) is None
    assert room.read(count, "deployments") == 0

"""Threads: how they begin, what they follow, and how they end."""

import pytest
from tests.conversations.conftest import Room
from tests.tables import count, where

from greenroom.accounts import service
from greenroom.accounts.model import Caller
from greenroom.characters.model import Character, Greetings, Person, Prompt, Safety, Whose
from greenroom.conversations import personas, stages, store, threads
from greenroom.conversations.around import character_of
from greenroom.conversations.prompt.greetings import MOST_VERSIONS
from greenroom.places.scenes import Scene
from greenroom.problems import BadValue, NotFound, ReplyRunning, ThreadClosed

NEVER = "01900000-0000-7000-8000-000000000000"


def test_each_greeting_is_a_version_and_the_one_that_was_asked_for_leads(room: Room, ada: Caller) -> None:
    record = room.character(ada)
    assert room.texts(room.begin(ada, record)) == ["Hello, User."]
    thread = room.begin(ada, record, greeting=1)
    assert room.texts(thread) == ["You again."]
    assert room.thread(thread).revision == thread.revision == 1
    everything = room.locked(thread, lambda db, now: store.messages(db, now, "", 10))
    assert [(one.parent_id, one.about.greeting) for one in everything] == [(None, 0), (None, 1)]
    assert room.texts(room.begin(ada, record, greeting=None)) == []
    assert room.texts(room.begin(ada, room.character(ada, Character(name="Mute")))) == []


@pytest.mark.parametrize(
    ("greetings", "number"), [(Greetings(first=""), 0), (Greetings(first="Hi.", alternates=(" ",)), 1)]
)
def test_a_thread_with_a_blank_greeting_begins_with_nothing(
    greetings: Greetings, number: int, room: Room, ada: Caller
) -> None:
    thread = room.begin(ada, room.character(ada, Character(name="M", greetings=greetings)), greeting=number)
    assert (room.texts(thread), room.thread(thread).leaf_id) == ([], None)


def test_what_blocked_words_and_the_floor_forbid_is_in_no_greeting(room: Room, ada: Caller) -> None:
    young = Character(
        name="Kid",
        person=Person(life_stage="teenager"),
        greetings=Greetings(first="She moans: sex, orgasm, penis.", alternates=("A darn nice {{user}}.",)),
        safety=Safety(blocked_words=("darn",)),
    )
    thread = room.begin(ada, room.character(ada, young))
    everything = room.locked(thread, lambda db, now: store.messages(db, now, "", 10))
    assert [one.text for one in everything] == ["She moans: ", "A ▇▇▇▇ nice User."]


def test_a_thread_keeps_no_more_greetings_than_anybody_looks_at(room: Room, ada: Caller) -> None:
    many = tuple(f"{number}" for number in range(500))
    record = room.character(ada, Character(name="M", greetings=Greetings(first="x", alternates=many)))
    thread = room.begin(ada, record, greeting=400)
    assert room.texts(thread) == ["399"]
    assert len(room.locked(thread, lambda db, now: store.messages(db, now, "", 1000))) == MOST_VERSIONS
    long = Character(
        name="L",
        prompt=Prompt(definition="d" * 200_000),
        greetings=Greetings(first="{{description}}", alternates=("{{description}} 1",) * 400),
    )
    thread = room.begin(ada, room.character(ada, long), greeting=1)
    kept = room.locked(thread, lambda db, now: store.messages(db, now, "", 1000))
    assert [(one.about.greeting, len(one.text)) for one in kept] == [(1, 200_002)]


@pytest.mark.parametrize(
    ("options", "problem"),
    [({"greeting": 2}, BadValue), ({"persona_id": NEVER}, NotFound), ({"scene_id": NEVER}, NotFound)],
)
def test_what_is_not_there_begins_nothing(
    room: Room, ada: Caller, options: dict[str, object], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        room.begin(ada, room.character(ada), **options)
    assert room.write(lambda db: count(db, "threads")) == 0


def test_another_ones_persona_and_scene_are_not_there(room: Room, ada: Caller, bob: Caller) -> None:
    persona = room.write(lambda db: personas.create(db, bob, "Bob", "", ()))
    scene = room.write(lambda db: stages.create(db, bob, Scene("Office"), ()))
    thread = room.begin(ada, room.character(ada))
    with pytest.raises(NotFound):
        room.change(ada, thread, persona_id=persona.persona_id)
    with pytest.raises(NotFound):
        room.change(ada, thread, scene_id=scene.thing.thing_id)


def test_they_are_listed_by_when_something_last_happened(room: Room, ada: Caller) -> None:
    record = room.character(ada)
    first, second = room.begin(ada, record), room.begin(ada, record)
    other = room.begin(ada, room.character(ada))
    room.exchange(ada, first)

    def listed(character_id: str = "") -> list[str]:
        found = room.write(lambda db: store.threads(db, ada.account_id, 10, (2**62, "~"), character_id))
        return [one.thread_id for one in found]

    assert listed() == [first.thread_id, other.thread_id, second.thread_id]
    assert listed(record.character_id) == [first.thread_id, second.thread_id]


def test_a_character_that_became_private_is_closed_to_others(room: Room, ada: Caller, bob: Caller) -> None:
    record = room.character(ada, Character(name="Nora", visibility="public"))
    thread = room.begin(bob, record)
    room.hide(ada, record)
    with pytest.raises(ThreadClosed):
        room.say(bob, thread)
    with pytest.raises(ThreadClosed):
        room.locked(thread, lambda db, now: character_of(db, room.catalogue, now))
    assert room.texts(thread) == []


def test_deleting_a_character_deletes_what_others_said_to_it(room: Room, ada: Caller, bob: Caller) -> None:
    record = room.character(ada, Character(name="Nora", visibility="public"))
    thread = room.begin(bob, record)
    room.exchange(bob, thread, "canary4711")
    room.write(lambda db: room.catalogue.delete(db, record))
    with pytest.raises(NotFound):
        room.thread(thread)
    found = room.write(lambda db: where(db, "canary4711", thread.thread_id))
    assert found == {"canary4711": set(), thread.thread_id: set()}
    assert room.write(lambda db: count(db, "ledger")) == 0


def test_a_deleted_account_leaves_nothing_but_what_was_counted(room: Room, ada: Caller, bob: Caller) -> None:
    record = room.character(ada, Character(name="Nora", visibility="public"))
    thread = room.begin(bob, record)
    room.exchange(bob, thread)
    room.write(lambda db: personas.create(db, bob, "Bob", "", ("*",)))
    room.write(
        lambda db: stages.create(db, bob, Scene("Office"), [Whose(record.account_id, record.character_id)])
    )
    room.write(lambda db: service.delete_account(db, bob.account_id))
    assert room.write(lambda db: where(db, bob.account_id)) == {bob.account_id: set()}
    assert room.write(lambda db: count(db, "ledger")) == 2  # with the character, that somebody talked


def test_a_thread_is_at_rest_once_whoever_replied_is_dead(room: Room, ada: Caller) -> None:
    thread = room.begin(ada, room.character(ada))
    begun = room.say(ada, thread)
    with pytest.raises(ReplyRunning):
        room.locked(thread, threads.at_rest)
    room.write(lambda db: store.renew_reply(db, thread, begun.reply_id, db.now))
    rested = room.locked(thread, threads.at_rest)
    assert (rested.reply_id, rested.reply_until) == (None, 0)

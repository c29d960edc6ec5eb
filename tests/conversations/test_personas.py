"""Personas: who is chosen for whom."""

from tests.conversations.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.conversations import personas, store
from greenroom.conversations.around import persona_of
from greenroom.conversations.model import Persona
from greenroom.conversations.personas import EVERYBODY


def make(room: Room, who: Caller, name: str, *subjects: str) -> Persona:
    return room.write(lambda db: personas.create(db, who, name, f"{name} is here.", subjects))


def change(room: Room, persona: Persona, *subjects: str) -> Persona:
    return room.write(lambda db: personas.change(db, persona, persona.name, "", subjects))


def test_the_nearest_choice_counts(room: Room, ada: Caller, bob: Caller) -> None:
    record = room.character(ada)
    thread = room.begin(ada, record)

    def user() -> str:
        return room.locked(thread, persona_of).name

    nobody = user()
    make(room, bob, "Bob", EVERYBODY, record.character_id)
    assert user() == nobody
    make(room, ada, "Anybody", EVERYBODY)
    assert user() == "Anybody"
    special = make(room, ada, "Special", record.character_id)
    assert user() == "Special"
    named = make(room, ada, "Named")
    room.change(ada, thread, persona_id=named.persona_id)
    assert user() == "Named"
    room.write(lambda db: personas.delete(db, named))
    assert (user(), room.thread(thread).persona_id) == ("Special", None)
    change(room, special)
    assert user() == "Anybody"


def test_a_choice_is_taken_from_whoever_had_it(room: Room, ada: Caller) -> None:
    first = make(room, ada, "First", EVERYBODY, "a")
    second = make(room, ada, "Second", EVERYBODY, "b")
    found = room.write(lambda db: store.personas(db, ada.account_id, "~", 10))
    assert [(one.name, one.subjects) for one in found] == [("Second", (EVERYBODY, "b")), ("First", ("a",))]
    assert change(room, first, "b").subjects == ("b",)
    after = room.write(lambda db: store.find_persona(db, ada.account_id, second.persona_id))
    assert after.subjects == (EVERYBODY,)


def test_a_change_is_a_revision(room: Room, ada: Caller) -> None:
    persona = make(room, ada, "Ada", "a")
    changed = room.write(lambda db: personas.change(db, persona, "Eve", "New", None))
    assert (changed.name, changed.description, changed.subjects, changed.revision) == (
        "Eve",
        "New",
        ("a",),
        2,
    )

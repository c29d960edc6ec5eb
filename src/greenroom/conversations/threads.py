"""Threads: to begin one, and to change it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from greenroom.accounts.model import Caller
from greenroom.characters.model import Character, Record
from greenroom.conversations import outcomes, stages, store
from greenroom.conversations.around import as_told, chosen_for, persona_of
from greenroom.conversations.model import Made, Thread
from greenroom.conversations.prompt.greetings import greetings, versions
from greenroom.conversations.prompt.materials import Materials, Persona
from greenroom.database import Transaction
from greenroom.kit.clock import utc
from greenroom.problems import BadValue, ReplyRunning


class Opening(NamedTuple):
    """What a character says first to this persona, in versions by their numbers."""

    character: Character
    persona: Persona
    versions: Mapping[int, str]


def begin(
    db: Transaction,
    who: Caller,
    record: Record,
    *,
    share_id: str | None = None,
    persona_id: str | None = None,
    scene_id: str | None = None,
    title: str = "",
    model: str = "",
    greeting: int | None = 0,
    opening: Opening | None = None,
) -> Thread:
    """A new thread with a character; its greeting of this number, if it has one, is the first message.

    None is no greeting. `opening` is what `opened` made of the same, before. Without a scene it plays where the character is met. Raises NotFound for a persona or a scene
    that isn't the account's, or where either account is gone, BadValue for a greeting that the character doesn't have.
    """
    store.hold_both(db, who.account_id, record.account_id)
    scene_id = _checked(db, who, persona_id, scene_id) or stages.scene_of(
        db, who.account_id, record.character_id
    )
    thread = Thread(
        account_id=who.account_id,
        thread_id=db.new_id(),
        owner_id=record.account_id,
        character_id=record.character_id,
        share_id=share_id,
        persona_id=persona_id,
        scene_id=scene_id,
        created_at=db.now,
        updated_at=db.now,
        revision=1,
        title=title,
        model=model,
        leaf_id=None,
        used=0,
        reply_id=None,
        reply_until=0,
    )
    store.insert_thread(db, thread)
    return thread if greeting is None else _greeted(db, thread, record, greeting, opening)


def change(db: Transaction, who: Caller, thread: Thread, changes: dict[str, Any]) -> Thread:
    """A locked thread with another title, model, persona or scene; raises NotFound as `begin` does."""
    _checked(db, who, changes.get("persona_id"), changes.get("scene_id"))
    return store.update_thread(db, thread, **changes)


def at_rest(db: Transaction, thread: Thread) -> Thread:
    """A locked thread, if no reply is being made in it; raises ReplyRunning."""
    if thread.reply_id is not None and thread.reply_until > db.now:
        raise ReplyRunning
    if thread.reply_id is not None:
        outcomes.lose(db, thread)
    return replace(thread, reply_id=None, reply_until=0)


def _greeted(
    db: Transaction, thread: Thread, record: Record, greeting: int, opening: Opening | None
) -> Thread:
    """Each greeting is a version of the first message; the one that was asked for is on the active path."""
    count = len(greetings(record.character))
    if greeting and greeting >= count:
        most = f"at most {count - 1}: so many further greetings it has" if count > 1 else "0 or null"
        raise BadValue("greeting", f"must be {most}")
    persona = persona_of(db, thread)
    if opening is None or (opening.character, opening.persona) != (record.character, persona):
        opening = _opening(record, persona, greeting, db)
    made = {
        number: store.insert_message(
            db, thread, db.new_id(), None, "character", text, Made(greeting=number)
        ).message_id
        for number, text in opening.versions.items()
    }
    return store.update_thread(db, thread, leaf_id=made[greeting], revision=1) if made else thread


def opened(db: Transaction, who: Caller, record: Record, persona_id: str | None, greeting: int) -> Opening:
    """What a thread will be begun with. It may take a second, and so nobody's turn to write; raises NotFound."""
    if persona_id is None:
        return _opening(record, chosen_for(db, who.account_id, record.character_id), greeting, db)
    found = store.find_persona(db, who.account_id, persona_id)
    return _opening(record, as_told(found), greeting, db)


def _opening(record: Record, persona: Persona, greeting: int, db: Transaction) -> Opening:
    told = Materials(character=record.character, now=utc(db.now), seed=db.new_id(), persona=persona)
    return Opening(record.character, persona, versions(told, greeting))


def _checked(db: Transaction, who: Caller, persona_id: str | None, scene_id: str | None) -> str | None:
    if persona_id is not None:
        store.find_persona(db, who.account_id, persona_id)
    if scene_id is not None:
        stages.find(db, who.account_id, scene_id, lock=True)  # it can't be removed meanwhile
    return scene_id

"""Gathering what a reply is made of: the character as it is live, the path that was talked, and all that is around it."""

from collections.abc import Iterable
from typing import NamedTuple

from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Record, Whose
from greenroom.characters.store import load_lists
from greenroom.conversations import store
from greenroom.conversations.around import as_told, character_of, commonly_known, scene_of, speaker_of
from greenroom.conversations.model import Message, Thread
from greenroom.conversations.prompt.materials import Materials, Turn
from greenroom.database import Transaction
from greenroom.kit.clock import utc

MOST_TURNS = 1_000
"""Messages of a path that are read; what a model's window leaves out is far less."""

MOST_MEMORIES = 8
"""Other threads of the same speaker whose summaries are read."""


class Gathered(NamedTuple):
    """The materials of a reply, whose character it is, whom it speaks to, and the messages that its history was made of.

    `speaker` is a persona's id, or empty.
    """

    record: Record
    speaker: str
    materials: Materials
    path: list[Message]


def gather(
    db: Transaction,
    catalogue: Catalogue,
    thread: Thread,
    leaf_id: str | None,
    seed: str,
    *,
    continuing: bool = False,
    around: tuple[str, ...] = (),
) -> Gathered:
    """All of it for a reply after the message `leaf_id`, or for more of that message. `seed` decides every dice.

    `around` is what the client says is there.

    Raises what `around.character_of` raises.
    """
    record = load_lists(db, character_of(db, catalogue, thread))
    path = store.path(db, thread, leaf_id, MOST_TURNS)
    summary, told = store.recollection(db, thread), path
    if summary:
        told = _after(path, summary.message_id)
    persona = speaker_of(db, thread)
    speaker = persona.persona_id if persona else ""
    scene = scene_of(db, thread)
    remembers = record.character.engine.memory
    just = path[-1].about.triggers if path else ()
    materials = Materials(
        character=record.character,
        now=utc(db.now),
        seed=seed,
        stable=thread.thread_id,
        persona=as_told(persona),
        scene=scene,
        history=_turns(told),
        earlier=_turns(path[: len(path) - len(told)]),
        continuing=continuing,
        greeting=next((one.about.greeting for one in path if one.about.greeting is not None), None),
        turns_before=sum(one.speaker == "character" for one in path[: len(path) - len(told)]),
        summary=summary.text if summary and len(told) < len(path) else "",
        common=commonly_known(db, thread.account_id, record, scene),
        memory=tuple(store.recollections(db, thread, speaker, MOST_MEMORIES)) if remembers else (),
        narrative=catalogue.narrative(db, record, triggers_of(path), just),
        goals_done=tuple(name for one in path for name in one.about.goals),
        whose=Whose(record.account_id, record.character_id),
        triggers=just,
        around=around,
    )
    return Gathered(record, speaker, materials, path)


def triggers_of(path: Iterable[Message]) -> tuple[str, ...]:
    """The names of what clients said has happened along a path."""
    return tuple(name for one in path if one.speaker == "user" for name in one.about.triggers)


def _turns(path: Iterable[Message]) -> tuple[Turn, ...]:
    return tuple(Turn(one.speaker, one.text, one.message_id) for one in path)


def _after(path: list[Message], message_id: str) -> list[Message]:
    """What comes after a message, or all of it where that message is on another branch."""
    for at, one in enumerate(path):
        if one.message_id == message_id:
            return path[at + 1 :]
    return path

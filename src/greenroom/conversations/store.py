"""Conversations as rows. Every verb takes the transaction `db` first; those with `lock` keep others from the row."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import structs

from greenroom.characters.model import Whose
from greenroom.conversations.model import Kind, Made, Message, Persona, Recollection, Speaker, State, Thread
from greenroom.database import Row, Transaction, Value, statements
from greenroom.kit.clock import MINUTE, SECOND
from greenroom.kit.ids import is_uuid
from greenroom.problems import NotFound

SQL = statements(__package__)

_encode = msgspec.json.Encoder().encode
_decode_made = msgspec.json.Decoder(Made).decode


def find_thread(db: Transaction, account_id: str, thread_id: str, *, lock: bool = False) -> Thread:
    """A thread of an account; raises NotFound.

    With `lock`, its account, its character's, and then the character are held first: who deletes one of them waits until
    the transaction ends, or it for them.
    """
    key: dict[str, Value] = {"account_id": account_id, "thread_id": thread_id}
    if lock:
        db.one(SQL.hold_character_of, key)
    row = db.one(SQL.locked_thread if lock else SQL.thread, key) if is_uuid(thread_id) else None
    if row is None:
        raise NotFound("thread", thread_id)
    return Thread(**dict(zip(Thread.__struct_fields__, row, strict=True)))


def threads(
    db: Transaction, account_id: str, most: int, before: tuple[int, str], character_id: str = ""
) -> list[Thread]:
    """Threads of an account, those that something happened in last first, after the moment and id `before`."""
    key: dict[str, Value] = {
        "account_id": account_id,
        "most": most,
        "moment": before[0],
        "thread_id": before[1],
    }
    rows = db.all(SQL.threads_with, key | {"character_id": character_id}) if character_id else None
    rows = db.all(SQL.threads, key) if rows is None else rows
    return [Thread(**dict(zip(Thread.__struct_fields__, row, strict=True))) for row in rows]


def insert_thread(db: Transaction, thread: Thread) -> None:
    """Enter a new thread at revision 1."""
    db.run(SQL.insert_thread, structs.asdict(thread) | {"now": thread.created_at})


def update_thread(db: Transaction, thread: Thread, **changes: Any) -> Thread:
    """A locked thread with these fields as they are now, which is its next revision."""
    changed = structs.replace(
        thread, **{"updated_at": max(db.now, thread.updated_at), "revision": thread.revision + 1, **changes}
    )
    db.run(SQL.update_thread, structs.asdict(changed) | {"now": changed.updated_at})
    return changed


def delete_thread(db: Transaction, thread: Thread) -> None:
    """Remove a thread with all that was said in it."""
    db.run(SQL.delete_thread, _of(thread))


def renew_reply(db: Transaction, thread: Thread, reply_id: str, until: int) -> bool:
    """Say that a reply is still being made; False when it no longer is this one."""
    return db.run(SQL.renew_reply, _of(thread) | {"reply_id": reply_id, "reply_until": until}) > 0


def ask_to_stop(db: Transaction, thread: Thread, reply_id: str) -> None:
    """Let whichever process makes a reply hear that it is to end."""
    db.run(SQL.ask_to_stop, {**_of(thread), "reply_id": reply_id})


def asked_of_makers(db: Transaction) -> tuple[set[str], set[str]]:
    """The replies that somebody wants to end and whose makers have not heard it yet, and those that others follow."""
    rows = db.all(SQL.asked_of_makers, {"now": db.now})
    return {one for one, stop in rows if stop}, {one for one, stop in rows if not stop}


def follow_reply(db: Transaction, account_id: str, thread_id: str, reply_id: str, seconds: int) -> str:
    """Say for a while that a reply which another process makes is followed; what has come of it, as far as is told.

    One statement; it fails where there is no such thread.
    """
    key: dict[str, Value] = {"account_id": account_id, "thread_id": thread_id, "reply_id": reply_id}
    row = db.one(SQL.follow_reply, {**key, "until": db.now + seconds * SECOND})
    assert row is not None
    return str(row[0])


def tell_followers(db: Transaction, thread: Thread, reply_id: str, text: str) -> None:
    """Let those who follow a reply have what has come of it."""
    db.run(SQL.tell_followers, {**_of(thread), "reply_id": reply_id, "text": text})


def leave_followers(db: Transaction, thread: Thread, reply_id: str) -> None:
    """Tell no more of a reply: it is a message now."""
    db.run(SQL.leave_followers, {**_of(thread), "reply_id": reply_id})


def forget_followed(db: Transaction) -> int:
    """Remove what was told of replies that nobody follows any more; how many."""
    return db.run(SQL.forget_followed, {"before": db.now - MINUTE})


def stop_heard(db: Transaction, thread: Thread) -> None:
    """Forget that a thread's reply was to end."""
    db.run(SQL.stop_heard, _of(thread))


def hold_account(db: Transaction, account_id: str) -> None:
    """Let others wait who change several personas or scenes of an account, until the transaction ends.

    It comes before any of them is locked, so that no two can wait for one another.
    """
    db.one(SQL.hold_account, {"account_id": account_id})


def hold_both(db: Transaction, account_id: str, owner_id: str) -> None:
    """What locking a thread does with accounts, for one that is about to begin; raises NotFound where one is gone."""
    there = {one for (one,) in db.all(SQL.hold_both, {"account_id": account_id, "owner_id": owner_id})}
    for one, what in ((account_id, "account"), (owner_id, "character")):
        if one not in there:
            raise NotFound(what, one)


def find_message(db: Transaction, thread: Thread, message_id: str) -> Message:
    """A message of a thread; raises NotFound."""
    row = db.one(SQL.message, _of(thread) | {"message_id": message_id}) if is_uuid(message_id) else None
    if row is None:
        raise NotFound("message", message_id)
    return _message(row)


def messages(db: Transaction, thread: Thread, after: str, most: int) -> list[Message]:
    """All messages of a thread in the order of their making, after the one with the id `after`."""
    return [_message(row) for row in db.all(SQL.messages, _of(thread) | {"after": after, "most": most})]


def path(db: Transaction, thread: Thread, leaf_id: str | None, most: int) -> list[Message]:
    """The last `most` messages of the path that ends in a message, oldest first."""
    rows = db.all(SQL.path, _of(thread) | {"leaf_id": leaf_id, "most": most}) if leaf_id else []
    return [_message(row) for row in reversed(rows)]


def newest_below(db: Transaction, message: Message) -> str:
    """The id of the newest message that came of a message: itself, where nothing did."""
    row = db.one(SQL.newest_below, _of_message(message))
    assert row is not None
    return str(row[0])


def all_below(db: Transaction, message: Message) -> list[str]:
    """The ids of a message and of all that came of it."""
    return [row[0] for row in db.all(SQL.all_below, _of_message(message))]


def versions(db: Transaction, thread: Thread, parent_id: str | None) -> list[str]:
    """The ids of the messages with the same parent, in the order of their making."""
    return [row[0] for row in db.all(SQL.versions, _of(thread) | {"parent_id": parent_id})]


def insert_message(
    db: Transaction,
    thread: Thread,
    message_id: str,
    parent_id: str | None,
    speaker: Speaker,
    text: str,
    about: Made,
    state: State = "whole",
) -> Message:
    """Write what was said."""
    message = Message(
        account_id=thread.account_id,
        thread_id=thread.thread_id,
        message_id=message_id,
        parent_id=parent_id,
        speaker=speaker,
        state=state,
        created_at=db.now,
        edited_at=None,
        text=text,
        about=about,
    )
    db.run(SQL.insert_message, structs.asdict(message) | {"now": db.now, "about": _encode(about)})
    return message


def update_message(db: Transaction, message: Message, **changes: Any) -> Message:
    """A message with these fields as they are now."""
    changed = structs.replace(message, **changes)
    db.run(SQL.update_message, structs.asdict(changed) | {"about": _encode(changed.about)})
    return changed


def delete_messages(db: Transaction, thread: Thread, message_ids: Iterable[str]) -> None:
    """Remove messages of a thread."""
    db.many(SQL.delete_message, [_of(thread) | {"message_id": one} for one in message_ids])


def recollection(
    db: Transaction, thread: Thread, kind: Kind = "summary", speaker: str = ""
) -> Recollection | None:
    """What is remembered of a thread's messages, and the last message that it tells; a memory is of one speaker."""
    row = db.one(SQL.recollection, _of(thread) | {"kind": kind, "speaker": speaker})
    return Recollection(*row) if row else None


def recollect(
    db: Transaction, thread: Thread, kind: Kind, message_id: str, text: str, speaker: str = ""
) -> None:
    """Keep what is remembered of a thread up to a message, in the place of what was before."""
    row = _of(thread) | {"character_id": thread.character_id, "speaker": speaker}
    told: dict[str, Value] = {"kind": kind, "message_id": message_id, "text": text, "now": db.now}
    db.run(SQL.recollect, row | told)


def forget(db: Transaction, message: Message) -> None:
    """Keep nothing that may tell a message: nothing up to it, or to a later one, ids being in the order of making."""
    db.run(SQL.forget, _of_message(message))


def recollections(db: Transaction, thread: Thread, speaker: str, most: int) -> list[str]:
    """Memories of other threads of a speaker with the same character, the newest first."""
    key = _of(thread) | {"character_id": thread.character_id, "speaker": speaker}
    return [row[0] for row in db.all(SQL.recollections, key | {"most": most})]


def find_persona(db: Transaction, account_id: str, persona_id: str, *, lock: bool = False) -> Persona:
    """A persona of an account; raises NotFound."""
    key: dict[str, Value] = {"account_id": account_id, "persona_id": persona_id}
    row = db.one(SQL.locked_persona if lock else SQL.persona, key) if is_uuid(persona_id) else None
    if row is None:
        raise NotFound("persona", persona_id)
    return _persona(db, row)


def chosen_persona(db: Transaction, account_id: str, character_id: str) -> Persona | None:
    """Whom an account is to a character unless a thread says otherwise."""
    row = db.one(SQL.chosen_persona, {"account_id": account_id, "character_id": character_id})
    return _persona(db, row) if row else None


def personas(db: Transaction, account_id: str, before: str, most: int) -> list[Persona]:
    """Personas of an account, newest first, from the one after the id `before` on."""
    rows = db.all(SQL.personas, {"account_id": account_id, "before": before, "most": most})
    return [_persona(db, row) for row in rows]


def _persona(db: Transaction, row: Row) -> Persona:
    persona = Persona(**dict(zip(Persona.__struct_fields__, row, strict=False)))
    found = db.all(
        SQL.subjects_of_persona, {"account_id": persona.account_id, "persona_id": persona.persona_id}
    )
    return structs.replace(persona, subjects=tuple(one[0] for one in found))


def _message(row: Row) -> Message:
    return Message(**dict(zip(Message.__struct_fields__, (*row[:-1], _decode_made(row[-1])), strict=True)))


def _of(thread: Thread) -> dict[str, Value]:
    return {"account_id": thread.account_id, "thread_id": thread.thread_id}


def _of_message(message: Message) -> dict[str, Value]:
    return {
        "account_id": message.account_id,
        "thread_id": message.thread_id,
        "message_id": message.message_id,
    }


def vectors(db: Transaction, whose: Whose, model: str) -> dict[str, bytes]:
    """The vectors that a model made of a character's texts, by the texts' digests."""
    return dict(db.all(SQL.vectors, _of_model(whose, model)))


def keep_vectors(db: Transaction, whose: Whose, model: str, rows: Mapping[str, bytes]) -> None:
    """Keep further ones, unless the character is gone."""
    named = [{**_of_model(whose, model), "digest": digest, "vector": rows[digest]} for digest in sorted(rows)]
    db.many(SQL.keep_vector, named)


def drop_vectors(db: Transaction, whose: Whose, model: str, digests: Iterable[str] | None) -> None:
    """Forget those of these texts, None for all."""
    if digests is None:
        db.run(SQL.drop_vectors, _of_model(whose, model))
    for digest in digests or ():
        db.run(SQL.drop_vector, {**_of_model(whose, model), "digest": digest})


def _of_model(whose: Whose, model: str) -> dict[str, Value]:
    return {**whose._asdict(), "model": model}

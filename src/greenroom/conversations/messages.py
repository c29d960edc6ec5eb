"""What is said in a thread: to say something, to have it answered, to go another way, to change and to take back.

A thread is a tree of messages and an active path through it. A reply is written down when it ends; until then its thread
says which one is being made, and that nobody else may make one.
"""

from collections.abc import Iterable
from contextlib import suppress

from msgspec.structs import replace

from greenroom.accounts.model import Caller
from greenroom.characters.catalogue import Catalogue
from greenroom.conversations import ledger, outcomes, store
from greenroom.conversations.around import character_of, speaker_of
from greenroom.conversations.model import Begun, Made, Message, State, Thread
from greenroom.conversations.outcomes import Outcome
from greenroom.conversations.threads import at_rest
from greenroom.database import Transaction
from greenroom.kit.clock import SECOND
from greenroom.problems import BadValue, NotFound, Problem

LEASE = 15 * SECOND
"""A reply whose maker has not been heard of for so long is taken for dead."""

ACTIVE = "active"
"""Stands for the message that the active path ends in."""


def say(
    db: Transaction,
    catalogue: Catalogue,
    who: Caller,
    thread: Thread,
    text: str,
    triggers: Iterable[str] = (),
    parent_id: str | None = ACTIVE,
) -> Begun:
    """Let the user of a locked thread say something, and begin the reply to it.

    Raises NotFound for a parent that isn't there, ReplyRunning, DailyLimit, and what `character_of` raises.
    """
    thread = _ready(db, catalogue, who, thread)
    parent = _parent(db, thread, parent_id)
    speaker = speaker_of(db, thread)
    about = Made(persona=speaker.persona_id if speaker else "", triggers=tuple(triggers))
    spoken = store.insert_message(db, thread, db.new_id(), parent, "user", text, about)
    first = not thread.used
    thread = replace(thread, used=1, leaf_id=spoken.message_id)
    begun = _begin(db, thread, spoken.message_id)
    ledger.enter(db, catalogue, thread, spoken.message_id, first=first)
    return replace(begun, spoken=spoken, triggers=about.triggers)


def answer(
    db: Transaction, catalogue: Catalogue, who: Caller, thread: Thread, parent_id: str | None = ACTIVE
) -> Begun:
    """Begin a reply to what was said last; if the character said it, another version of that.

    Where nothing was said, or `parent_id` is None, it is a greeting, which is not counted as a message.
    """
    thread = _ready(db, catalogue, who, thread)
    parent = _parent(db, thread, parent_id)
    if parent_id == ACTIVE and parent is not None:
        last = store.find_message(db, thread, parent)
        parent = parent if last.speaker == "user" else last.parent_id
    begun = _begin(db, thread, parent)
    if parent is None:
        return replace(begun, greeting=len(store.versions(db, thread, None)))
    spoken = store.find_message(db, thread, parent)
    return replace(begun, spoken=spoken, triggers=spoken.about.triggers)


def go_on(db: Transaction, catalogue: Catalogue, who: Caller, thread: Thread) -> Begun:
    """Begin to lengthen what the character said last; raises BadValue where the user spoke last."""
    thread = _ready(db, catalogue, who, thread)
    last = store.find_message(db, thread, thread.leaf_id) if thread.leaf_id else None
    if last is None or last.speaker != "character":
        raise BadValue("thread", "must end in a message of the character, for that is what goes on")
    return replace(_begin(db, thread, last.parent_id), goes_on=last)


def keep(
    db: Transaction,
    catalogue: Catalogue,
    begun: Begun,
    text: str,
    state: State,
    about: Made,
    problem: Problem | None = None,
) -> Message | None:
    """Write down what came of a reply, and let its thread rest; None where nothing came, or where all of it is gone.

    Nothing is counted for the day where nothing came, by a `problem` that is none of the caller's. Where it is written down
    already, that stays: whoever lost the connection over the commit does not know, and comes again.
    """
    thread = store.find_thread(db, begun.thread.account_id, begun.thread.thread_id, lock=True)
    if thread.reply_id != begun.reply_id:  # this was kept before, or somebody else took it for dead
        return _kept(db, thread, begun)
    message = _keep(db, catalogue, thread, begun, text, state, about)
    outcomes.keep(db, begun, state, about, message, problem)
    if not text and problem is not None and ledger.is_free(problem):
        ledger.give_back(db, thread.account_id, begun.thread.updated_at)
    return message


def _kept(db: Transaction, thread: Thread, begun: Begun) -> Message | None:
    """What was kept of a reply at an earlier time."""
    with suppress(NotFound):
        return outcomes.find(db, thread, begun.reply_id).message
    with suppress(NotFound):
        return store.find_message(db, thread, begun.reply_id)
    return None


def _keep(
    db: Transaction,
    catalogue: Catalogue,
    thread: Thread,
    begun: Begun,
    text: str,
    state: State,
    about: Made,
) -> Message | None:
    rested = {"reply_id": None, "reply_until": 0}
    if not text:
        store.update_thread(db, thread, **rested)
        return begun.goes_on
    if begun.goes_on is not None:
        return _lengthen(db, thread, begun, text, state, about)
    message = store.insert_message(
        db,
        thread,
        begun.reply_id,
        begun.parent_id,
        "character",
        text,
        replace(about, greeting=begun.greeting),
        state,
    )
    here = thread.leaf_id == begun.thread.leaf_id  # else somebody looks at another branch by now
    store.update_thread(db, thread, **rested, leaf_id=message.message_id if here else thread.leaf_id)
    if begun.greeting is None:
        ledger.enter(db, catalogue, thread, message.message_id)
    return message


def ask_to_stop(db: Transaction, thread: Thread, reply_id: str) -> None:
    """Let the process that makes a thread's reply end it, which it does within seconds; nothing where none makes it."""
    if thread.reply_id == reply_id and thread.reply_until > db.now:
        store.ask_to_stop(db, thread, reply_id)


def became(db: Transaction, thread: Thread, reply_id: str) -> Outcome | None:
    """What became of a reply, whoever made it; None while it is being made.

    Raises NotFound where it never was, or was so long ago that nobody knows.
    """
    if thread.reply_id == reply_id:
        return None if thread.reply_until > db.now else outcomes.lost()
    try:
        return outcomes.find(db, thread, reply_id)
    except NotFound:
        return Outcome(store.find_message(db, thread, reply_id))


def edit(db: Transaction, thread: Thread, message: Message, text: str) -> Message:
    """A message of a locked thread with other words."""
    thread = at_rest(db, thread)
    store.forget(db, message)
    changed = store.update_message(db, message, text=text, edited_at=db.now)
    store.update_thread(db, thread)
    return changed


def remove(db: Transaction, thread: Thread, message: Message) -> list[str]:
    """Remove a message of a locked thread with all that came of it; the ids of what is gone.

    Where the active path led through it, the path ends in the newest version beside it, or before it.
    """
    thread = at_rest(db, thread)
    gone = store.all_below(db, message)
    store.forget(db, message)
    store.delete_messages(db, thread, gone)
    leaf_id = thread.leaf_id
    if leaf_id in gone:
        beside = store.versions(db, thread, message.parent_id)
        leaf_id = message.parent_id
        if beside:
            leaf_id = store.newest_below(db, store.find_message(db, thread, beside[-1]))
    store.update_thread(db, thread, leaf_id=leaf_id, reply_id=None, reply_until=0)
    return gone


def select(db: Transaction, thread: Thread, message: Message) -> Thread:
    """A locked thread whose active path leads through a message, and on to the newest that came of it."""
    thread = at_rest(db, thread)
    return store.update_thread(db, thread, leaf_id=store.newest_below(db, message))


def _ready(db: Transaction, catalogue: Catalogue, who: Caller, thread: Thread) -> Thread:
    thread = at_rest(db, thread)
    character_of(db, catalogue, thread)
    ledger.count_reply(db, who)
    return thread


def _parent(db: Transaction, thread: Thread, parent_id: str | None) -> str | None:
    if parent_id == ACTIVE:
        return thread.leaf_id
    return None if parent_id is None else store.find_message(db, thread, parent_id).message_id


def _begin(db: Transaction, thread: Thread, parent_id: str | None) -> Begun:
    """The active path stays where it is until there is something to lead to."""
    reply_id = db.new_id()
    busy = {"leaf_id": thread.leaf_id, "used": thread.used, "reply_id": reply_id}
    return Begun(store.update_thread(db, thread, **busy, reply_until=db.now + LEASE), reply_id, parent_id)


def _lengthen(db: Transaction, thread: Thread, begun: Begun, text: str, state: State, about: Made) -> Message:
    """What the character went on with, behind what it had said; which greeting that was, it stays."""
    assert begun.goes_on is not None
    said = store.find_message(db, thread, begun.goes_on.message_id)
    about = replace(
        about,
        greeting=said.about.greeting,
        triggers=said.about.triggers,
        signals=(*said.about.signals, *about.signals),
        emotions=(*said.about.emotions, *about.emotions),
        goals=(*said.about.goals, *about.goals),
        continued=begun.reply_id,
        continued_at=len(said.text),
        file=said.about.file,
    )
    longer = store.update_message(db, said, text=said.text + text, state=state, about=about)
    store.update_thread(db, thread, reply_id=None, reply_until=0)
    return longer

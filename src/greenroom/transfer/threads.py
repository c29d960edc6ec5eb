"""Chats as threads: usable as any other, and counted by nobody until somebody goes on with them.

Counters count what was exchanged here. What a file brings was exchanged elsewhere, so nothing of it goes to the ledger; the
first thing that a user says in such a thread counts as its first use.
"""

from collections.abc import Iterator, Sequence

from greenroom.accounts.model import Caller
from greenroom.characters.model import Record
from greenroom.conversations import store
from greenroom.conversations import threads as conversations
from greenroom.conversations.model import Made, Message, Thread
from greenroom.database import Transaction
from greenroom.dialects.kit.house import House
from greenroom.transfer import claims
from greenroom.transfer.chats import Chat, Turn, Version
from greenroom.transfer.claims import SQL, Claim
from greenroom.transfer.taking import Outcome

_ALL = 2**31 - 1


def take_chat(
    db: Transaction,
    house: House,
    who: Caller,
    chat: Chat,
    title: str,
    sha256: str,
    character_id: str,
    persona_id: str | None,
) -> Outcome:
    """A chat with a character of the account as a thread; raises NotFound, where either is gone."""
    claim = Claim(who.account_id, sha256, f"chat/{character_id}")
    if not claims.make(db, claim):
        return Outcome("unchanged", claims.found(db, claim))
    record = house.catalogue.get(db, who, character_id)
    named = {"account_id": who.account_id, "character_id": character_id, "title": title}
    older = db.one(SQL.thread_titled, named) is not None
    thread = conversations.begin(db, who, record, persona_id=persona_id, title=title, greeting=None)
    leaf: str | None = None
    for turn in chat.turns:
        leaf = _write(db, thread, turn, leaf)
    moments = [one.moment for turn in chat.turns for one in turn.versions]
    store.update_thread(db, thread, leaf_id=leaf, revision=1)
    dated = {"created_at": chat.created_at, "updated_at": max(moments, default=chat.created_at)}
    db.run(SQL.date_thread, {"account_id": who.account_id, "thread_id": thread.thread_id, **dated})
    claims.settle(db, claim, thread_id=thread.thread_id)
    return Outcome("kept", thread.thread_id, "; ".join(_remarks(chat, older=older)))


def _remarks(chat: Chat, *, older: bool) -> Iterator[str]:
    yield from chat.remarks
    if chat.hidden:
        yield f"{chat.hidden} lines that the model was not shown are kept for when the chat is written again"
    if older:
        yield "a thread with this character is called so already, and stays beside it as it is"


def _write(db: Transaction, thread: Thread, turn: Turn, parent: str | None) -> str:
    """All versions of what was said; the id of the one that is gone on from."""
    ids = []
    for version in turn.versions:
        about = Made(file=version.kept)
        made = store.insert_message(db, thread, db.new_id(), parent, turn.speaker, version.text, about)
        row = {"account_id": thread.account_id, "thread_id": thread.thread_id, "message_id": made.message_id}
        db.run(SQL.date_message, row | {"created_at": version.moment})
        ids.append(made.message_id)
    return ids[turn.active]


def chat_of(db: Transaction, thread: Thread, record: Record, user: str) -> tuple[Chat, int]:
    """A thread as a chat: its active path with all versions of each message, and how many messages are on no such place."""
    everything = store.messages(db, thread, "", _ALL)
    by_id = {one.message_id: one for one in everything}
    versions: dict[str | None, list[Message]] = {}
    for one in everything:
        versions.setdefault(one.parent_id, []).append(one)
    path: list[Message] = []
    at = thread.leaf_id
    while at is not None and at in by_id:
        path.append(by_id[at])
        at = by_id[at].parent_id
    turns = [_turn(one, versions[one.parent_id]) for one in reversed(path)]
    shown = sum(len(turn.versions) for turn in turns)
    character = record.character.nickname or record.character.name
    return Chat(user, character, thread.created_at, tuple(turns), 0), len(everything) - shown


def _turn(said: Message, beside: Sequence[Message]) -> Turn:
    same = [one for one in beside if one.speaker == said.speaker]
    return Turn(said.speaker, tuple(_version(one) for one in same), same.index(said))


def _version(message: Message) -> Version:
    return Version(message.text, message.created_at, message.about.file)

"""Outcomes: what became of replies, where no message tells it, or tells it no longer.

They are kept for a day: as long as the same request is answered the same, and as a lost connection may be taken up.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from greenroom.conversations import ledger, store
from greenroom.conversations.model import Begun, Made, Message, State, Thread
from greenroom.database import Transaction
from greenroom.kit.clock import DAY
from greenroom.problems import ALL, EmptyReply, Internal, NotFound, Problem, Sizes

SQL = store.SQL

_LOST = "the server that made it stopped before its end"


class Outcome(Struct, frozen=True, omit_defaults=True):
    """How a reply ended: with a message as it was then, which may have existed before, with a problem, or with both."""

    message: Message | None = None
    problem: str = ""  # the name of its class
    values: tuple[Any, ...] = ()  # what it is made of
    nothing: Message | None = (
        None  # in the place of a message where there is none: it says how the reply was made
    )


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Outcome).decode
_KINDS = {kind.__name__: kind for kind in ALL}


def keep(
    db: Transaction, begun: Begun, state: State, about: Made, message: Message | None, problem: Problem | None
) -> None:
    """Keep what became of a reply, where the message that it is doesn't tell all of that."""
    if message is not None and problem is None and begun.goes_on is None and not begun.keyed:
        return
    nothing = None if message else _nothing(db, begun.thread, begun.reply_id, begun.parent_id, state, about)
    values = [vars(problem)[name] for name in problem.fields] if problem else ()
    _insert(db, begun.thread, begun.reply_id, Outcome(message, _name(problem), tuple(values), nothing))


def lose(db: Transaction, thread: Thread) -> None:
    """Keep that the reply of a locked thread came to nothing, for who made it is dead; it isn't counted for its day."""
    assert thread.reply_id is not None
    problem = EmptyReply(_LOST)
    about = Made(error=_name(problem), why=str(problem))
    nothing = _nothing(db, thread, thread.reply_id, None, "failed", about)
    _insert(db, thread, thread.reply_id, Outcome(None, _name(problem), (_LOST,), nothing))
    ledger.give_back(db, thread.account_id, thread.updated_at)


def find(db: Transaction, thread: Thread, reply_id: str) -> Outcome:
    """What became of a reply; raises NotFound where nothing is known of it."""
    row = db.one(SQL.outcome, _key(thread, reply_id))
    if row is None:
        raise NotFound("message", reply_id)
    return _decode(row[0])


def lost() -> Outcome:
    """Of a reply whose maker is dead, before anybody has written that down."""
    return Outcome(None, EmptyReply.__name__, (_LOST,))


def problem_of(outcome: Outcome) -> Problem | None:
    """The problem that a reply ended with, made again."""
    if not outcome.problem:
        return None
    kind = _KINDS.get(outcome.problem, Internal)
    return kind(*(Sizes(one) if isinstance(one, dict) else one for one in _fitting(kind, outcome.values)))


def forget_old(db: Transaction) -> int:
    """Remove those older than a day; how many."""
    return db.run(SQL.forget_outcomes, {"before": db.now - DAY})


def _fitting(kind: type[Problem], values: tuple[Any, ...]) -> Iterable[Any]:
    return values[: len(kind.fields)]


def _name(problem: Problem | None) -> str:
    return type(problem).__name__ if problem else ""


def _insert(db: Transaction, thread: Thread, reply_id: str, outcome: Outcome) -> None:
    db.run(SQL.keep_outcome, {**_key(thread, reply_id), "now": db.now, "document": _encode(outcome)})


def _nothing(
    db: Transaction, thread: Thread, reply_id: str, parent_id: str | None, state: State, about: Made
) -> Message:
    return Message(
        account_id=thread.account_id,
        thread_id=thread.thread_id,
        message_id=reply_id,
        parent_id=parent_id,
        speaker="character",
        state=state,
        created_at=db.now,
        edited_at=None,
        text="",
        about=about,
    )


def _key(thread: Thread, reply_id: str) -> dict[str, Any]:
    return {"account_id": thread.account_id, "thread_id": thread.thread_id, "reply_id": reply_id}

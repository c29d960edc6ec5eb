"""Sessions: conversations by the ids that clients have of them, which are those of threads without their hyphens."""

import re
from uuid import UUID

from greenroom.accounts.model import Caller
from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.conversations import messages, store, threads
from greenroom.conversations.gathering import MOST_TURNS, triggers_of
from greenroom.conversations.model import Begun, Thread
from greenroom.dialects.kit.call import Call
from greenroom.problems import NotFound, PlanLacks

NEW = "-1"
_SESSION = re.compile("[0-9a-f]{32}")


def session_id(thread: Thread) -> str:
    """The session that a thread is to clients."""
    return thread.thread_id.replace("-", "")


def find(db: Transaction, call: Call, who: Caller, character_id: str, session: str) -> Thread:
    """A session's locked thread, or a new one, which has no greeting: none was ever shown.

    Raises:
        NotFound: there is no such character that the account may talk with, or no such session with it.
        NotDeployed: an own character was never live.
        PlanLacks: the thread asks for a model that the plan doesn't include.
    """
    thread = None if session == NEW else _known(db, who, session)
    if thread is None or thread.character_id != character_id:
        record = call.house.catalogue.conversable(db, who.account_id, character_id)
        if session != NEW:
            raise NotFound("session", session)
        return threads.begin(db, who, record, greeting=None)
    if call.house.models.is_premium(thread.model) and not plan_of(who.plan).premium:
        raise PlanLacks(who.plan, f"the model {thread.model}")
    return thread


def take_back(db: Transaction, begun: Begun, session: str) -> None:
    """Forget what was said and not answered, and a session that nobody was told the id of."""
    thread = store.find_thread(db, begun.thread.account_id, begun.thread.thread_id, lock=True)
    if session == NEW:
        store.delete_thread(db, thread)
    elif begun.spoken is not None:
        messages.remove(db, thread, begun.spoken)


def happened(db: Transaction, who: Caller, character_id: str, session: str) -> tuple[str, ...]:
    """The names of what a client said has happened in a session with a character, oldest first; none where there is none."""
    thread = _known(db, who, session.strip().lower(), lock=False)
    if thread is None or thread.character_id != character_id:
        return ()
    return triggers_of(store.path(db, thread, thread.leaf_id, MOST_TURNS))


def _known(db: Transaction, who: Caller, session: str, *, lock: bool = True) -> Thread | None:
    if not _SESSION.fullmatch(session):
        return None
    try:
        return store.find_thread(db, who.account_id, str(UUID(session)), lock=lock)
    except NotFound:
        return None

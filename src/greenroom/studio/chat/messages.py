"""What is done with single messages: another version, other words, away with it."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.conversations import messages, store
from greenroom.conversations.model import Message, Thread
from greenroom.studio.chat.replies import ONE, worded
from greenroom.studio.chat.showing import show
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_MESSAGE = f"{ONE}/messages/{{message_id}}"


async def select(visit: Visit, who: Member) -> Response:
    """Lead the path through another version of a message."""
    return await _done(visit, who, messages.select)


async def edit(visit: Visit, who: Member) -> Response:
    """Give a message other words."""
    text = worded(await visit.field("text"))
    return await _done(visit, who, lambda db, thread, message: messages.edit(db, thread, message, text))


async def delete(visit: Visit, who: Member) -> Response:
    """Remove a message with all that came of it."""
    return await _done(visit, who, messages.remove)


async def _done(visit: Visit, who: Member, verb: Callable[[Transaction, Thread, Message], Any]) -> Response:
    def unit(db: Transaction) -> None:
        thread = store.find_thread(db, who.account_id, visit.values["thread_id"], lock=True)
        verb(db, thread, store.find_message(db, thread, visit.values["message_id"]))

    await visit.write(unit)
    return await show(visit, who) if visit.in_part else visit.lead(f"/chats/{visit.values['thread_id']}#end")


PAGES = (
    Page("POST", f"{_MESSAGE}/select", select),
    Page("POST", f"{_MESSAGE}/edit", edit),
    Page("POST", f"{_MESSAGE}/delete", delete),
)

"""To begin a conversation, to show it, to change what is around it, and to look at what a model would be asked."""

from typing import Any, NamedTuple

from msgspec import to_builtins
from starlette.responses import Response

from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.conversations import store, threads
from greenroom.conversations.gathering import Gathered, gather
from greenroom.conversations.model import Thread
from greenroom.conversations.prompting import Prepared
from greenroom.dialects.kit.aliases import allow
from greenroom.problems import BadValue, NotOwner
from greenroom.studio.catalogue import say
from greenroom.studio.chat import messages, replies
from greenroom.studio.chat.replies import ONE
from greenroom.studio.chat.showing import show
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

LONGEST_TITLE = 200
_FIELDS = {"title": "title", "persona": "persona_id", "scene": "scene_id", "model": "model"}
_IDS = frozenset({"persona_id", "scene_id"})


async def begin(visit: Visit, who: Member) -> Response:
    """Begin a conversation with a character, which gives it its title."""
    character_id, share_id = await visit.field("character"), await visit.field("share")

    def unit(db: Transaction) -> Thread:
        catalogue = visit.house.catalogue
        record = catalogue.conversable(db, who.account_id, character_id, share_id or None)
        title = record.character.name.strip()[:LONGEST_TITLE]
        return threads.begin(db, who.caller, record, share_id=share_id or None, title=title)

    begun = await visit.write(unit)
    return visit.lead(f"/chats/{begun.thread_id}")


async def change(visit: Visit, who: Member) -> Response:
    """Another title, persona, scene or model: whatever of them the form has."""
    fields = (await visit.form()).fields
    changes: dict[str, Any] = {
        _FIELDS[name]: value.strip() for name, value in fields.items() if name in _FIELDS
    }
    changes = {name: value or None if name in _IDS else value for name, value in changes.items()}
    if len(changes.get("title", "")) > LONGEST_TITLE:
        raise BadValue("title", f"must have at most {LONGEST_TITLE} characters.")
    allow(visit.house.models, who.plan, changes.get("model", ""))

    def unit(db: Transaction) -> Thread:
        thread = store.find_thread(db, who.account_id, visit.values["thread_id"], lock=True)
        return threads.change(db, who.caller, thread, changes)

    changed = await visit.write(unit)
    return visit.lead(f"/chats/{changed.thread_id}", say("chat.changed"))


async def delete(visit: Visit, who: Member) -> Response:
    """Remove a conversation with all that was said in it."""

    def unit(db: Transaction) -> Thread:
        thread = store.find_thread(db, who.account_id, visit.values["thread_id"], lock=True)
        store.delete_thread(db, thread)
        return thread

    gone = await visit.write(unit)
    reply = visit.house.replies.find(who.account_id, gone.thread_id, gone.reply_id or "")
    if reply:
        await visit.house.replies.stop(reply)
    return visit.lead("/chats", say("chat.deleted"))


class Part(NamedTuple):
    """A section of a prompt in the inspector; `share` is its part of the window in percent."""

    name: str
    role: str
    text: str
    source: str
    tokens: int
    share: int
    kept: bool


async def prompt(visit: Visit, who: Member) -> Response:
    """What a model would be asked for the next reply; only of an own character, for it is made of what is its owner's."""

    def unit(db: Transaction) -> tuple[Thread, Gathered]:
        thread = store.find_thread(db, who.account_id, visit.values["thread_id"])
        if thread.owner_id != who.account_id:
            raise NotOwner("prompt")
        return thread, gather(db, visit.house.catalogue, thread, thread.leaf_id, thread.thread_id)

    thread, gathered = await visit.scan(unit)
    premium = plan_of(who.plan).premium
    prepared = await visit.house.prompter.prepare(gathered.materials, thread.model, premium=premium)
    return visit.page(
        "chat/prompt.html",
        thread=thread,
        name=gathered.record.character.name,
        prepared=prepared,
        parts=_parts(prepared),
        parameters=to_builtins(prepared.prompt.ask.parameters),
    )


def _parts(prepared: Prepared) -> list[Part]:
    window = max(1, prepared.prompt.window)
    return [
        Part(
            one.section.name,
            one.section.role,
            one.section.text,
            one.section.source,
            one.tokens,
            round(100 * one.tokens / window),
            one.kept,
        )
        for one in prepared.prompt.sections
    ]


PAGES = (
    Page("POST", "/chats", begin),
    Page("GET", ONE, show),
    Page("POST", ONE, change),
    Page("POST", f"{ONE}/delete", delete),
    Page("GET", f"{ONE}/prompt", prompt),
    *replies.PAGES,
    *messages.PAGES,
)

"""What a conversation's page shows: the end of its active path, with the versions beside each message."""

from typing import NamedTuple

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST, Catalogue
from greenroom.characters.model import Record
from greenroom.conversations import model, stages, store
from greenroom.conversations.around import character_of, persona_of
from greenroom.conversations.model import Message, Stage, Thread
from greenroom.conversations.prompt.materials import Persona
from greenroom.problems import NotDeployed, NotFound, Problem, ThreadClosed
from greenroom.studio.page.portraits import Portrait, portrait

STEP = 60
"""Messages that are shown at first, and how many more each time."""

_MOST = 3_000
_CHOICES = 100


class Said(NamedTuple):
    """A message with the ids of all its versions, itself included; `last` is where the path ends."""

    message: Message
    versions: tuple[str, ...]
    last: bool

    @property
    def number(self) -> int:
        """Which of the versions it is, from 1."""
        return self.versions.index(self.message.message_id) + 1

    @property
    def before(self) -> str:
        """The version before it, empty where it is the first."""
        return self.versions[self.number - 2] if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The version after it, empty where it is the last."""
        return self.versions[self.number] if self.number < len(self.versions) else ""


class Choices(NamedTuple):
    """What the thread could have instead; `stages` are scenes with their casts."""

    personas: list[model.Persona]
    stages: list[Stage]


class Talk(NamedTuple):
    """A thread as it is shown. Without a `portrait` its character can't be talked to any more, for the reason `closed`.

    `more` is how many messages to ask for to see earlier ones, 0 where all are there. `replying` is the id of the reply
    that is being made, if one is. `persona` is whom the user is; without a name they are nobody in particular.
    """

    thread: Thread
    portrait: Portrait | None
    own: bool
    closed: str
    said: list[Said]
    more: int
    persona: Persona
    scene: str
    replying: str
    choices: Choices

    @property
    def name(self) -> str:
        """The character's, or what the thread was called when it had one."""
        return self.portrait.name if self.portrait else self.thread.title or "…"

    @property
    def waits(self) -> bool:
        """Whether the user has the last word, and nobody is answering."""
        return bool(self.said) and self.said[-1].message.speaker == "user" and not self.replying


def look(db: Transaction, catalogue: Catalogue, who: Caller, thread_id: str, most: int) -> Talk:
    """A thread of an account; raises NotFound."""
    thread = store.find_thread(db, who.account_id, thread_id)
    record, closed = met(db, catalogue, thread)
    most = max(STEP, min(most, _MOST))
    path = store.path(db, thread, thread.leaf_id, most + 1)
    shown = path[-most:]
    scene = _scene(db, thread)
    return Talk(
        thread=thread,
        portrait=portrait(record, _shared(record, thread)) if record else None,
        own=thread.owner_id == who.account_id,
        closed=closed,
        said=[_said(db, thread, one) for one in shown],
        more=most + STEP if len(path) > most else 0,
        persona=persona_of(db, thread),
        scene=scene.thing.content.title if scene else "",
        replying=(thread.reply_id or "") if thread.reply_until > db.now else "",
        choices=_choices(db, thread, scene),
    )


def _choices(db: Transaction, thread: Thread, scene: Stage | None) -> Choices:
    """The newest of each; and whatever is chosen, or a form that doesn't name it would take it away."""
    personas = store.personas(db, thread.account_id, LAST, _CHOICES)
    scenes = stages.page(db, thread.account_id, "", _CHOICES)
    if thread.persona_id and all(one.persona_id != thread.persona_id for one in personas):
        personas.append(store.find_persona(db, thread.account_id, thread.persona_id))
    if scene and all(one.thing.thing_id != scene.thing.thing_id for one in scenes):
        scenes.append(scene)
    return Choices(personas, scenes)


def met(db: Transaction, catalogue: Catalogue, thread: Thread) -> tuple[Record | None, str]:
    """The character of a thread, or why it can't be talked to."""
    try:
        return character_of(db, catalogue, thread), ""
    except (ThreadClosed, NotDeployed) as problem:
        return None, str(problem)
    except Problem:
        return None, str(ThreadClosed())


def _shared(record: Record, thread: Thread) -> str:
    """The share link by which a stranger reaches it."""
    return (thread.share_id or "") if record.character.visibility != "public" else ""


def _scene(db: Transaction, thread: Thread) -> Stage | None:
    if thread.scene_id is None:
        return None
    try:
        return stages.find(db, thread.account_id, thread.scene_id)
    except NotFound:
        return None


def _said(db: Transaction, thread: Thread, message: Message) -> Said:
    versions = store.versions(db, thread, message.parent_id)
    return Said(message, tuple(versions), message.message_id == thread.leaf_id)

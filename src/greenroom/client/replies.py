"""What comes of a reply while it is made."""

import msgspec
from msgspec import Struct

from greenroom.client.errors import APIResponseError, problem
from greenroom.client.events import Event
from greenroom.client.types.threads import Message


class ReplyBegun(Struct, frozen=True):
    """The reply has an id now; `message` is what was said, if anything, and `parent` what the reply follows."""

    reply: str
    parent: str | None
    message: Message | None


class ReplyText(Struct, frozen=True):
    """A piece of the text."""

    text: str


class ReplySignal(Struct, frozen=True):
    """Something that the client is to show: a trigger of the character's goals, or an emotion."""

    trigger: str = ""
    emotion: str = ""


class ReplyEnded(Struct, frozen=True):
    """The whole reply, as it is kept; None where nothing came of it."""

    reply: Message | None


class _Problem(Struct, frozen=True):
    status: int


ReplyEvent = ReplyBegun | ReplyText | ReplySignal | ReplyEnded
_KINDS: dict[str, type[ReplyEvent | _Problem]] = {
    "problem": _Problem,
    "begin": ReplyBegun,
    "text": ReplyText,
    "signal": ReplySignal,
    "end": ReplyEnded,
}


def read_event(event: Event) -> ReplyEvent | None:
    """What an event of a reply tells; None for one of a newer server, of which this client knows nothing.

    Raises:
        APIStatusError: The reply failed; what was kept of it is `reply` in the error's body.
        APIResponseError: It can't be read.
    """
    kind = _KINDS.get(event.name)
    try:
        told = msgspec.json.decode(event.data, type=kind) if kind else None
    except msgspec.DecodeError as fault:
        raise APIResponseError(str(fault), event.id) from fault
    if isinstance(told, _Problem):
        raise problem(told.status, {}, msgspec.json.decode(event.data))
    return told

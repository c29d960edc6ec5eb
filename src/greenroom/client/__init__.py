"""Greenroom's client: Greenroom's own API from Python, whole, typed, in both colours.

    from greenroom.client import Greenroom

    with Greenroom.from_environment() as client:
        nora = client.characters.create(character={"name": "Nora", "prompt": {"definition": "A fixer."}})
        thread = client.threads.create(character=nora.id)
        with client.threads.say(thread.id, text="Who are you?", stream=True) as reply:
            for text in reply.texts():
                print(text, end="")

It knows nothing of the server beside its API, and loads nothing of it. What goes wrong with a server is a `GreenroomError`; the
tree of them is in `greenroom.client.errors`. What the server answers is in `types`, what it is asked with in `params`.
"""

from greenroom.client import params, types
from greenroom.client.client import AsyncGreenroom, Greenroom
from greenroom.client.errors import (
    APIConnectionError,
    APIResponseError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    GreenroomError,
    NotFoundError,
    PayloadTooLargeError,
    PermissionDeniedError,
    PreconditionFailedError,
    RateLimitError,
    ServerError,
    UnprocessableEntityError,
)
from greenroom.client.files import File
from greenroom.client.pages import AsyncPage, AsyncPages, Page
from greenroom.client.replies import ReplyBegun, ReplyEnded, ReplyEvent, ReplySignal, ReplyText
from greenroom.client.streams import AsyncReplyStream, ReplyStream

__all__ = [
    "APIConnectionError",
    "APIResponseError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncGreenroom",
    "AsyncPage",
    "AsyncPages",
    "AsyncReplyStream",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "File",
    "Greenroom",
    "GreenroomError",
    "NotFoundError",
    "Page",
    "PayloadTooLargeError",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "RateLimitError",
    "ReplyBegun",
    "ReplyEnded",
    "ReplyEvent",
    "ReplySignal",
    "ReplyStream",
    "ReplyText",
    "ServerError",
    "UnprocessableEntityError",
    "params",
    "types",
]

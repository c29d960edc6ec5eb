"""What was said and what was replied, on the wire."""

from typing import Any

from greenroom.conversations.model import Message
from greenroom.kit.clock import rfc3339


def show_exchange(spoken: Message | None, reply: Message | None) -> dict[str, Any]:
    """What the user said, if anything, and what came of the reply, if anything."""
    return {"message": spoken and show_message(spoken), "reply": reply and show_message(reply)}


def show_message(message: Message) -> dict[str, Any]:
    """A message on the wire."""
    about = message.about
    counted = about.prompt_tokens is not None or about.completion_tokens is not None
    return {
        "id": message.message_id,
        "parent": message.parent_id,
        "speaker": message.speaker,
        "state": message.state,
        "created_at": rfc3339(message.created_at),
        "edited_at": None if message.edited_at is None else rfc3339(message.edited_at),
        "text": message.text,
        "model": about.model or None,
        "finish_reason": about.finish_reason or None,
        "usage": {"prompt_tokens": about.prompt_tokens, "completion_tokens": about.completion_tokens}
        if counted
        else None,
        "greeting": about.greeting,
        "error": about.error or None,
        "triggers": [*about.triggers],
        "signals": [*about.signals],
        "emotions": [*about.emotions],
        "goals": [*about.goals],
    }

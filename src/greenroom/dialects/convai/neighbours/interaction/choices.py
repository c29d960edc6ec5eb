"""Choices: what a model picks out of a list, when it has answered – a label for what was said, or the steps of what is done.

It is asked once more, for JSON of a form that allows nothing else. Where no model can be held to that, nothing is picked.
"""

import asyncio
from contextlib import aclosing
from typing import Any

from msgspec import DecodeError

from greenroom.conversations.prompt.instructions import short
from greenroom.http.bodies import decode_json
from greenroom.llm.backend import Backend
from greenroom.llm.model import Ask, Message, Parameters, Text
from greenroom.problems import Problem

MOST_CHOICES, MOST_STEPS = 64, 5
_TOKENS = 200
_PATIENCE = 20.0
"""Seconds for a choice; the answer stands already, and waits for it."""

_LONGEST = 16_000

_LABEL = "Say which label fits best what a user said to a character."
_STEPS = (
    "Say what a character does now, step by step, after what a user said and what the character answered. "
    "No step is more than was agreed to; there may be none."
)


async def label(backend: Backend, said: str, labels: tuple[str, ...]) -> str:
    """The label of what was said; "" where there is none."""
    form = _object(label={"enum": labels[:MOST_CHOICES]})
    found = await _picked(backend, _LABEL, f"The user said: {short(said)}", form) if labels else None
    picked = found.get("label") if isinstance(found, dict) else None
    return picked if picked in labels else ""


async def steps(
    backend: Backend, said: str, answered: str, actions: tuple[str, ...], targets: tuple[str, ...]
) -> tuple[str, ...]:
    """What is done now: each an action, and where it has one its target."""
    if not actions:
        return ()
    on = ("", *targets[: MOST_CHOICES - 1])
    step = _object(action={"enum": actions[:MOST_CHOICES]}, on={"enum": on})
    form = _object(steps={"type": "array", "items": step, "maxItems": MOST_STEPS})
    story = f"The user said: {short(said)}\nThe character answered: {short(answered)}"
    found = await _picked(backend, _STEPS, story, form)
    picked = found.get("steps") if isinstance(found, dict) else None
    known = [one for one in picked or () if _is_step(one, actions, on)] if isinstance(picked, list) else []
    return tuple(f"{one['action']} {one['on']}".strip() for one in known[:MOST_STEPS])


def _is_step(one: Any, actions: tuple[str, ...], on: tuple[str, ...]) -> bool:
    return isinstance(one, dict) and one.get("action") in actions and one.get("on", "") in on and "on" in one


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


async def _picked(backend: Backend, task: str, story: str, form: dict[str, Any]) -> Any:
    """What the model says in this form; None where it doesn't."""
    wanted = {"type": "json_schema", "json_schema": {"name": "choice", "strict": True, "schema": form}}
    ask = Ask(
        (Message("system", task), Message("user", story)),
        Parameters(temperature=0, max_tokens=_TOKENS, response_format=wanted),
    )
    told = ""
    try:
        async with asyncio.timeout(_PATIENCE), aclosing(backend.stream(ask)) as pieces:
            async for piece in pieces:
                told += piece.text if isinstance(piece, Text) else ""
                if len(told) > _LONGEST:
                    return None
        return decode_json(told)
    except (Problem, TimeoutError, DecodeError, RecursionError):
        return None

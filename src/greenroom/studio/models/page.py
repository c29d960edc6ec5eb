"""The page, and its test: a model is asked for three tokens, and the clock is looked at."""

import time
from contextlib import aclosing
from typing import Any, NamedTuple

from starlette.responses import Response

from greenroom.llm.model import Ask, Message, Parameters, Text
from greenroom.llm.models import Models, Target
from greenroom.problems import Problem
from greenroom.studio.page.table import Operator, Page
from greenroom.studio.page.visit import Visit

_ASK = Ask((Message("user", "Say hello."),), Parameters(max_tokens=3, temperature=0))


class Alias(NamedTuple):
    """A name of a model, and what it stands for."""

    name: str
    target: Target
    premium: bool


class Tested(NamedTuple):
    """What came of a test: the text, seconds until its first token and to its end, and what went wrong, if anything."""

    alias: str
    text: str = ""
    first: float = 0.0
    whole: float = 0.0
    window: int = 0
    fault: str = ""


async def models(visit: Visit, who: Operator) -> Response:
    """All models, or what to set where there is none."""
    return _page(visit)


async def test(visit: Visit, who: Operator) -> Response:
    """Ask one for three tokens."""
    return _page(visit, tested=await tried(visit.house.models, await visit.field("alias")))


async def tried(known: Models, alias: str) -> Tested:
    """What comes of asking; it never raises."""
    begun, first, text = time.perf_counter(), 0.0, ""
    try:
        backend = known.find(alias)
        async with aclosing(backend.stream(_ASK)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Text):
                    first = first or time.perf_counter() - begun
                    text += piece.text
        whole = time.perf_counter() - begun
        return Tested(alias, text, first or whole, whole, await backend.window())
    except Problem as problem:
        return Tested(alias, text, first, time.perf_counter() - begun, fault=str(problem))


def _page(visit: Visit, **values: Any) -> Response:
    known, said = visit.house.models, visit.house.settings
    names = [(name, known.target(name)) for name in known.aliases]
    aliases = [Alias(name, target, known.is_premium(name)) for name, target in names if target]
    around: dict[str, Any] = {"tested": None, "embedding": said["embedding_model"]}
    around |= {"moderation": said["moderation_model"], "window": said["model_window"]}
    return visit.page("models/models.html", aliases=aliases, **around | values)


PAGES = (Page("GET", "/models", models), Page("POST", "/models/test", test))

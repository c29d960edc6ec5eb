"""What is said where no reply comes: a sentence for people, and where to go to mend it."""

from typing import NamedTuple

from starlette.responses import Response

from greenroom import problems
from greenroom.http.answers import json_answer
from greenroom.http.outages import OUTAGES
from greenroom.studio.catalogue import say
from greenroom.studio.page.refusals import status_of
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit

MODEL_SETTINGS = "/models"
"""Where an operator sees models, and tests them."""

_WORDS: tuple[tuple[type[problems.Problem], str], ...] = (
    (problems.DailyLimit, "daily_limit"),
    (problems.RateLimited, "rate_limited"),
    (problems.ReplyRunning, "reply_running"),
    (problems.Internal, "internal"),
    (problems.ModelMissing, "model_missing"),
    (problems.ModelUnreachable, "model_unreachable"),
    (problems.ModelRefused, "model_refused"),
    (problems.ModelBusy, "model_busy"),
    (problems.ModelFailed, "model_failed"),
    (problems.ModelSlow, "model_slow"),
    (problems.EmptyReply, "empty_reply"),
    (problems.ContextTooSmall, "context_too_small"),
)
_OF_MODELS = (
    problems.ModelMissing,
    problems.ModelUnreachable,
    problems.ModelRefused,
    problems.ModelFailed,
    problems.ModelSlow,
    problems.ContextTooSmall,
)
"""What an operator mends where models are set up."""

_AGAIN = (
    problems.NoReply,
    problems.Unavailable,
    problems.Internal,
    problems.RateLimited,
    problems.ReplyRunning,
)
_NOT_AGAIN = (problems.ModelMissing, problems.ContextTooSmall)


class Failure(NamedTuple):
    """A sentence, whether trying again may help, and a link with its text where there is one."""

    said: str
    again: bool
    link: str = ""
    link_text: str = ""


def failure(visit: Visit, who: Member, problem: problems.Problem) -> Failure:
    """What a problem is to whoever wanted a reply."""
    if isinstance(problem, problems.Unavailable):
        OUTAGES.tell(problem, "a reply in the studio")
    word = next((word for kind, word in _WORDS if isinstance(problem, kind)), "")
    said = say(f"chat.{word}", **_values(problem)) if word else str(problem)
    again = isinstance(problem, _AGAIN) and not isinstance(problem, _NOT_AGAIN)
    if isinstance(problem, _OF_MODELS) and who.is_operator and visit.shell.has("GET", MODEL_SETTINGS):
        return Failure(said, again, MODEL_SETTINGS, say("chat.model_settings"))
    return Failure(said, again)


def refused(visit: Visit, who: Member, problem: problems.Problem) -> Response:
    """The answer to a script that wanted a reply."""
    return json_answer(failure(visit, who, problem)._asdict(), status_of(problem))


def _values(problem: problems.Problem) -> dict[str, str]:
    values = {name: str(getattr(problem, name)) for name in problem.fields}
    if "retry_after" in values:
        values["wait"] = _wait(int(values["retry_after"]))
    return values


def _wait(seconds: int) -> str:
    """How long one has to wait, as people say it."""
    for size, word in ((3600, "hours"), (60, "minutes"), (1, "seconds")):
        if seconds >= size:
            count = -(-seconds // size)
            return say(f"chat.{word if count > 1 else word[:-1]}", count=count)
    return say("chat.second", count=1)

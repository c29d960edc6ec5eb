"""How this dialect says no: one sentence under a key that depends on the operation, for some with a `Reference ID`.

A word's code is the keys of the body, in order: "ERROR", "API_ERROR", "INTERNAL_ERROR", "detail" or "ERROR, Reference ID".
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from greenroom import problems
from greenroom.dialects.convai import wire
from greenroom.dialects.convai.translate import OWNED
from greenroom.dialects.kit.errors import Errors, Fault, Words, bearer_challenge
from greenroom.kit.ids import is_uuid

MISSING = "is missing"
"""Why a field is at fault that has to be there; said in the vendor's own sentence."""

_WRONG_KEY = "Invalid API key provided."
_PLAIN, _REFERRED = "ERROR", "ERROR, Reference ID"
_DETAIL = "detail"

TABLE: dict[type[problems.Problem], Words] = {
    problems.NotJson: Words(400, _REFERRED),
    problems.BadValue: Words(400, _REFERRED),
    problems.BadValues: Words(400, _REFERRED),
    problems.BadName: Words(400, _REFERRED),
    problems.BadParameter: Words(400, _REFERRED),
    problems.BadFilter: Words(400, _REFERRED),
    problems.BadPageToken: Words(400, _REFERRED),
    problems.BadCard: Words(400, _REFERRED),
    problems.BadHost: Words(400, _REFERRED),
    problems.NoKey: Words(401, _PLAIN, _WRONG_KEY),
    problems.WrongKey: Words(401, _PLAIN),
    problems.ExpiredKey: Words(401, _PLAIN, _WRONG_KEY),
    problems.NotSignedIn: Words(401, _PLAIN, _WRONG_KEY),
    problems.MissingScope: Words(401, _PLAIN),  # never 403, which editors read as a bad key too
    problems.Suspended: Words(401, _PLAIN),
    problems.PlanLacks: Words(400, _REFERRED),
    problems.NotOwner: Words(404, _REFERRED),
    problems.NotAdmitted: Words(401, _PLAIN),
    problems.Withheld: Words(401, _PLAIN),
    problems.NotFound: Words(404, _REFERRED),
    problems.UnknownPath: Words(404, _PLAIN, "Not found."),
    problems.WrongMethod: Words(405, _PLAIN, "Method not allowed."),
    problems.NotDeployed: Words(409, _REFERRED),
    problems.CannotDeploy: Words(409, _REFERRED),
    problems.AlreadyExists: Words(400, _REFERRED),
    problems.InUse: Words(409, _REFERRED),
    problems.CannotLink: Words(409, _REFERRED),
    problems.ThreadClosed: Words(409, _REFERRED),
    problems.ReplyRunning: Words(409, _REFERRED),
    problems.ExportRunning: Words(409, _REFERRED),
    problems.RevisionMismatch: Words(409, _REFERRED),
    problems.IdempotencyRunning: Words(409, _REFERRED),
    problems.IdempotencyMismatch: Words(422, _REFERRED),
    problems.TooLarge: Words(413, _REFERRED),
    problems.RateLimited: Words(429, _REFERRED, "Rate limit exceeded."),
    problems.DailyLimit: Words(429, _REFERRED),
    problems.ModelMissing: Words(503, _REFERRED),
    problems.ModelUnreachable: Words(503, _REFERRED),
    problems.ModelRefused: Words(502, _REFERRED),
    problems.ModelBusy: Words(429, _REFERRED),
    problems.ModelFailed: Words(502, _REFERRED),
    problems.EmptyReply: Words(502, _REFERRED),
    problems.ModelSlow: Words(504, _REFERRED),
    problems.ContextTooSmall: Words(400, _REFERRED),
    problems.Unavailable: Words(503, _REFERRED),
    problems.Internal: Words(500, _REFERRED, "Internal Server Error"),
}

_NOT_CREATED = (
    "Error in creating the character. Check if all the input data is valid. Contact support for more info."
)
_NOT_GOT = "INTERNAL SERVER ERROR, one or more database calls failed!"
_NOT_FOUND = "Could not fetch character details from all_characters table."
_NOT_UPDATED = "Could not update all_characters table."
_NO_BACKSTORY = "Could not update character backstory."
_ID = "charID"


def missing(field: str) -> problems.BadValue:
    """A field that has to be there and is not."""
    return problems.BadValue(field, MISSING)


def _sentence(fault: Fault) -> str:
    match fault.problem:
        case problems.BadValue(field=field, why=why) if why == MISSING:
            return f"Missing required field: {field}"
        case problems.BadValue(why=why) if why[:1].isupper():  # a sentence of the vendor's own
            return why
        case problems.WrongKey(hint=hint):
            return _WRONG_KEY + hint
        case problems.NotFound(kind=kind, name=name):
            return f"{kind.capitalize()} with id {name} not found"
    return fault.text


def _created(fault: Fault) -> str:
    """What a create says: one sentence for whatever it documents."""
    documented = isinstance(fault.problem, problems.NotJson) or _root(fault.problem) in OWNED
    return _NOT_CREATED if documented else _sentence(fault)


def _got(fault: Fault) -> str:
    return _NOT_GOT if isinstance(fault.problem, problems.BadValue | problems.NotFound) else _sentence(fault)


def _updated(fault: Fault) -> str:
    """What an update says: a sentence for the backstory, and one for every other documented field."""
    root = _root(fault.problem)
    if root == _ID or isinstance(fault.problem, problems.NotFound):
        return _NOT_FOUND
    if root == "backstory":
        return _NO_BACKSTORY
    return _NOT_UPDATED if root in OWNED and root != "reasoning_effort" else _sentence(fault)


def _root(problem: problems.Problem) -> str:
    """The field of the body that is at fault."""
    return re.split(r"[.\[]", problem.field)[0] if isinstance(problem, problems.BadValue) else ""


def _reference(request_id: str) -> str:
    """The request's id where that is a UUID, and else the UUID that stands for it."""
    folded = request_id.lower()
    return folded if is_uuid(folded) else str(uuid5(NAMESPACE_OID, request_id))


def _errors(
    say: Callable[[Fault], str] = _sentence,
    others: Mapping[type[problems.Problem], Words] | None = None,
    *,
    referred: Callable[[Fault], bool] = lambda _: False,
) -> Errors:
    """A way to say no. `others` are words that differ from the table's; `referred` adds a reference to those without."""

    def envelope(fault: Fault) -> dict[str, Any]:
        first, *more = fault.words.code.split(", ")
        reference = {"Reference ID": _reference(fault.request_id)} if more or referred(fault) else {}
        return {first: say(fault)} | reference

    return Errors(TABLE | dict(others or {}), envelope, bearer_challenge, wire.Error)


_API_KEYS: dict[type[problems.Problem], Words] = {
    problems.NoKey: Words(401, "API_ERROR", "api_key not found."),
    problems.WrongKey: Words(401, "API_ERROR"),
    problems.ExpiredKey: Words(401, "API_ERROR", _WRONG_KEY),
    problems.MissingScope: Words(401, "API_ERROR"),
    problems.Suspended: Words(401, "API_ERROR"),
}

ERRORS = _errors()
"""For most operations."""

LISTING = _errors(others={problems.NoKey: Words(400, _PLAIN, "API key not found.")})
"""For the list of characters and that of voices: no key is 400."""

API = _errors(others=_API_KEYS)
"""For the knowledge bank."""

CREATING = _errors(
    _created,
    _API_KEYS
    | {
        problems.NotJson: Words(400, "INTERNAL_ERROR"),
        problems.BadValue: Words(400, "INTERNAL_ERROR"),
    },
)

GETTING = _errors(_got, {problems.BadValue: Words(400, _PLAIN), problems.NotFound: Words(400, _PLAIN)})

UPDATING = _errors(
    _updated,
    _API_KEYS | {problems.BadValue: Words(400, _PLAIN), problems.NotFound: Words(400, _PLAIN)},
    referred=lambda fault: _root(fault.problem) in {"functions", "docs"},
)

ANSWERING = _errors(others={problems.BadValue: Words(400, _PLAIN)})
"""For what a character is to answer. That it can't is no refusal, and has words of its own."""

SPEAKING = _errors(
    others={problems.Unavailable: Words(501, _REFERRED, "Text to speech is not available on this server.")}
)
"""For the one operation that needs a voice engine, which this server does not have."""

LIVE = _errors(
    lambda fault: fault.words.text if fault.words.code == _DETAIL else _sentence(fault),
    {
        **dict.fromkeys(
            (problems.NoKey, problems.WrongKey, problems.ExpiredKey), Words(401, _DETAIL, "Invalid API key")
        ),
        problems.Unavailable: Words(501, _DETAIL, "Live audio is not available on this server"),
    },
)
"""For rooms of live audio, whose host at the vendor has other words."""


def _of_models(fault: Fault) -> dict[str, Any]:
    transaction = _reference(fault.request_id)
    return {"status": "error", "message": _sentence(fault), "transactionID": transaction}


MODELS = Errors(
    TABLE | {problems.UnknownPath: Words(404, _PLAIN, "Models are chosen by whoever runs this server.")},
    _of_models,
    bearer_challenge,
    wire.Error,
)
"""For language models of an account's own, which are spoken of in another shape."""

"""How this dialect says no: `{"message": sentence, "error": word, "field": path}`. The vendor documents none of it."""

from typing import Any

from greenroom import problems
from greenroom.dialects.kit.errors import Errors, Fault, Words, bearer_challenge
from greenroom.dialects.npcbuilder import wire

_BAD = Words(400, "bad_request")
_UNKNOWN = Words(401, "unauthorized")
_FORBIDDEN = Words(403, "forbidden")
_NOT_THERE = Words(404, "not_found")
_CONFLICT = Words(409, "conflict")
_UNAVAILABLE = Words(503, "unavailable")

TABLE: dict[type[problems.Problem], Words] = {
    **dict.fromkeys((problems.NotJson, problems.BadValue, problems.BadValues, problems.BadName), _BAD),
    **dict.fromkeys((problems.BadParameter, problems.BadFilter, problems.BadPageToken), _BAD),
    **dict.fromkeys((problems.BadCard, problems.BadHost), _BAD),
    **dict.fromkeys((problems.NoKey, problems.WrongKey, problems.ExpiredKey, problems.NotSignedIn), _UNKNOWN),
    **dict.fromkeys((problems.MissingScope, problems.Suspended), _FORBIDDEN),
    **dict.fromkeys(
        (problems.PlanLacks, problems.NotOwner, problems.NotAdmitted, problems.Withheld), _FORBIDDEN
    ),
    **dict.fromkeys((problems.NotFound, problems.UnknownPath), _NOT_THERE),
    problems.WrongMethod: Words(405, "method_not_allowed"),
    **dict.fromkeys((problems.NotDeployed, problems.CannotDeploy, problems.AlreadyExists), _CONFLICT),
    **dict.fromkeys((problems.ThreadClosed, problems.ReplyRunning, problems.ExportRunning), _CONFLICT),
    **dict.fromkeys(
        (problems.InUse, problems.CannotLink, problems.RevisionMismatch, problems.IdempotencyRunning),
        _CONFLICT,
    ),
    problems.IdempotencyMismatch: Words(422, "unprocessable"),
    problems.TooLarge: Words(413, "payload_too_large"),
    problems.RateLimited: Words(429, "rate_limited"),
    problems.DailyLimit: Words(429, "rate_limited"),
    **dict.fromkeys((problems.ModelMissing, problems.ModelUnreachable), _UNAVAILABLE),
    **dict.fromkeys(
        (problems.ModelRefused, problems.ModelFailed, problems.EmptyReply), Words(502, "model_error")
    ),
    problems.ModelBusy: Words(429, "rate_limited"),
    problems.ModelSlow: Words(504, "timeout"),
    problems.ContextTooSmall: Words(400, "context_too_small"),
    problems.Unavailable: _UNAVAILABLE,
    problems.Internal: Words(500, "internal_error"),
}


def _envelope(fault: Fault) -> dict[str, Any]:
    body = {"message": fault.text, "error": fault.words.code}
    if isinstance(fault.problem, problems.BadValue):
        body["field"] = fault.problem.field
    return body


ERRORS = Errors(TABLE, _envelope, bearer_challenge, wire.Error)

"""How this dialect says no: `{"error": word, "message": sentence, "details": {...}, "request_id": id}`."""

from typing import Any

from greenroom import problems
from greenroom.dialects.kit.errors import Errors, Fault, Words, bearer_challenge
from greenroom.dialects.replr import wire

HOW = "send it as Authorization: Bearer KEY or as X-API-Key: KEY"
_INVALID = Words(400, "validation_error", "Request validation failed.")
_QUOTED = (
    f"No API key was sent: {HOW}. If this came from a shell, was the URL in quotes? An & outside of them ends the "
    "command, and the headers behind it are lost."
)

TABLE: dict[type[problems.Problem], Words] = {
    problems.NotJson: Words(400, "bad_request"),
    problems.BadValue: _INVALID,
    problems.BadValues: _INVALID,
    problems.BadName: Words(400, "bad_request"),
    problems.BadParameter: _INVALID,
    problems.BadFilter: Words(400, "bad_request"),
    problems.BadPageToken: Words(400, "bad_request"),
    problems.BadCard: Words(400, "bad_request"),
    problems.BadHost: Words(400, "bad_request"),
    problems.NoKey: Words(401, "unauthorized"),
    problems.WrongKey: Words(401, "unauthorized"),
    problems.ExpiredKey: Words(401, "token_expired"),
    problems.NotSignedIn: Words(401, "unauthorized"),
    problems.MissingScope: Words(403, "forbidden"),
    problems.Suspended: Words(403, "forbidden"),
    problems.PlanLacks: Words(403, "plan_limit"),
    problems.NotOwner: Words(403, "forbidden"),
    problems.NotAdmitted: Words(403, "forbidden"),
    problems.Withheld: Words(403, "forbidden"),
    problems.NotFound: Words(404, "not_found"),
    problems.UnknownPath: Words(404, "not_found"),
    problems.WrongMethod: Words(405, "method_not_allowed"),
    problems.NotDeployed: Words(409, "conflict"),
    problems.CannotDeploy: Words(409, "conflict"),
    problems.AlreadyExists: Words(409, "conflict"),
    problems.InUse: Words(409, "conflict"),
    problems.CannotLink: Words(409, "conflict"),
    problems.ThreadClosed: Words(409, "conflict"),
    problems.ReplyRunning: Words(409, "conflict"),
    problems.ExportRunning: Words(409, "conflict"),
    problems.RevisionMismatch: Words(409, "conflict"),
    problems.IdempotencyRunning: Words(409, "conflict"),
    problems.IdempotencyMismatch: Words(422, "unprocessable_entity"),
    problems.TooLarge: Words(413, "payload_too_large"),
    problems.RateLimited: Words(429, "rate_limit_exceeded"),
    problems.DailyLimit: Words(429, "rate_limit_exceeded"),
    problems.ModelMissing: Words(503, "model_unavailable"),
    problems.ModelUnreachable: Words(503, "model_unavailable"),
    problems.ModelRefused: Words(502, "model_error"),
    problems.ModelBusy: Words(429, "model_busy"),
    problems.ModelFailed: Words(502, "model_error"),
    problems.EmptyReply: Words(502, "model_error"),
    problems.ModelSlow: Words(504, "model_timeout"),
    problems.ContextTooSmall: Words(400, "context_too_small"),
    problems.Unavailable: Words(503, "service_unavailable"),
    problems.Internal: Words(500, "internal_error"),
}


def _envelope(fault: Fault) -> dict[str, Any]:
    body = {
        "error": fault.words.code,
        "message": fault.text,
        "details": {},
        "request_id": fault.request_id,
    }
    match fault.problem:
        case problems.BadValues(faults=faults):
            body["details"] = {"fields": faults}
        case problems.BadValue(field=name, why=why) | problems.BadParameter(parameter=name, why=why):
            body["details"] = {"fields": {name: why}}
        case problems.RateLimited(retry_after=seconds, per_minute=most):
            said = f"You have exceeded the rate limit of {most} requests per minute."
            body["message"] = f"{said} Please wait before retrying."
            body["retry_after"] = seconds
    return body


ERRORS = Errors(TABLE, _envelope, bearer_challenge, wire.Error)

LISTS = ERRORS._replace(table=TABLE | {problems.NoKey: Words(401, "unauthorized", _QUOTED)})
"""Where the query has several parts, as in a sample of the vendor's that is printed without quotes."""

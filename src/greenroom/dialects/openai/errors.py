"""How this dialect says no: `{"error": {"message", "type", "param", "code"}}`, all four always there.

OpenAI's SDKs repeat a request that was answered 408, 409, 429 or 5xx, unless `x-should-retry: false` comes with it.
"""

from collections.abc import Iterable
from typing import Any

from greenroom import problems
from greenroom.dialects.kit.errors import Errors, Fault, Words, bearer_challenge
from greenroom.dialects.openai import wire
from greenroom.http.answers import Header

HOW = "send it as Authorization: Bearer KEY, which is what an SDK does with its api_key"
_BUSY = "rate_limit_exceeded"

TABLE: dict[type[problems.Problem], Words] = {
    problems.NotJson: Words(400, "invalid_json"),
    problems.BadValue: Words(400, "invalid_value"),
    problems.BadValues: Words(400, "invalid_value"),
    problems.BadName: Words(400, "invalid_value"),
    problems.BadParameter: Words(400, "invalid_value"),
    problems.BadFilter: Words(400, "invalid_value"),
    problems.BadPageToken: Words(400, "invalid_value"),
    problems.BadCard: Words(400, "invalid_value"),
    problems.BadHost: Words(400, "invalid_host"),
    problems.NoKey: Words(401, "invalid_api_key"),
    problems.WrongKey: Words(401, "invalid_api_key"),
    problems.ExpiredKey: Words(401, "invalid_api_key"),
    problems.NotSignedIn: Words(401, "invalid_api_key"),
    problems.MissingScope: Words(403, "insufficient_permissions"),
    problems.Suspended: Words(403, "account_suspended"),
    problems.PlanLacks: Words(403, "plan_limit"),
    problems.NotOwner: Words(403, "insufficient_permissions"),
    problems.NotAdmitted: Words(403, "insufficient_permissions"),
    problems.Withheld: Words(403, "insufficient_permissions"),
    problems.NotFound: Words(404, "model_not_found"),
    problems.UnknownPath: Words(404, "unknown_url"),
    problems.WrongMethod: Words(405, "method_not_allowed"),
    problems.NotDeployed: Words(404, "not_deployed"),
    problems.CannotDeploy: Words(409, "conflict"),
    problems.AlreadyExists: Words(409, "conflict"),
    problems.InUse: Words(409, "conflict"),
    problems.CannotLink: Words(409, "conflict"),
    problems.ThreadClosed: Words(409, "conflict"),
    problems.ReplyRunning: Words(409, "conflict"),
    problems.ExportRunning: Words(409, "conflict"),
    problems.RevisionMismatch: Words(409, "conflict"),
    problems.IdempotencyRunning: Words(409, "conflict"),
    problems.IdempotencyMismatch: Words(422, "idempotency_mismatch"),
    problems.TooLarge: Words(413, "too_large"),
    problems.RateLimited: Words(429, _BUSY),
    problems.DailyLimit: Words(429, "insufficient_quota"),
    problems.ModelMissing: Words(503, "no_language_model"),
    problems.ModelUnreachable: Words(503, "model_unreachable"),
    problems.ModelRefused: Words(502, "model_refused"),
    problems.ModelBusy: Words(429, _BUSY),
    problems.ModelFailed: Words(502, "model_failed"),
    problems.EmptyReply: Words(502, "empty_reply"),
    problems.ModelSlow: Words(504, "model_slow"),
    problems.ContextTooSmall: Words(400, "context_length_exceeded"),
    problems.Unavailable: Words(503, "unavailable"),
    problems.Internal: Words(500, "internal_error"),
}

_TYPES = {429: "rate_limit_error", 401: "authentication_error", 403: "permission_error"}

_IN_VAIN = (problems.Conflict, problems.DailyLimit, problems.ModelMissing, problems.ModelRefused)
_COSTLY = (problems.ModelSlow,)  # whoever waited until then would wait as long again


def _envelope(fault: Fault) -> dict[str, Any]:
    status = fault.words.status
    usual = "server_error" if status >= 500 else "invalid_request_error"
    error = wire.Fault(fault.text, _TYPES.get(status, usual), _param(fault.problem), fault.words.code)
    return {"error": error}


def _param(problem: problems.Problem) -> str | None:
    match problem:
        case problems.BadValue(field=field):
            return field
        case problems.BadParameter(parameter=parameter):
            return parameter
        case problems.NotFound() | problems.NotDeployed():
            return "model"
    return None


def _own(fault: Fault) -> Iterable[Header]:
    if isinstance(fault.problem, (*_IN_VAIN, *_COSTLY)):
        yield b"x-should-retry", b"false"


ERRORS = Errors(TABLE, _envelope, bearer_challenge, wire.Error, own=_own)

"""How this dialect says no: google.rpc.Status as a grpc-gateway writes it, with gRPC's number for a code."""

from typing import Any

from greenroom import problems
from greenroom.dialects.inworld import wire
from greenroom.dialects.kit.errors import Errors, Fault, Words

CANCELLED, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND, ALREADY_EXISTS = 1, 3, 4, 5, 6
PERMISSION_DENIED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED = 7, 8, 9, 10
UNIMPLEMENTED, INTERNAL, UNAVAILABLE, UNAUTHENTICATED = 12, 13, 14, 16

TABLE: dict[type[problems.Problem], Words] = {
    problems.NotJson: Words(400, INVALID_ARGUMENT),
    problems.BadValue: Words(400, INVALID_ARGUMENT),
    problems.BadValues: Words(400, INVALID_ARGUMENT),
    problems.BadName: Words(400, INVALID_ARGUMENT),
    problems.BadParameter: Words(400, INVALID_ARGUMENT),
    problems.BadFilter: Words(400, INVALID_ARGUMENT),
    problems.BadPageToken: Words(400, INVALID_ARGUMENT),
    problems.BadCard: Words(400, INVALID_ARGUMENT),
    problems.BadHost: Words(400, INVALID_ARGUMENT),
    problems.NoKey: Words(401, UNAUTHENTICATED),
    problems.WrongKey: Words(401, UNAUTHENTICATED),
    problems.ExpiredKey: Words(401, UNAUTHENTICATED),
    problems.NotSignedIn: Words(401, UNAUTHENTICATED),
    problems.MissingScope: Words(403, PERMISSION_DENIED),
    problems.Suspended: Words(403, PERMISSION_DENIED),
    problems.PlanLacks: Words(403, PERMISSION_DENIED),
    problems.NotOwner: Words(403, PERMISSION_DENIED),
    problems.NotAdmitted: Words(403, PERMISSION_DENIED),
    problems.Withheld: Words(403, PERMISSION_DENIED),
    problems.NotFound: Words(404, NOT_FOUND),
    problems.UnknownPath: Words(404, NOT_FOUND, "Not Found"),
    problems.WrongMethod: Words(501, UNIMPLEMENTED, "Method Not Allowed"),
    problems.NotDeployed: Words(400, FAILED_PRECONDITION),
    problems.CannotDeploy: Words(400, FAILED_PRECONDITION),
    problems.AlreadyExists: Words(409, ALREADY_EXISTS),
    problems.InUse: Words(400, FAILED_PRECONDITION),
    problems.CannotLink: Words(400, FAILED_PRECONDITION),
    problems.ThreadClosed: Words(400, FAILED_PRECONDITION),
    problems.ReplyRunning: Words(400, FAILED_PRECONDITION),
    problems.ExportRunning: Words(400, FAILED_PRECONDITION),
    problems.RevisionMismatch: Words(409, ABORTED),
    problems.IdempotencyRunning: Words(409, ABORTED),
    problems.IdempotencyMismatch: Words(400, INVALID_ARGUMENT),
    problems.TooLarge: Words(413, INVALID_ARGUMENT),
    problems.RateLimited: Words(429, RESOURCE_EXHAUSTED),
    problems.DailyLimit: Words(429, RESOURCE_EXHAUSTED),
    problems.ModelMissing: Words(400, FAILED_PRECONDITION),
    problems.ModelUnreachable: Words(503, UNAVAILABLE),
    problems.ModelRefused: Words(400, FAILED_PRECONDITION),
    problems.ModelBusy: Words(429, RESOURCE_EXHAUSTED),
    problems.ModelFailed: Words(500, INTERNAL),
    problems.EmptyReply: Words(500, INTERNAL),
    problems.ModelSlow: Words(504, DEADLINE_EXCEEDED),
    problems.ContextTooSmall: Words(400, FAILED_PRECONDITION),
    problems.Unavailable: Words(503, UNAVAILABLE),
    problems.Internal: Words(500, INTERNAL),
}

_BY_REASON = {
    "Cancelled": CANCELLED,
    **{kind.__name__: words.code for kind, words in TABLE.items()},
}


def status(code: int, message: str) -> dict[str, Any]:
    """A google.rpc.Status."""
    return {"code": code, "message": message, "details": []}


def status_of(outcome: dict[str, str]) -> dict[str, Any]:
    """Why an operation ended without success."""
    return status(_BY_REASON.get(outcome["reason"], INTERNAL), outcome["message"])


def _envelope(fault: Fault) -> dict[str, Any]:
    problem = fault.problem
    text = fault.text
    if (isinstance(problem, problems.BadValue) and problem.why.startswith("proto:")) or (
        isinstance(problem, problems.NotJson) and problem.why.startswith("proto:")
    ):
        text = problem.why
    return status(fault.words.code, text)


ERRORS = Errors(TABLE, _envelope, lambda fault: fault.text, wire.Status)

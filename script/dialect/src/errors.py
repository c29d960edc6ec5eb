"""How this dialect says no: `{"error": word, "message": sentence}`."""

from typing import Any

from greenroom import problems
from greenroom.dialects.acme import wire
from greenroom.dialects.kit.errors import Errors, Fault, Words, bearer_challenge

HOW = "send it as Authorization: Bearer KEY"

TABLE: dict[type[problems.Problem], Words] = {
    problems.NotJson: Words(400, "invalid_json"),
    problems.BadValue: Words(400, "invalid_argument"),
    problems.BadValues: Words(400, "invalid_argument"),
    problems.BadName: Words(400, "invalid_argument"),
    problems.BadParameter: Words(400, "invalid_argument"),
    problems.BadFilter: Words(400, "invalid_argument"),
    problems.BadPageToken: Words(400, "invalid_argument"),
    problems.BadCard: Words(400, "invalid_argument"),
    problems.BadHost: Words(400, "invalid_argument"),
    problems.NoKey: Words(401, "unauthenticated"),
    problems.WrongKey: Words(401, "unauthenticated"),
    problems.ExpiredKey: Words(401, "unauthenticated"),
    problems.NotSignedIn: Words(401, "unauthenticated"),
    problems.MissingScope: Words(403, "permission_denied"),
    problems.Suspended: Words(403, "permission_denied"),
    problems.PlanLacks: Words(403, "permission_denied"),
    problems.NotOwner: Words(403, "permission_denied"),
    problems.NotAdmitted: Words(403, "permission_denied"),
    problems.Withheld: Words(403, "permission_denied"),
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
    problems.IdempotencyMismatch: Words(422, "idempotency_mismatch"),
    problems.TooLarge: Words(413, "payload_too_large"),
    problems.RateLimited: Words(429, "rate_limited"),
    problems.DailyLimit: Words(429, "rate_limited"),
    problems.ModelMissing: Words(503, "unavailable"),
    problems.ModelUnreachable: Words(503, "unavailable"),
    problems.ModelRefused: Words(502, "model_failed"),
    problems.ModelBusy: Words(429, "rate_limited"),
    problems.ModelFailed: Words(502, "model_failed"),
    problems.ModelSlow: Words(504, "model_failed"),
    problems.EmptyReply: Words(502, "model_failed"),
    problems.ContextTooSmall: Words(400, "context_too_small"),
    problems.Unavailable: Words(503, "unavailable"),
    problems.Internal: Words(500, "internal"),
}


def _envelope(fault: Fault) -> dict[str, Any]:
    return {"error": fault.words.code, "message": fault.text}


ERRORS = Errors(TABLE, _envelope, bearer_challenge, wire.Error)

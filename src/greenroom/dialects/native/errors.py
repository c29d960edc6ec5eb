"""How Greenroom's own API says no: problem documents (RFC 9457), one stable `type` for each class of `problems`."""

import re
from typing import Any

from greenroom import problems
from greenroom.dialects.kit.errors import Errors, Fault, Words, bearer_challenge
from greenroom.dialects.native import wire

TABLE: dict[type[problems.Problem], Words] = {
    problems.NotJson: Words(400, "Not JSON"),
    problems.BadValue: Words(400, "Bad value"),
    problems.BadValues: Words(400, "Bad values"),
    problems.BadName: Words(400, "Bad name"),
    problems.BadParameter: Words(400, "Bad query parameter"),
    problems.BadFilter: Words(400, "Bad filter"),
    problems.BadPageToken: Words(400, "Bad cursor"),
    problems.BadCard: Words(400, "Bad character card"),
    problems.BadHost: Words(400, "Unknown host"),
    problems.NoKey: Words(401, "No key"),
    problems.WrongKey: Words(401, "Wrong key"),
    problems.ExpiredKey: Words(401, "Expired key"),
    problems.NotSignedIn: Words(401, "Not signed in"),
    problems.MissingScope: Words(403, "Missing scope"),
    problems.Suspended: Words(403, "Account suspended"),
    problems.PlanLacks: Words(403, "Not in this plan"),
    problems.NotOwner: Words(403, "Not yours"),
    problems.NotAdmitted: Words(403, "Not admitted"),
    problems.Withheld: Words(403, "Withheld"),
    problems.NotFound: Words(404, "Not found"),
    problems.UnknownPath: Words(404, "Unknown path"),
    problems.WrongMethod: Words(405, "Wrong method"),
    problems.NotDeployed: Words(409, "Never deployed"),
    problems.CannotDeploy: Words(409, "Cannot be deployed"),
    problems.AlreadyExists: Words(409, "Already exists"),
    problems.InUse: Words(409, "In use"),
    problems.CannotLink: Words(409, "Cannot link"),
    problems.ThreadClosed: Words(409, "Thread closed"),
    problems.ReplyRunning: Words(409, "Reply running"),
    problems.ExportRunning: Words(409, "Export running"),
    problems.RevisionMismatch: Words(412, "Revision has changed"),
    problems.IdempotencyRunning: Words(409, "Still running"),
    problems.IdempotencyMismatch: Words(422, "Idempotency key reused"),
    problems.TooLarge: Words(413, "Too large"),
    problems.RateLimited: Words(429, "Too many requests"),
    problems.DailyLimit: Words(429, "Plan spent"),
    problems.ModelMissing: Words(503, "No language model"),
    problems.ModelUnreachable: Words(503, "Language model out of reach"),
    problems.ModelRefused: Words(502, "Language model refuses"),
    problems.ModelBusy: Words(429, "Language model is busy"),
    problems.ModelFailed: Words(502, "Language model failed"),
    problems.EmptyReply: Words(502, "Empty reply"),
    problems.ModelSlow: Words(504, "Language model is slow"),
    problems.ContextTooSmall: Words(400, "Context too small"),
    problems.Unavailable: Words(503, "Unavailable"),
    problems.Internal: Words(500, "Internal error"),
}


def problem_type(kind: type[problems.Problem]) -> str:
    """The stable name of a problem: its class in kebab case under our URN."""
    return "urn:greenroom:problem:" + re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()


def pointer(path: str) -> str:
    """A path such as `scopes[0]` as a JSON Pointer (RFC 6901); what begins like one is one already."""
    return path if path.startswith("/") else "".join(f"/{step}" for step in re.findall(r"[^.\[\]]+", path))


def below(path: str, name: str) -> str:
    """The JSON Pointer to a field below a path, whatever its name holds."""
    return f"{pointer(path)}/{name.replace('~', '~0').replace('/', '~1')}"


def _envelope(fault: Fault) -> dict[str, Any]:
    body = {
        "type": problem_type(type(fault.problem)),
        "title": fault.words.code,
        "status": fault.words.status,
        "detail": fault.text,
        "request_id": fault.request_id,
    }
    if isinstance(fault.problem, problems.BadValue):
        body["errors"] = [{"pointer": pointer(fault.problem.field), "detail": fault.problem.why}]
    if isinstance(fault.problem, problems.BadValues):
        body["errors"] = [
            {"pointer": pointer(field), "detail": why} for field, why in fault.problem.faults.items()
        ]
    if isinstance(fault.problem, problems.BadCard):
        body["reason"] = fault.problem.reason
    if isinstance(fault.problem, problems.ContextTooSmall):
        body |= {"window": fault.problem.window, "sizes": fault.problem.sizes}
    return body


ERRORS = Errors(TABLE, _envelope, bearer_challenge, wire.Problem, media_type=b"application/problem+json")

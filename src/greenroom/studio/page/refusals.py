"""Refusals in the studio's manner: each problem as a page that says what happened and where to go from here."""

from typing import NamedTuple
from urllib.parse import quote

from starlette.responses import Response

from greenroom import problems
from greenroom.http.accept import prefers_json
from greenroom.http.answers import Answer, Header, json_answer
from greenroom.studio.page.visit import Visit


class Refusal(NamedTuple):
    """A status, and the words of the catalogue for title and hint."""

    status: int
    word: str


_TABLE: tuple[tuple[type[problems.Problem], Refusal], ...] = (
    (problems.NotAdmitted, Refusal(403, "forged")),
    (problems.Suspended, Refusal(403, "suspended")),
    (problems.Missing, Refusal(404, "missing")),
    (problems.WrongMethod, Refusal(405, "missing")),
    (problems.Forbidden, Refusal(403, "forbidden")),
    (problems.Unauthenticated, Refusal(401, "forbidden")),
    (problems.RateLimited, Refusal(429, "busy")),
    (problems.DailyLimit, Refusal(429, "busy")),
    (problems.TooLarge, Refusal(413, "invalid")),
    (problems.Conflict, Refusal(409, "conflict")),
    (problems.NoReply, Refusal(503, "unavailable")),
    (problems.Unavailable, Refusal(503, "unavailable")),
    (problems.Invalid, Refusal(400, "invalid")),
)
_OURS = Refusal(500, "internal")


def refuse(visit: Visit, problem: problems.Problem, request_id: str) -> Response:
    """The page that says no; for a script, the sentence alone."""
    refusal = _refusal(problem)
    if isinstance(problem, problems.Unauthenticated) and visit.in_part and visit.request.method == "GET":
        back = f"/sign-in?next={quote(visit.path, safe='/')}"
        return Answer(b"", refusal.status, headers=[(b"hx-redirect", back.encode())])
    if prefers_json(visit.request.headers.get("accept", "")) or (
        visit.in_part and visit.request.method == "POST"
    ):
        return json_answer({"said": str(problem)}, refusal.status, _headers(problem))
    said = "" if refusal is _OURS else str(problem)
    answer = visit.page(
        "page/refusal.html", refusal.status, word=refusal.word, said=said, request_id=request_id
    )
    answer.raw_headers.extend(_headers(problem))
    return answer


def status_of(problem: problems.Problem) -> int:
    """The HTTP status of a problem."""
    return _refusal(problem).status


def _refusal(problem: problems.Problem) -> Refusal:
    return next((refusal for kind, refusal in _TABLE if isinstance(problem, kind)), _OURS)


def _headers(problem: problems.Problem) -> list[Header]:
    if isinstance(problem, problems.RateLimited | problems.DailyLimit):
        return [(b"retry-after", str(problem.retry_after).encode())]
    if isinstance(problem, problems.WrongMethod):
        return [(b"allow", problem.allowed.encode())]
    return []

"""Errors at the edge: each dialect says every problem in its own words, through one table and one envelope."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from greenroom.http.answers import Answer, Header, json_answer
from greenroom.http.outages import OUTAGES
from greenroom.problems import (
    DailyLimit,
    ModelBusy,
    NoKey,
    Problem,
    RateLimited,
    Unavailable,
    WrongMethod,
)

_UNQUOTABLE = re.compile(r"[^ !#-\[\]-~]+")


class Words(NamedTuple):
    """How a dialect says one problem: HTTP status and the vendor's code; `text` replaces the problem's own sentence."""

    status: int
    code: Any
    text: str = ""


class Fault(NamedTuple):
    """What an envelope is made of."""

    problem: Problem
    words: Words
    text: str
    request_id: str


def no_headers(_fault: Fault) -> Iterable[Header]:
    """For dialects whose refusals have no headers of their own."""
    return ()


class Errors(NamedTuple):
    """A dialect's way to say no. `table` covers `problems.ALL`; `challenge` fills WWW-Authenticate on a 401.

    `shape` is the wire type of the envelope, for the documentation; `own` are headers that only this dialect sends.
    """

    table: Mapping[type[Problem], Words]
    envelope: Callable[[Fault], Any]
    challenge: Callable[[Fault], str]
    shape: Any
    media_type: bytes = b"application/json"
    own: Callable[[Fault], Iterable[Header]] = no_headers

    def answer(self, problem: Problem, request_id: str, more: Mapping[str, Any] | None = None) -> Answer:
        """The refusal as this dialect sends it; `more` stands beside what it says, where an envelope is a mapping."""
        fault = self._fault(problem, request_id)
        said = self.envelope(fault)
        answer = json_answer(
            said | more if more else said, fault.words.status, [*self._headers(fault), *self.own(fault)]
        )
        answer.raw_headers[0] = (b"content-type", self.media_type)
        return answer

    def body(self, problem: Problem, request_id: str) -> Any:
        """What the refusal says, for where an answer has already begun."""
        return self.envelope(self._fault(problem, request_id))

    def _fault(self, problem: Problem, request_id: str) -> Fault:
        """Every refusal passes here, so outages are told here; what is 501 was never within reach."""
        words = self.table[type(problem)]
        if words.status == 503 and isinstance(problem, Unavailable):
            OUTAGES.tell(problem, f"request {request_id}")
        return Fault(problem, words, words.text or str(problem), request_id)

    def _headers(self, fault: Fault) -> list[Header]:
        problem = fault.problem
        if isinstance(problem, RateLimited | ModelBusy | DailyLimit):
            return [(b"retry-after", str(problem.retry_after).encode())]
        if isinstance(problem, WrongMethod):
            return [(b"allow", problem.allowed.encode())]
        if fault.words.status == 401:
            return [(b"www-authenticate", self.challenge(fault).encode("latin-1", "replace"))]
        return []


def bearer_challenge(fault: Fault) -> str:
    """`WWW-Authenticate` of RFC 6750; who sent no key is only told what is wanted (section 3.1)."""
    if isinstance(fault.problem, NoKey):
        return 'Bearer realm="greenroom"'
    said = _UNQUOTABLE.sub(" ", fault.text)
    return f'Bearer realm="greenroom", error="invalid_token", error_description="{said}"'

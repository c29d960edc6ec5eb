"""What a client raises.

    GreenroomError
    ├── APIConnectionError            no answer: the server is out of reach, or the connection broke
    │   └── APITimeoutError           no answer in time
    ├── APIResponseError              an answer that is not what this client understands
    └── APIStatusError                a refusal
        ├── BadRequestError           400
        ├── AuthenticationError       401
        ├── PermissionDeniedError     403
        ├── NotFoundError             404
        ├── ConflictError             409
        ├── PreconditionFailedError   412
        ├── PayloadTooLargeError      413
        ├── UnprocessableEntityError  422
        ├── RateLimitError            429
        └── ServerError               5xx

A reply that fails while it streams raises the class that its problem's status has.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

_URN = "urn:greenroom:problem:"


class GreenroomError(Exception):
    """Whatever a client raises."""


class APIConnectionError(GreenroomError):
    """There was no answer, after all that was tried: the server is out of reach, or the connection broke."""


class APITimeoutError(APIConnectionError):
    """There was no answer in time. Whether the request had an effect is not known."""


class APIResponseError(GreenroomError):
    """The answer is not what this client understands: another version's, or another server's."""

    def __init__(self, why: str, request_id: str) -> None:
        super().__init__(f"{why} (request {request_id})")
        self.request_id = request_id


class APIStatusError(GreenroomError):
    """A refusal.

    `code` is the stable name of the problem, as `not-found`, and "" where something in between refused; `errors` tells
    which fields are at fault, each with a JSON `pointer` and a `detail`; `body` is all that was said. `request_id` finds the
    request in the server's log. `retry_after` is how many seconds are to be waited, if that was said.
    """

    def __init__(self, status: int, headers: Mapping[str, str], body: Any) -> None:
        said: Mapping[str, Any] = body if isinstance(body, Mapping) else {}
        self.status = status
        self.body = body
        self.code = str(said.get("type", "")).removeprefix(_URN) if "type" in said else ""
        self.title = str(said.get("title", ""))
        self.detail = str(said.get("detail", ""))
        errors = said.get("errors")
        self.errors: list[dict[str, str]] = errors if isinstance(errors, list) else []
        self.request_id = str(said.get("request_id") or headers.get("x-request-id", ""))
        self.retry_after = _seconds(headers.get("retry-after", ""))
        super().__init__(f"{status} {self.title}: {self.detail} (request {self.request_id})")


class BadRequestError(APIStatusError):
    """400: something that was sent can't be what it is; `errors` says what."""


class AuthenticationError(APIStatusError):
    """401: no key, or one that is wrong, revoked or expired."""


class PermissionDeniedError(APIStatusError):
    """403: the key's scopes, the account or its plan don't allow it."""


class NotFoundError(APIStatusError):
    """404: there is no such thing, or none that this account can see."""


class ConflictError(APIStatusError):
    """409: it is not in a state in which that can be done."""


class PreconditionFailedError(APIStatusError):
    """412: it has another revision than the one that was named."""


class PayloadTooLargeError(APIStatusError):
    """413: what was sent is too large."""


class UnprocessableEntityError(APIStatusError):
    """422: the idempotency key was used for something else."""


class RateLimitError(APIStatusError):
    """429: too many requests, or a plan that is spent; `retry_after` seconds from now there may be more."""


class ServerError(APIStatusError):
    """5xx: the server failed, or the language model behind it."""


_CLASSES: Mapping[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    413: PayloadTooLargeError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def refusal(status: int, headers: Mapping[str, str], content: bytes) -> APIStatusError:
    """The error that an answer is, whatever it holds."""
    try:
        body = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = content.decode("utf-8", "replace")
    return problem(status, headers, body)


def problem(status: int, headers: Mapping[str, str], body: Any) -> APIStatusError:
    """The error that a problem document is."""
    return _CLASSES.get(status, ServerError if status >= 500 else APIStatusError)(status, headers, body)


def _seconds(text: str) -> float | None:
    """What `Retry-After` says. This server says seconds; a date, which others may say, counts as nothing said."""
    return float(text) if text.isascii() and text.isdigit() else None

"""The closed list of ways to say no.

Rooms raise these; the edge of each dialect translates them once, with a table that must cover `ALL`.
A class's docstring is its message, with its fields in braces. Nothing here knows HTTP or a vendor.

    Problem
    ├── Invalid                 the request itself is wrong; nothing was changed
    │   ├── NotJson             the body cannot be read
    │   ├── BadValue            one field is at fault
    │   ├── BadValues           several are, and all of them are told
    │   ├── BadName             an address in the path or body is malformed
    │   ├── BadParameter        one query parameter is at fault
    │   ├── BadFilter           a filter expression is at fault, with a position
    │   ├── BadPageToken        a page token is forged, stale or for another list
    │   ├── BadCard             a file is not the character card it should be
    │   └── BadHost             the Host header names a server we are not
    ├── Unauthenticated         we don't know who is asking
    │   ├── NoKey
    │   ├── WrongKey
    │   ├── ExpiredKey
    │   └── NotSignedIn         nobody signed in by this: a password, a link, what another server said
    ├── Forbidden               we know, and they may not
    │   ├── MissingScope
    │   ├── Suspended
    │   ├── PlanLacks           their plan has no such thing
    │   ├── NotOwner
    │   ├── NotAdmitted         newcomers have to bring something, or aren't let in; or it isn't they who ask
    │   └── Withheld            the operator took a character out of the public
    ├── Missing                 there is no such thing, or none that the caller may see
    │   ├── NotFound
    │   └── UnknownPath
    ├── WrongMethod
    ├── Conflict                true requests that don't fit the present state
    │   ├── NotDeployed
    │   ├── CannotDeploy
    │   ├── AlreadyExists
    │   ├── InUse
    │   ├── CannotLink          a way to sign in can't be added to an account, or taken from it
    │   ├── ThreadClosed
    │   ├── ReplyRunning
    │   ├── ExportRunning
    │   ├── RevisionMismatch
    │   ├── IdempotencyRunning
    │   └── IdempotencyMismatch
    ├── TooLarge
    ├── RateLimited
    ├── DailyLimit
    ├── NoReply                 the language model can't answer, or didn't to the end
    │   ├── ModelMissing
    │   ├── ModelUnreachable
    │   ├── ModelRefused        it won't: its key, its name, or what was asked
    │   ├── ModelBusy
    │   ├── ModelFailed
    │   ├── ModelSlow
    │   ├── EmptyReply          it answered, and nothing of that can be told
    │   └── ContextTooSmall     what must not be left out is longer than the model's window
    ├── Unavailable             a part we depend on is out of reach; safe to retry
    └── Internal                our fault; the details are in the log under the request id
"""

import re
from inspect import get_annotations
from typing import ClassVar


class Faults(dict[str, str]):
    """What is wrong with several fields, by their names."""

    def __str__(self) -> str:
        return "; ".join(f"{field} {why}" for field, why in self.items())


class Sizes(dict[str, int]):
    """Tokens by what needs them."""

    def __str__(self) -> str:
        return ", ".join(f"{what} {tokens}" for what, tokens in self.items())


class Problem(Exception):
    """Something went wrong."""

    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """The annotated names of a problem are its arguments, in order."""
        cls.fields = tuple(get_annotations(cls))

    def __init__(self, *values: object) -> None:
        super().__init__(*values)
        for name, value in zip(self.fields, values, strict=True):
            setattr(self, name, value)

    def __str__(self) -> str:
        doc = (type(self).__doc__ or "").partition("\n")[0]
        return doc.format_map({name: getattr(self, name) for name in self.fields})


class Invalid(Problem):
    """The request is not valid."""


class NotJson(Invalid):
    """The body is not valid JSON: {why}."""

    why: str


class BadValue(Invalid):
    """{field} {why}"""  # noqa: D415 - a sentence is made of a field and what is wrong with it

    field: str
    why: str


class BadValues(Invalid):
    """{faults}"""  # noqa: D415 - sentences, as many as there are faults

    faults: Faults


class BadName(Invalid):
    """Not a valid name: {name} ({why})."""

    name: str
    why: str


class BadParameter(Invalid):
    """{why}"""  # noqa: D415 - whoever parses the parameter has the words

    parameter: str
    why: str


class BadFilter(Invalid):
    """filter: position {position}: {why}"""  # noqa: D415 - the wording is part of the contract

    position: int
    why: str


class BadPageToken(Invalid):
    """The page token is not valid for this list: {why}."""

    why: str


class BadCard(Invalid):
    """Not a character card that can be read: {why}."""

    reason: str
    why: str


class BadHost(Invalid):
    """This server does not answer for the host {host}; the setting allowed_hosts lists those it does."""

    host: str


class Unauthenticated(Problem):
    """The request does not say who is asking."""


class NoKey(Unauthenticated):
    """No API key was sent: {how}."""

    how: str


class WrongKey(Unauthenticated):
    """The API key is not valid.{hint}"""  # noqa: D415 - the hint ends the sentence or is empty

    hint: str


class ExpiredKey(Unauthenticated):
    """The API key has expired."""


class NotSignedIn(Unauthenticated):
    """{why}"""  # noqa: D415 - each way to sign in has its words

    why: str


class Forbidden(Problem):
    """The caller may not do this."""


class MissingScope(Forbidden):
    """The API key lacks the scope "{scope}"."""

    scope: str


class Suspended(Forbidden):
    """This account is suspended{why}; ask the operator of this server."""

    why: str


class PlanLacks(Forbidden):
    """The plan "{plan}" does not include {what}."""

    plan: str
    what: str


class NotOwner(Forbidden):
    """Only the owner of this {kind} may do this."""

    kind: str


class NotAdmitted(Forbidden):
    """{why}"""  # noqa: D415 - as above

    why: str


class Withheld(Forbidden):
    """The operator of this server does not let this character be public: {reason}"""  # noqa: D415 - the operator's words

    reason: str


class Missing(Problem):
    """There is no such thing."""


class NotFound(Missing):
    """{kind} not found: {name}"""  # noqa: D415 - the wording is part of a vendor's contract

    kind: str
    name: str


class UnknownPath(Missing):
    """There is nothing at this path."""


class WrongMethod(Problem):
    """This path does not answer that method; it answers {allowed}."""

    allowed: str


class Conflict(Problem):
    """The request does not fit the present state."""


class NotDeployed(Conflict):
    """The character has never been deployed or published, so it can't be talked to yet."""


class CannotDeploy(Conflict):
    """The character cannot be deployed: {why}."""

    why: str


class AlreadyExists(Conflict):
    """{kind} already exists: {name}"""  # noqa: D415 - parallel to NotFound

    kind: str
    name: str


class InUse(Conflict):
    """{kind} is still used by {user}: {name}"""  # noqa: D415 - parallel to NotFound

    kind: str
    name: str
    user: str


class CannotLink(Conflict):
    """{why}"""  # noqa: D415 - as above

    why: str


class ThreadClosed(Conflict):
    """The character of this thread can't be talked to any more; what was said can still be read."""


class ReplyRunning(Conflict):
    """A reply is being made in this thread; wait for its end, or stop it."""


class ExportRunning(Conflict):
    """This export is still being made; its operation tells how far it is. Ask again in a moment."""


class RevisionMismatch(Conflict):
    """It has changed since the revision that you hold; read it again."""


class IdempotencyRunning(Conflict):
    """A request with this Idempotency-Key is still running; try again in a moment."""


class IdempotencyMismatch(Conflict):
    """This Idempotency-Key was used before with another body or query."""


class TooLarge(Problem):
    """{what} is too large: at most {limit}."""

    what: str
    limit: str


class RateLimited(Problem):
    """Too many requests; try again in {retry_after} s."""

    retry_after: int
    per_minute: int


class DailyLimit(Problem):
    """The plan "{plan}" includes {most} replies a day, and they are spent; try again in {retry_after} s."""

    plan: str
    most: int
    retry_after: int


class NoReply(Problem):
    """The language model does not answer."""

    def __init__(self, *values: object) -> None:
        """Where a model's name is a path, callers are told of its last part alone: the rest is the server's disk."""
        super().__init__(*values)
        if "model" in self.fields:
            name = str(vars(self)["model"])
            self.model = re.split(r"[/\\]", name)[-1] if re.match(r"[/\\.~]|[A-Za-z]:", name) else name


class ModelMissing(NoReply):
    """No language model is configured; the operator of this server can name one with the setting model_url."""


class ModelUnreachable(NoReply):
    """The language model "{model}" is out of reach ({why}); try again, or check the setting model_url."""

    model: str
    why: str


class ModelRefused(NoReply):
    """The language model "{model}" refuses: {why}"""  # noqa: D415 - whoever refuses has the words

    model: str
    why: str


class ModelBusy(NoReply):
    """The language model "{model}" has too many requests; try again in {retry_after} s."""

    model: str
    retry_after: int


class ModelFailed(NoReply):
    """The language model "{model}" failed: {why}"""  # noqa: D415 - as above

    model: str
    why: str


class ModelSlow(NoReply):
    """The language model "{model}" took too long: {why}."""

    model: str
    why: str


class EmptyReply(NoReply):
    """Nothing came of the reply: {why}."""

    why: str


class ContextTooSmall(NoReply):
    """The language model reads {window} tokens at most{guess}, and what must not be left out has more: {sizes}."""

    window: int
    sizes: Sizes
    guess: str  # words where nobody knows it, else empty


class Unavailable(Problem):
    """{what} is out of reach at the moment; try again."""

    what: str


class Internal(Problem):
    """Something went wrong on the server; its log has the details under this request id."""


def _leaves(kind: type[Problem]) -> list[type[Problem]]:
    below = kind.__subclasses__()
    return [leaf for child in below for leaf in _leaves(child)] if below else [kind]


ALL: tuple[type[Problem], ...] = tuple(_leaves(Problem))
"""Every problem that can reach a caller: the leaves of the tree above."""

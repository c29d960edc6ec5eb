"""Messages to somebody who is led on: what a form did, told once on the next page."""

from typing import NamedTuple

from greenroom.accounts.sessions.cookies import Cookie
from greenroom.kit.tokens import BadToken, Signer

MESSAGE = Cookie("greenroom-message", 60)
_PURPOSE = "studio message"


class Flash(NamedTuple):
    """A sentence, and whether it is news that is `good`, `warm` (mind this) or `bad`."""

    text: str
    kind: str = "good"


def seal(signer: Signer, flash: Flash) -> str:
    """The message as a cookie's value."""
    return signer.sign(_PURPOSE, [flash.text[:500], flash.kind])


def unseal(signer: Signer, value: str | None) -> Flash | None:
    """The message that a browser brought back; nobody but us can have written it."""
    try:
        return Flash(*signer.read(_PURPOSE, value)) if value else None
    except BadToken:
        return None

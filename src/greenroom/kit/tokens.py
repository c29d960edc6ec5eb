"""Opaque tokens: what a server hands out and takes back, authenticated so that nobody can make or edit one.

A token is URL-safe text: base64 of a 128-bit HMAC-SHA-256 and a JSON payload. `purpose` and `bound` are part of what is
authenticated without being carried: a token of one list is no token of another, nor of the same list asked differently.
"""

import base64
import hmac
from typing import Any

import msgspec

_MAC = 16


class BadToken(ValueError):
    """A text that is not a token made by this server for this purpose."""


class Signer:
    """Makes and reads tokens with a secret of at least 16 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def sign(self, purpose: str, payload: Any, bound: Any = None) -> str:
        """A token that carries `payload` and is good for this purpose and these bound values alone."""
        body = msgspec.json.encode(payload)
        return _text(self._mac(purpose, body, bound) + body)

    def read(self, purpose: str, token: str, bound: Any = None) -> Any:
        """The payload of a token; raises BadToken for anything else."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except ValueError:
            raise BadToken from None
        mac, body = raw[:_MAC], raw[_MAC:]
        if not hmac.compare_digest(mac, self._mac(purpose, body, bound)):
            raise BadToken
        if _text(raw) != token:  # base64 has many spellings of the same bytes
            raise BadToken
        return msgspec.json.decode(body)

    def _mac(self, purpose: str, body: bytes, bound: Any) -> bytes:
        message = msgspec.json.encode([purpose, bound]) + b"\0" + body
        return hmac.digest(self._secret, message, "sha256")[:_MAC]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

"""Cookies as headers. Their names and `Secure` follow the scheme, so that plain HTTP on a home network works.

Where a server is reached by https, the prefix `__Host-` (RFC 6265bis, section 4.1.3) keeps other hosts of the same domain
from setting a cookie in its place. Browsers refuse that prefix, and `Secure`, over http.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

Header = tuple[bytes, bytes]


class Cookie(NamedTuple):
    """A cookie of this server's: what it is called over http, and for how many seconds a browser keeps it."""

    plain: str
    seconds: int

    def name(self, *, secure: bool) -> str:
        """What it is called."""
        return f"__Host-{self.plain}" if secure else self.plain

    def make(self, value: str, *, secure: bool) -> Header:
        """The header that sets it. `value` is made of characters that need no quotes."""
        return self._header(value, self.seconds, secure=secure)

    def drop(self, *, secure: bool) -> Header:
        """The header that makes a browser forget it."""
        return self._header("", 0, secure=secure)

    def read(self, header: str | None, *, secure: bool) -> str | None:
        """Its value in a Cookie header, if it is there once; who sends it twice has got one from somewhere else."""
        name = self.name(secure=secure)
        parts = (part.strip().partition("=") for part in (header or "").split(";"))
        found = [value for key, _, value in parts if key == name]
        return found[0] if len(found) == 1 else None

    def _header(self, value: str, seconds: int, *, secure: bool) -> Header:
        ends = "; Secure" if secure else ""
        text = f"{self.name(secure=secure)}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{ends}"
        return b"set-cookie", text.encode("ascii")


SESSION = Cookie("greenroom", 365 * 86400)
"""The session. The server ends it earlier; a browser that keeps the cookie longer sends what opens nothing."""

SIGN_IN = Cookie("greenroom-sign-in", 600)
"""A sign-in elsewhere that has begun in this browser; see `elsewhere`."""


def is_secure(host: str, public_url: str) -> bool:
    """Whether a request that is addressed to `host` came by https: where `public_url` says so of that very host.

    A proxy speaks plain HTTP with us, and who comes over the home network by another name does, too.
    """
    url = urlsplit(public_url)
    return url.scheme == "https" and host.lower() in {url.netloc.lower(), f"{url.hostname}:443"}

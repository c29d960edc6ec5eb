"""Headers of pages: nothing runs or loads but our own files, nobody frames them, and other sites hear nothing.

The policy has no exception for inline scripts or styles: what a page does stands in `static`.
"""

from greenroom.http.answers import Header

_SOURCES = "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'"

_SHARED: list[Header] = [
    (b"referrer-policy", b"same-origin"),  # none at all would hide from us, too, whence a form comes
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
    (b"cache-control", b"no-store"),
]

OURS: tuple[Header, ...] = (
    (b"content-security-policy", f"{_SOURCES}; frame-ancestors 'none'".encode()),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    *_SHARED,
)
"""Of every page but those below."""

ALONE: Header = (b"cross-origin-opener-policy", b"same-origin")
"""Of those, too, where a browser trusts the address: over HTTPS, or on this very machine. Elsewhere it would complain."""

FRAMED: tuple[Header, ...] = (
    (b"content-security-policy", f"{_SOURCES}; frame-ancestors *".encode()),
    (b"cross-origin-resource-policy", b"cross-origin"),
    *_SHARED,
)
"""Of what other sites may show inside of their pages; no form stands in it."""

NOINDEX: Header = (b"x-robots-tag", b"noindex")

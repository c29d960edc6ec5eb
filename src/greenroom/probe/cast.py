"""Who appears in transcripts, for a probe that has one key: what else is needed is made with it, where that is possible."""

import json
import struct
import time
import zlib
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from greenroom.kit.clock import SECOND, rfc3339, system_clock
from greenroom.probe.wire import Wire

_KEY_ID = 15
_MIB = 2**20


class Unplayable(KeyError):
    """A role that one key can't fill, as that of a stranger."""


class Obstacle(Exception):
    """The probe can't be made; the message says why."""


class Cast(dict[str, str]):
    """What a transcript may take as known."""

    def __init__(self, wire: Wire, url: str, key: str) -> None:
        self._wire = wire
        handle = self._ask("GET", "/v1/account", key)["handle"]
        super().__init__(url=url.rstrip("/"), key=key, handle=handle, picture=_picture())

    def __missing__(self, name: str) -> str:
        if name not in _ROLES:
            raise Unplayable(name)
        self[name] = _ROLES[name](self)
        return self[name]

    def empty(self) -> bool:
        """Whether the account has no character."""
        return not self._ask("GET", "/v1/characters", self["key"])["items"]

    def clear(self) -> None:
        """Delete every character of the account, and forget what a transcript brought to light."""
        while items := self._ask("GET", "/v1/characters?limit=100", self["key"])["items"]:
            for one in items:
                self._ask("DELETE", f"/v1/characters/{one['id']}", self["key"])
        for name in {*self} - {"url", "key", "handle", "picture"}:
            del self[name]

    def new_key(self, **fields: Any) -> dict[str, Any]:
        """Another key of the account."""
        return self._ask("POST", "/v1/keys", self["key"], {"label": "probe", **fields})

    def revoke(self, key_id: str) -> None:
        """Make a key worthless."""
        self._ask("DELETE", f"/v1/keys/{key_id}", self["key"])

    def _ask(self, method: str, path: str, key: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        answer = self._wire.send(method, path, [("Authorization", f"Bearer {key}")], sent)
        if answer.status >= 400:
            said = answer.body[:200].decode(errors="replace")
            raise Obstacle(f"{method} {path} answers {answer.status}: {said}")
        value = json.loads(answer.body)
        assert isinstance(value, dict)
        return value


def _basic(cast: Cast) -> str:
    key = cast["key"]
    return b64encode(f"{key[:_KEY_ID]}:{key[_KEY_ID:]}".encode()).decode()


def _scoped(scope: str) -> Callable[[Cast], str]:
    return lambda cast: str(cast.new_key(scopes=[scope])["key"])


def _expired(cast: Cast) -> str:
    key = cast.new_key(scopes=["read"], expires_at=rfc3339(system_clock() + SECOND))["key"]
    time.sleep(1.1)
    return str(key)


def _revoked(cast: Cast) -> str:
    made = cast.new_key(scopes=["read"])
    cast.revoke(made["id"])
    return str(made["key"])


_ROLES: dict[str, Callable[[Cast], str]] = {
    "basic": _basic,
    "read_key": _scoped("read"),
    "keys_key": _scoped("keys"),
    "expired_key": _expired,
    "revoked_key": _revoked,
    "huge_picture": lambda _: "data:image/png;base64," + "A" * (5 * _MIB * 4 // 3 + 4),
    "huge_text": lambda _: "x" * (12 * _MIB),
}


def _picture() -> str:
    """A picture of one pixel, as a data URL (PNG, ISO/IEC 15948)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    png = (
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\x1e\x78\x5a")) + chunk(b"IEND", b"")
    )
    return f"data:image/png;base64,{b64encode(png).decode()}"

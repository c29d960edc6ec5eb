"""The server's own secret: what key hashes, page tokens and picture ids are made with. It is part of a backup."""

import os
import secrets
from pathlib import Path

from greenroom.kit.durable import make_durable
from greenroom.settings import Refused

NAME = "secret"
"""The file in the data folder."""

_SHORTEST = 16


def server_secret(data: Path, given: str) -> bytes:
    """The given secret, or the one in the data folder, which is made when it is first asked for.

    Several servers over one database must be given the same.

    Raises:
        Refused: it is too short to be one.
    """
    if given:
        if len(given) < _SHORTEST:
            raise Refused(f"secret must have at least {_SHORTEST} characters.")
        return given.encode()
    path = data / NAME
    if not path.exists():
        _make(path)
    kept = path.read_bytes()
    if len(kept) < _SHORTEST:
        raise Refused(
            f"{path} is damaged: bring it back from a backup, for no key opens anything without it."
        )
    return kept


def is_kept(data: Path, given: str) -> bool:
    """Whether there is a secret, so that none would be made."""
    return bool(given) or (data / NAME).exists()


def _make(path: Path) -> None:
    """Write a new secret, whole or not at all; whoever comes second keeps the first one's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".secret-{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    make_durable(path.parent)

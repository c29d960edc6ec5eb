"""Whose a data folder is: root leaves files in it that a service, which is somebody else, can't read."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from greenroom.settings import Refused

_PRIVATE = Path("/var/lib/private")
"""Where systemd keeps the folders of dynamic users. Nobody but root gets through it from outside of their units."""


def refuse_root(folder: Path) -> None:
    """Raise Refused where root would work in a folder that is another user's; one that isn't there is nobody's."""
    if sys.platform == "win32" or os.geteuid() != 0 or not folder.exists():
        return
    uid = folder.stat().st_uid
    if uid:
        how = f"sudo -u '#{uid}' greenroom …"
        if _PRIVATE in folder.resolve().parents:
            how = f"systemd-run -p User={_name(uid) or uid} -p DynamicUser=yes …, as docs/operating.md has it"
        raise Refused(
            f"{folder} belongs to {_words(uid)}, who couldn't read what root leaves in it: run this as its owner: {how}"
        )


def _words(uid: int) -> str:
    name = _name(uid)
    return f"UID {uid} ({name})" if name else f"UID {uid}"


def _name(uid: int) -> str | None:
    import pwd  # noqa: PLC0415 - Windows has none

    with suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return None

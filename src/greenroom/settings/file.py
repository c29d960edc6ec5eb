"""The file of settings, and others that settings are read from."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from greenroom.settings.setting import Refused, Setting

FILE = "greenroom.toml"


def read_file(path: Path, rows: Mapping[str, Setting]) -> dict[str, Any]:
    """What the settings file says, by the names of settings; nothing where there is no file."""
    try:
        found = _flat(tomllib.loads(text_if_there(path) or ""))
    except ValueError as error:  # of TOML, of UTF-8, or of a number with too many digits
        raise Refused(f"{path} is not a TOML file: {error}.") from None
    except RecursionError:
        raise Refused(f"{path} is not a TOML file of settings: it is nested too deep.") from None
    for name, value in found.items():
        if name not in rows and not (value == {} and any(row.startswith(f"{name}.") for row in rows)):
            raise Refused(f"{path}: {name} is no setting that can be made there; see `greenroom settings`.")
    return found


def text_if_there(path: Path) -> str | None:
    """What a file says, None where there is none; a folder or a link that leads nowhere was meant to be one.

    Raises:
        Refused: there is something else, or it can't be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    try:
        if not path.is_fifo():  # nobody may ever write to it
            return path.read_text("utf-8-sig")  # editors of Windows write U+FEFF first
        why = "it is a pipe"
    except (FileNotFoundError, NotADirectoryError):
        if not path.is_symlink():
            return None
        why = "it is a link that leads nowhere"
    except OSError as error:
        why = str(error.strerror)
    raise Refused(f"{path} can't be read: {why}.")


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Values by names with dots; an empty table is one, so that it isn't overlooked in the place of a value."""
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat

"""Settings: one table, and the only place where the environment is read.

A setting comes, in this order, from the command line, the environment (`GREENROOM_` and its name in capitals, dots as
underscores), a file named by that variable with `_FILE` behind it (for secrets), `.env` in the working directory,
`greenroom.toml` in the data directory, or its default. Dialects add rows of their own.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

Value = str | int | bool | tuple[str, ...] | None


class Setting(NamedTuple):
    """A row of the table. The type of the default is the type of the setting; None is an optional text."""

    name: str
    default: Value
    help: str


class Refused(Exception):
    """A setting that cannot be what was said; the message says which and why."""


TABLE: tuple[Setting, ...] = (
    Setting(
        "data",
        None,
        "Folder for the database, pictures and the server's secret; default: the user's data folder.",
    ),
    Setting("database", None, "postgresql:// address; without it, a SQLite file in the data folder."),
    Setting("host", "127.0.0.1", "Address to listen on; 0.0.0.0 for every network of this machine."),
    Setting("port", 8700, "Port to listen on."),
    Setting(
        "public_url",
        "",
        "The server's address as clients write it, for links in answers; default: host and port.",
    ),
    Setting(
        "allowed_hosts",
        (),
        "Host names that requests may be addressed to; default: this machine and public_url's.",
    ),
    Setting("trusted_proxies", (), "Addresses of proxies whose X-Forwarded-For is believed."),
    Setting(
        "cors_origins",
        (),
        "Origins whose pages may call the APIs from a browser; none by default: keys are secrets.",
    ),
    Setting(
        "secret",
        "",
        "The server's own secret, at least 16 characters; default: made once and kept in the data folder.",
    ),
    Setting("default_plan", "home", "Plan of new accounts: home (no limits), standard or guest."),
    Setting(
        "request_log", True, "Keep a log of requests (method, path, status, time; never bodies or keys)."
    ),
    Setting("request_log_days", 14, "Days after which lines of the request log are dropped."),
    Setting("log_level", "info", "How much to tell on standard error: debug, info, warning or error."),
)


def load(
    table: Iterable[Setting], given: Mapping[str, Value], environment: Mapping[str, str]
) -> dict[str, Any]:
    """Every setting's value. `given` is what the command line said; raises Refused for a value that cannot be."""
    folder = given.get("data") or environment.get("GREENROOM_DATA")
    file = _flat(_toml(Path(str(folder)) / "greenroom.toml")) if folder else {}
    return {row.name: _value(row, given, environment, file) for row in table}


def read_environment() -> dict[str, str]:
    """The process's environment over `.env` of the working directory."""
    from dotenv import dotenv_values  # noqa: PLC0415 - most starts have no such file

    file = dotenv_values(".env") if Path(".env").is_file() else {}
    return {name: value for name, value in file.items() if value is not None} | dict(os.environ)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "GREENROOM_" + name.upper().replace(".", "_")


def _value(
    row: Setting, given: Mapping[str, Value], environment: Mapping[str, str], file: Mapping[str, Any]
) -> Value:
    if given.get(row.name) is not None:
        return given[row.name]
    name = variable(row.name)
    if name in environment:
        return _parse(row, environment[name])
    if f"{name}_FILE" in environment:
        return _parse(row, _text(row, Path(environment[f"{name}_FILE"])))
    if row.name in file:
        value = file[row.name]
        return tuple(map(str, value)) if isinstance(value, list) else _parse(row, str(value))
    return row.default


def _parse(row: Setting, text: str) -> Value:
    if isinstance(row.default, bool):
        if text.lower() not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            raise Refused(f"{row.name} must be true or false, not {text!r}")
        return text.lower() in {"1", "true", "yes", "on"}
    if isinstance(row.default, int):
        if not text.isascii() or not text.isdecimal():
            raise Refused(f"{row.name} must be a whole number, not {text!r}")
        return int(text)
    if isinstance(row.default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def _text(row: Setting, path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise Refused(f"{row.name}: cannot read {path}: {error.strerror}") from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text()) if path.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not a TOML file: {error}") from None


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat

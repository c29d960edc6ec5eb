"""Settings: one table, and the only place where the environment is read.

A setting comes from the first of these that says it:

    the command line
    the environment     GREENROOM_ and its name in capitals, dots as underscores
    a file              named by that variable with _FILE behind it; for secrets
    .env                in the working directory, with the same two forms
    greenroom.toml      in the data folder
    its default

Dialects add rows of their own.
"""

import io
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from greenroom.database.engines import LOCATIONS, is_location
from greenroom.kit.passwords import without_passwords
from greenroom.llm.models import pairs

Value = str | int | bool | tuple[str, ...] | None

Environment = Mapping[str, Mapping[str, str]]
"""Variables by the place that they were read from, the strongest first; "" is the process's own environment."""

FILE = "greenroom.toml"


class Must(NamedTuple):
    """What a value must be: in words, and as a test that is false for others or raises ValueError."""

    be: str
    holds: Callable[[Any], object]


class Setting(NamedTuple):
    """A row of the table. The type of the default is the type of the setting; None is an optional text.

    Whatever equals the default is good, and anything else that the rule `must` allows. A `secret` is never shown.
    """

    name: str
    default: Value
    help: str
    must: Must = Must("anything", lambda _: True)
    secret: bool = False


class Found(NamedTuple):
    """A setting's value, and where it comes from in words for people."""

    value: Value
    source: str


class Refused(Exception):
    """A setting that cannot be what was said; the message says which and why."""


def one_of(*words: str) -> Must:
    """The rule that a text is one of these."""
    return Must(f"one of {', '.join(words)}", words.__contains__)


_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?(?P<path>/[^\s?#]*)?",
    re.IGNORECASE | re.ASCII,
)


def _is_address(url: str) -> bool:
    """Whether this is http or https, a host and perhaps a path; ValueError for a port or an IPv6 that can't be."""
    found = _ADDRESS.fullmatch(url)
    return found is not None and urlsplit(url).port != 0 and found["scheme"].lower() in {"http", "https"}


def _are_origins(origins: Iterable[str]) -> bool:
    """Whether each is as browsers send it, in small letters; pages of apps and extensions have schemes of their own."""
    return all(origin in {"*", "null"} or _is_origin(origin) for origin in origins)


def _is_origin(origin: str) -> bool:
    found = _ADDRESS.fullmatch(origin)
    return found is not None and urlsplit(origin).port != 0 and not found["path"] and origin == origin.lower()


DATA = Setting(
    "data",
    None,
    "Folder for the database, pictures and the server's secret; default: the user's data folder.",
    Must("the path of a folder", str.strip),  # an empty one would be the working directory
)

DATABASE = Setting(
    "database",
    None,
    f"Where the database is: {LOCATIONS}; default: a file in the data folder.",
    Must(LOCATIONS, is_location),
)

_SECONDS = Must("from 1 to 86400", lambda seconds: 1 <= seconds <= 86400)

TABLE: tuple[Setting, ...] = (
    DATA,
    DATABASE,
    Setting(
        "database_pooled",
        default=False,
        help="Whether a pooler that works by transactions stands before PostgreSQL.",
    ),
    Setting(
        "host",
        "127.0.0.1",
        "Address to listen on; 0.0.0.0 for every network of this machine.",
        Must("an address or a name of this machine", str.strip),
    ),
    Setting(
        "port",
        8700,
        "Port to listen on; 0 takes a free one.",
        Must("at most 65535", lambda port: port <= 65535),
    ),
    Setting(
        "public_url",
        "",
        "The server's address as clients write it, for links in answers; default: host and port.",
        Must("an address such as https://characters.example", _is_address),
    ),
    Setting(
        "allowed_hosts",
        (),
        "Host names that requests may be addressed to; default: this machine and public_url's.",
    ),
    Setting(
        "trusted_proxies",
        (),
        "Addresses of proxies whose X-Forwarded-For is believed.",
        Must(
            "IP addresses or networks", lambda proxies: [ip_network(proxy, strict=False) for proxy in proxies]
        ),
    ),
    Setting(
        "cors_origins",
        (),
        "Origins whose pages may call the APIs from a browser; none by default: keys are secrets.",
        Must("origins such as https://game.example, without a path, or *", _are_origins),
    ),
    Setting(
        "secret",
        "",
        "The server's own secret, at least 16 characters; default: made once and kept in the data folder.",
        secret=True,
    ),
    Setting(
        "default_plan",
        "home",
        "Plan of new accounts: home (no limits), standard or guest.",
        one_of("home", "standard", "guest"),
    ),
    Setting(
        "request_log",
        default=True,
        help="Keep a log of requests (method, path, status, time; never bodies or keys).",
    ),
    Setting(
        "request_log_days",
        14,
        "Days after which lines of the request log are dropped.",
        Must("at most 3650", lambda days: days <= 3650),
    ),
    Setting(
        "lease_seconds",
        30,
        "Seconds after which work that a server left behind when it died is taken up again.",
        _SECONDS,
    ),
    Setting(
        "model_url",
        "",
        "Address of a model server with OpenAI's API, such as http://127.0.0.1:11434/v1.",
        Must("an address such as http://127.0.0.1:11434/v1", _is_address),
    ),
    Setting("model_key", "", "The key to that server, if it wants one.", secret=True),
    Setting("model_name", "", "The model to use there; default: the first that the server lists."),
    Setting(
        "models",
        (),
        "Further names of models, as premium=gpt-4o@openai: a model's name there, and a backend's or none for model_url.",
        Must("names with models, such as premium=gpt-4o@openai", pairs),
    ),
    Setting(
        "model_backends",
        (),
        "Further model servers by names of your own, as openai=https://api.openai.com/v1.",
        Must(
            "names with addresses, such as openai=https://api.openai.com/v1",
            lambda said: all(map(_is_address, pairs(said).values())),
        ),
    ),
    Setting(
        "model_keys",
        (),
        "The keys to those servers, as openai=sk-….",
        Must("names with keys, such as openai=sk-…", pairs),
        secret=True,
    ),
    Setting("premium_models", ("premium",), "Names of models that only plans with premium models may use."),
    Setting(
        "embedding_model", "", "A model that makes vectors of texts, as in models; none: words have to do."
    ),
    Setting(
        "model_window",
        0,
        "Tokens that a model reads and writes at most; 0 asks its server.",
        Must("at most 10000000", lambda tokens: tokens <= 10_000_000),
    ),
    *(
        Setting(f"model_{limit}_seconds", seconds, f"Seconds that a model is waited for {words}.", _SECONDS)
        for limit, seconds, words in (
            ("connect", 5, "until it is connected"),
            ("first_token", 120, "until its first token"),
            ("between_tokens", 30, "between two tokens"),
            ("whole", 600, "for a whole reply"),
        )
    ),
    Setting(
        "discover_models",
        default=True,
        help="Whether a server that listens on this machine alone looks for a model server there when none is set.",
    ),
    Setting(
        "system_prompt",
        "",
        "What every model is told first, with {{char}} and {{user}}; a character's own replaces it; default: Greenroom's.",
    ),
    Setting(
        "log_level",
        "info",
        "How much to tell on standard error: debug, info, warning or error.",
        one_of("debug", "info", "warning", "error"),
    ),
)


def load(table: Iterable[Setting], given: Mapping[str, Value], environment: Environment) -> dict[str, Any]:
    """Every setting's value. `given` is what the command line said, None where it said nothing.

    Raises:
        Refused: a value that cannot be, or a name in the file that is no setting's.
    """
    return {name: found.value for name, found in trace(table, given, environment).items()}


def trace(table: Iterable[Setting], given: Mapping[str, Value], environment: Environment) -> dict[str, Found]:
    """Like `load`, with where each value comes from.

    Raises:
        Refused: as `load`.
    """
    rows = {row.name: row for row in table if row is not DATA}
    data = _find(DATA, given, environment, {})
    folder = Found(_user_folder(), data.source) if data.value is None else data
    file = _toml(Path(str(folder.value)) / FILE, rows)
    return {DATA.name: folder} | {name: _find(row, given, environment, file) for name, row in rows.items()}


def read_environment() -> Environment:
    """The process's environment, and `.env` of the working directory.

    Raises:
        Refused: that file can't be read, or is not UTF-8.
    """
    path = Path(".env").absolute()
    try:
        text = _text_if_there(path)
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not a text in UTF-8: {error.reason}.") from None
    if text is None:
        return {"": os.environ}
    from dotenv import dotenv_values  # noqa: PLC0415 - most starts have no such file

    said = dotenv_values(stream=io.StringIO(text))
    return {"": os.environ, ".env": {name: value for name, value in said.items() if value is not None}}


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "GREENROOM_" + name.upper().replace(".", "_")


def _find(
    row: Setting, given: Mapping[str, Value], environment: Environment, file: Mapping[str, Any]
) -> Found:
    for source, raw in _said(row, given, environment, file):
        value = _typed(row, raw, source)
        if value != row.default and not _holds(row, value):
            raise _refused(row, row.must.be, raw, source)
        return Found(value, source)
    return Found(row.default, "default")


def _said(
    row: Setting, given: Mapping[str, Value], environment: Environment, file: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """(source, raw value) of everybody who says something about a setting, the strongest first."""
    if given.get(row.name) is not None:
        yield "command line", given[row.name]
    name = variable(row.name)
    for place, variables in environment.items():
        behind = f" in {place}" if place else ""
        if name in variables:
            yield name + behind, variables[name]
        if f"{name}_FILE" in variables:
            yield f"{name}_FILE{behind}", _text(row, Path(variables[f"{name}_FILE"]))
    if row.name in file:
        yield FILE, file[row.name]


def _typed(row: Setting, raw: Any, source: str) -> Value:
    """A raw value in the type of the row's default."""
    if isinstance(row.default, tuple):
        parts = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
            raise _refused(row, "a list of texts", raw, source)
        return tuple(part for part in (_clean(row, part, source).strip() for part in parts) if part)
    if isinstance(raw, list | dict):
        raise _refused(row, "one value", raw, source)
    if isinstance(row.default, bool):
        if str(raw).lower() not in _TRUE | _FALSE:
            raise _refused(row, "true or false", raw, source)
        return str(raw).lower() in _TRUE
    if isinstance(row.default, int):
        return _number(row, raw, source)
    if not isinstance(raw, str):
        raise _refused(row, "a text", raw, source)
    return _clean(row, raw, source)


def _number(row: Setting, raw: Any, source: str) -> int:
    text = str(raw)
    if not text.isascii() or not text.isdecimal():
        raise _refused(row, "a whole number", raw, source)
    if len(text) > _MOST_DIGITS:
        raise _refused(row, row.must.be, raw, source)
    return int(text)


def _clean(row: Setting, text: str, source: str) -> str:
    """The text itself, unless no file and no socket could have it; bytes that are not UTF-8 are half surrogate pairs."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise _refused(row, "a text in UTF-8 without U+0000", text, source)
    return text


_MOST_DIGITS = 18
"""Python refuses to read numbers of thousands of digits, and no setting comes near to these."""

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def _holds(row: Setting, value: Value) -> bool:
    try:
        return bool(row.must.holds(value))
    except ValueError:
        return False


def _refused(row: Setting, wanted: str, raw: object, source: str) -> Refused:
    shown = without_passwords(raw) if isinstance(raw, str) else raw
    said = "" if row.secret else f", not {shown!r}"
    return Refused(f"{row.name} must be {wanted}{said} ({source}).")


def _text(row: Setting, path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not a text"
        raise Refused(f"{row.name}: cannot read {path}: {why}.") from None


def _toml(path: Path, rows: Mapping[str, Setting]) -> dict[str, Any]:
    """What the settings file says, by the names of settings; nothing where there is no file."""
    try:
        found = _flat(tomllib.loads(_text_if_there(path) or ""))
    except ValueError as error:  # of TOML, of UTF-8, or of a number with too many digits
        raise Refused(f"{path} is not a TOML file: {error}.") from None
    except RecursionError:
        raise Refused(f"{path} is not a TOML file of settings: it is nested too deep.") from None
    for name, value in found.items():
        if name not in rows and not (value == {} and any(row.startswith(f"{name}.") for row in rows)):
            raise Refused(f"{path}: {name} is no setting that can be made there; see `greenroom settings`.")
    return found


def _text_if_there(path: Path) -> str | None:
    """What a file says, None where there is none; a folder or a link that leads nowhere was meant to be one.

    Raises:
        Refused: there is something else, or it can't be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    try:
        if not path.is_fifo():  # nobody may ever write to it
            return path.read_text("utf-8")
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


def _user_folder() -> str:
    from platformdirs import user_data_dir  # noqa: PLC0415 - servers are told their folder

    return user_data_dir("greenroom")

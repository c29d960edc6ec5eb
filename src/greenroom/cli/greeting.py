"""What a server says of itself when it begins: where it answers, for whom, and how to try it."""

import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import which
from typing import Any

from msgspec import Struct

from greenroom.cli.answering import Answering
from greenroom.cli.demonstration import Talk
from greenroom.cli.dialects import all_dialects
from greenroom.cli.output import printable
from greenroom.database.engines import is_address
from greenroom.kit.loopback import is_loopback
from greenroom.kit.passwords import without_passwords
from greenroom.place import Place, place_of

OWNER = "owner"
"""Handle of the account that a fresh instance begins with."""

NO_MODEL = (
    "No default model, so characters don't reply: name one with the setting model_url "
    "(GREENROOM_MODEL_URL=http://127.0.0.1:11434/v1), or serve with --demo."
)


class Greeting(Struct, frozen=True):
    """What is served. `dialects` are a request of each that any key may make; `key` is a fresh instance's first one."""

    url: str
    data: str
    dialects: dict[str, str]
    key: str | None
    new_key: str
    """The command that makes another key."""
    model: Answering | None = None
    talk: Talk | None = None
    """Whom a demonstration talks with."""
    sign_in: str | None = None
    """Where the operator signs in, once and within 15 minutes."""
    account: str = OWNER
    """The operator's handle."""


def greeting(
    settings: Mapping[str, Any],
    key: str | None,
    model: Answering | None = None,
    talk: Talk | None = None,
    sign_in: str | None = None,
    account: str = OWNER,
) -> Greeting:
    """The greeting of a server with these settings, its real port among them, to the operator with this handle."""
    place = place_of(settings)
    dialects = {name: place.public_url + dialect.example for name, dialect in all_dialects().items()}
    data = str(place.data.absolute())
    new_key = _new_key(place, account)
    return Greeting(place.public_url, data, dialects, key, new_key, model, talk, sign_in, account)


def _new_key(place: Place, account: str) -> str:
    """As this terminal understands it in any folder; a password in the database's address stays out."""
    where = ["--data", str(place.data.absolute())]
    if isinstance(place.database, str):
        address = is_address(place.database)
        found = without_passwords(place.database) if address else str(Path(place.database).absolute())
        where += ["--database", found]
    asked = ("key", "create", "--account", account, "--label", "another key")
    return shlex.join([*_ourselves(), *asked, *where])


def _ourselves() -> list[str]:
    """How this command line is called: by its name, in a clone by its script, and else by the interpreter."""
    if which("greenroom"):
        return ["greenroom"]
    script = Path(sys.prefix).parent / "script" / "greenroom"  # script/setup makes the environment beside it
    return [str(script)] if script.is_file() else [sys.executable, "-m", "greenroom"]


def words(said: Greeting) -> str:
    """A greeting for people."""
    return "\n".join(_lines(said))


def _lines(said: Greeting) -> Iterator[str]:
    yield f"Greenroom serves at {said.url}"
    yield f"  {'studio':<12} {said.url}/"
    for name, example in said.dialects.items():
        yield f"  {name:<12} {example}"
    yield f"Data: {said.data}"
    yield f"Model: {said.model.words}\n" if said.model else f"{NO_MODEL}\n"
    if said.key is None:
        yield f"Another key:\n  {said.new_key}\n"
    else:
        yield f"First key of @{said.account}, shown this once:\n  {said.key}\n"
    if said.sign_in:
        yield f"Sign in as its operator, once and within 15 minutes:\n  {said.sign_in}\n"
    key = said.key or "$GREENROOM_KEY"
    yield f'Try it:\n  curl {said.dialects["native"]} -H "Authorization: Bearer {key}"'
    if said.talk:
        yield f"\nTalk to {printable(said.talk.character)}:"
        where = f"{said.url}/v1/threads/{said.talk.thread_id}/messages"
        yield f"""  curl {where} -H "Authorization: Bearer {key}" -d '{{"text": "Hello! Who are you?"}}'"""


def hints(settings: Mapping[str, Any]) -> Iterator[str]:
    """What whoever started a server with these settings may have forgotten."""
    if not settings["public_url"] and not is_loopback(settings["host"]):
        yield (
            "Listening beyond this machine: set public_url to the address that clients use (GREENROOM_PUBLIC_URL, or "
            f"public_url in {settings['data']}/greenroom.toml), or links in answers lead to "
            f"{place_of(settings).public_url} and requests to other host names are refused."
        )

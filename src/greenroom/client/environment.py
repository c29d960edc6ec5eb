"""The environment of a program that uses a client: `GREENROOM_URL` and `GREENROOM_KEY`.

Read only where a program asks for it by `from_environment`, and never by the server, whose settings are a table of their own.
"""

import os
from typing import NamedTuple

from greenroom.client.options import LOCAL


class Named(NamedTuple):
    """The server and the key that the environment names."""

    base_url: str
    key: str


def read_environment() -> Named:
    """What it says; the server is this machine's own unless it says another. Raises ValueError where it names no key."""
    key = os.environ.get("GREENROOM_KEY", "")
    if not key:
        raise ValueError("GREENROOM_KEY is not set: a key is made by `greenroom key create`")
    return Named(os.environ.get("GREENROOM_URL") or LOCAL, key)

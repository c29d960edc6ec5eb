"""Where the server of a data folder answers: noted by the server, for the commands beside it that write links."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from greenroom.place import place_of

NAME = "address"
"""The file in the data folder. A server that was killed leaves it, and the next one writes it anew."""

_ADDRESS = re.compile(r"https?://[!-~]+")


@contextmanager
def noted(settings: Mapping[str, Any]) -> Iterator[None]:
    """Let commands know where the server of these settings answers, as long as it does, or until another says so."""
    place = place_of(settings)
    file = place.data / NAME
    with suppress(OSError):  # a full disk ends no server
        file.write_text(place.public_url, "utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            if found_in(place.data) == place.public_url:
                file.unlink()


def found_in(data: Path) -> str | None:
    """The address that the server of this data folder has noted."""
    try:
        said = (data / NAME).read_text("utf-8")
    except (OSError, UnicodeError):
        return None
    return said if _ADDRESS.fullmatch(said) else None

"""Where the server of a data folder answers: noted by the server, for the commands beside it that give out links."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from greenroom.place import Place, place_of

NAME = "address"
"""The file in the data folder. A server that was killed leaves it, and the next one writes it anew."""


@contextmanager
def noted(settings: Mapping[str, Any]) -> Iterator[None]:
    """Let commands know where the server of these settings answers, as long as it does."""
    place = place_of(settings)
    with suppress(OSError):  # a full disk ends no server
        (place.data / NAME).write_text(place.public_url, "utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            (place.data / NAME).unlink()


def address_of(place: Place, settings: Mapping[str, Any]) -> str:
    """The address that the settings name, or else that of the server that is there, or of one that would be."""
    with suppress(OSError, UnicodeError):
        if not settings["public_url"]:
            return (place.data / NAME).read_text("utf-8") or place.public_url
    return place.public_url

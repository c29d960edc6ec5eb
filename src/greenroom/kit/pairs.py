"""Texts like NAME=VALUE, as lists in settings have them."""

from collections.abc import Iterable


def pairs(said: Iterable[str]) -> dict[str, str]:
    """Texts like NAME=VALUE by their names.

    Raises:
        ValueError: one has no name, or no value.
    """
    found = dict(text.split("=", 1) for text in said)
    if not all(name.strip() and value.strip() for name, value in found.items()):
        raise ValueError
    return {name.strip(): value.strip() for name, value in found.items()}

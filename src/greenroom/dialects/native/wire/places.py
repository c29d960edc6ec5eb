"""Containers, and the characters in them."""

from typing import Annotated

from msgspec import Meta, Struct

from greenroom.dialects.native.wire.values import Time


class Place(Struct):
    """A container of a dialect; `created_at` is null for the one that always was."""

    dialect: str
    kind: str
    container: str
    title: str
    created_at: Time | None
    characters: int


class Places(Struct):
    """All containers of the account, by dialect and name."""

    items: list[Place]


class Standing(Struct):
    """Where a character stands in a dialect, and what it is called there."""

    dialect: str
    container: str
    name: str


class Standings(Struct):
    """Where a character stands in each dialect with names of its own."""

    items: list[Standing]


class Move(Struct, forbid_unknown_fields=True):
    """The container that a character is to stand in; it must be there."""

    container: Annotated[str, Meta(min_length=1, max_length=200, extra_json_schema={"format": "container"})]

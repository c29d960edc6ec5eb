"""The vendor's shapes, in the vendor's spelling, with their bounds."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

Name = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"\S", description="Display name.")]
Description = Annotated[str, Meta(max_length=100_000, description="Who the character is, for the model.")]
Greeting = Annotated[str, Meta(max_length=20_000, description="What the character says first.")]
CharacterId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]


class Create(Struct):
    """What a create takes."""

    name: Name
    description: Description | UnsetType | None = UNSET
    greeting: Greeting | UnsetType | None = UNSET


class Update(Struct):
    """What an update takes: only what is to change; null clears."""

    name: Name | UnsetType = UNSET
    description: Description | UnsetType | None = UNSET
    greeting: Greeting | UnsetType | None = UNSET


Changes = Annotated[Update, Meta(description="What is to change; an empty body changes nothing.")]


class Character(Struct):
    """A character. What another surface wrote may lie outside this one's bounds."""

    id: CharacterId
    name: str
    description: str
    greeting: str | None


class Characters(Struct):
    """All characters of the account, newest first."""

    characters: list[Character]


class Deleted(Struct):
    """What a delete answers."""

    id: CharacterId
    deleted: Literal[True]


class Error(Struct):
    """What every refusal answers."""

    error: str
    message: str

"""What the character knows by itself."""

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from greenroom.dialects.kit.messages import about


class Fact(Struct, rename="camel", frozen=True):
    """One thing that it knows."""

    text: Annotated[str, about("The fact, in up to 255 characters.", longest=255)] = ""


class PersonalKnowledge(Struct, rename="camel", frozen=True):
    """The facts that only this character knows."""

    uuid: Annotated[str, about("Made by the server.", output_only=True)] = ""
    facts: Annotated[list[Fact], about("At most 10,000.", longest=10_000)] = []


class OlderFact(Struct, rename="camel", frozen=True):
    """A fact as the older generation wrote it."""

    uuid: Annotated[str | UnsetType, about("Its id.")] = UNSET
    text: Annotated[list[str] | UnsetType, about("One or more sentences.")] = UNSET
    tags: Annotated[list[str] | UnsetType, about("Its kind, such as `TAG_MEMORY`.")] = UNSET

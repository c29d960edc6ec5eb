"""What the character knows by itself."""

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from greenroom.dialects.kit.messages import about


class Fact(Struct, rename="camel", frozen=True):
    """One thing that it knows."""

    text: Annotated[str, about("The fact, in up to 255 characters.", longest=255)] = ""


class KnowledgeRecord(Struct, rename="camel", frozen=True):
    """One thing that is commonly known, as a message."""

    text: Annotated[str, about("The record, in up to 255 characters.", longest=255)] = ""


class CommonKnowledge(Struct, rename="camel", frozen=True):
    """What several characters know."""

    name: Annotated[str, about("Resource name.", output_only=True)] = ""
    display_name: Annotated[str, about("Its title.")] = ""
    description: Annotated[str, about("What it is about.")] = ""
    memory_records: Annotated[
        list[str], about("Its records, at most 10,000.", longest=10_000, longest_item=255)
    ] = []
    knowledge_records: Annotated[
        list[KnowledgeRecord] | UnsetType,
        about("The same records as messages; shown only when they were written so.", longest=10_000),
    ] = UNSET


class ListCommonKnowledgeResponse(Struct, rename="camel", frozen=True):
    """One page of common knowledge."""

    common_knowledge: Annotated[list[CommonKnowledge], about("The pieces, oldest first.")] = []
    next_page_token: Annotated[str, about("Asks for the next page; empty at the end.")] = ""


class PersonalKnowledge(Struct, rename="camel", frozen=True):
    """The facts that only this character knows."""

    uuid: Annotated[str, about("Made by the server.", output_only=True)] = ""
    facts: Annotated[list[Fact], about("At most 10,000.", longest=10_000)] = []


class OlderFact(Struct, rename="camel", frozen=True):
    """A fact as the older generation wrote it."""

    uuid: Annotated[str | UnsetType, about("Its id.")] = UNSET
    text: Annotated[list[str] | UnsetType, about("One or more sentences.")] = UNSET
    tags: Annotated[list[str] | UnsetType, about("Its kind, such as `TAG_MEMORY`.")] = UNSET

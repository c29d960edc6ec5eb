"""What the server counts and says about a character; clients read it and never write it."""

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from greenroom.dialects.kit.messages import Int32, about


class Meta(Struct, rename="camel", frozen=True):
    """Counts, shown only in the view that asks for them."""

    total_common_knowledge: Annotated[Int32, about("Pieces of common knowledge.", output_only=True)] = 0
    goals_version: Annotated[Int32, about("Version of the goals format.", output_only=True)] = 0
    total_triggers: Annotated[Int32 | UnsetType, about("Triggers, in a scene.", output_only=True)] = UNSET
    total_characters: Annotated[Int32 | UnsetType, about("Characters, in a scene.", output_only=True)] = UNSET


class InteractionCountStat(Struct, rename="camel", frozen=True):
    """How many conversations strangers had with it."""

    total_count: Annotated[Int32, about("All of them.")] = 0
    total_read_count: Annotated[Int32, about("Those that the owner has read.")] = 0
    total_unread_count: Annotated[Int32, about("The others.")] = 0


class SharedPortalInfo(Struct, rename="camel", frozen=True):
    """How a public character presents itself."""

    prompt: Annotated[str, about("What invites people to talk to it.")] = ""
    byline: Annotated[str, about("Who it is, in a line.")] = ""
    is_shared: Annotated[bool, about("Whether it is public.")] = False
    short_alias: Annotated[str, about("The last part of its link.")] = ""
    allowed_on_showcase: Annotated[bool, about("Whether it may be recommended.")] = False
    interaction_count_stat: Annotated[InteractionCountStat | None, about("Its conversations.")] = None

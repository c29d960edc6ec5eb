"""The vendor's shapes, in the vendor's spelling. The bounds are ours, since the vendor documents none."""

from typing import Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

Name = Annotated[str, Meta(min_length=1, max_length=100, description="Display name.")]
Subtitle = Annotated[str, Meta(max_length=200, description="A line under the name.")]
Greeting = Annotated[str, Meta(max_length=20_000)]
Greetings = Annotated[
    list[Greeting], Meta(min_length=1, max_length=50, description="First messages; the first is the default.")
]
Description = Annotated[str, Meta(max_length=5_000, description="Public text.")]
Definition = Annotated[
    str, Meta(min_length=1, max_length=100_000, description="Private instructions to the model.")
]
Examples = Annotated[
    list[Annotated[str, Meta(max_length=20_000)]], Meta(max_length=100, description="Example conversations.")
]
Collection = Annotated[str, Meta(min_length=1, max_length=100)]
Collections = Annotated[
    list[Collection],
    Meta(max_length=50, description="Names or ids of collections, in order, without duplicates."),
]
_Visibility = Literal["private", "unlisted", "public"]
VISIBILITIES = get_args(_Visibility)
Visibility = Annotated[
    _Visibility,
    Meta(description="private: the owner alone; unlisted: whoever has the link; public: everyone."),
]
Upload = Annotated[
    str,
    Meta(
        description="Base64 image data URL of at most 5 MiB; or the URL shown before, which changes nothing."
    ),
]
CharacterId = Annotated[
    str, Meta(description="Id of the character, a UUID.", extra_json_schema={"format": "uuid"})
]


class Create(Struct, forbid_unknown_fields=False):
    """What `apiCreateCharacter` takes."""

    name: Name
    definition: Definition
    greetings: Greetings
    avatar: Upload
    subtitle: Subtitle | UnsetType | None = UNSET
    description: Description | UnsetType | None = UNSET
    message_examples: Examples | str | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET
    character_collections: Collections | UnsetType | None = UNSET
    card_version: Annotated[Any, Meta(description="Accepted and ignored.")] = UNSET
    issue_share_id: Annotated[bool, Meta(description="Ask for a share id.")] | UnsetType | None = UNSET


class Update(Struct):
    """What `apiUpdateCharacter` takes: the id, and only what is to change."""

    id: CharacterId
    name: Name | UnsetType = UNSET
    definition: Definition | UnsetType = UNSET
    greetings: Greetings | UnsetType = UNSET
    avatar: Upload | UnsetType = UNSET
    subtitle: Subtitle | UnsetType | None = UNSET
    description: Description | UnsetType | None = UNSET
    message_examples: Examples | str | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET
    character_collections: Collections | UnsetType | None = UNSET
    card_version: Annotated[Any, Meta(description="Accepted and ignored.")] = UNSET
    issue_share_id: Annotated[bool, Meta(description="Ask for a share id.")] | UnsetType | None = UNSET


class Reference(Struct):
    """What `apiDeleteCharacter` takes."""

    id: CharacterId


class Character(Struct, omit_defaults=False):
    """A character as every answer shows it. What another surface wrote may lie outside this one's bounds."""

    id: CharacterId
    name: str
    avatar: Annotated[str, Meta(description="Link to the picture.")]
    subtitle: str
    greetings: list[str]
    description: str
    definition: str
    message_examples: list[str]
    visibility: Visibility
    character_collections: list[str]
    card_version: Literal["2.0"]
    creator_id: Annotated[str, Meta(description="Owner's account.")]
    creator_tag: Annotated[str, Meta(description="Owner's handle, with its at-sign.")]
    message_count: Annotated[int, Meta(description="Messages exchanged with the character by anybody.")]
    used_count: Annotated[int, Meta(description="Conversations started.")]
    share_id: (
        Annotated[str, Meta(description="Only where one was asked for, and not while private.")] | UnsetType
    ) = UNSET
    share_url: Annotated[str, Meta(description="Present exactly when share_id is.")] | UnsetType = UNSET


class Characters(Struct):
    """What `apiListCharacters` answers; `next_cursor` only when a `limit` was asked for."""

    characters: list[Character]
    next_cursor: str | UnsetType | None = UNSET


class Deleted(Struct):
    """What `apiDeleteCharacter` answers."""

    success: Literal[True]
    id: CharacterId


class Error(Struct):
    """What every refusal answers; `field` where one field is at fault."""

    error: str
    code: str
    field: str | UnsetType = UNSET

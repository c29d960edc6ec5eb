"""The vendor's shapes, in the vendor's spelling. The bounds are ours, since the vendor documents none."""

from typing import Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

_VISIBLE = r"\S"  # somewhere in the text: it must not be blank
_BLANK_OR_VISIBLE = r"^$|\S"
_PICTURE = {"format": "image-data-url"}

Name = Annotated[str, Meta(min_length=1, max_length=100, pattern=_VISIBLE, description="Display name.")]
Subtitle = Annotated[str, Meta(max_length=200, description="A line under the name.")]
Greeting = Annotated[str, Meta(max_length=20_000)]
Greetings = Annotated[
    list[Greeting],
    Meta(
        min_length=1,
        max_length=50,
        description="First messages; the first is the default. Blank ones are dropped.",
        extra_json_schema={"contains": {"type": "string", "pattern": _VISIBLE}},
    ),
]
Description = Annotated[str, Meta(max_length=5_000, description="Public text.")]
Definition = Annotated[
    str,
    Meta(
        min_length=1, max_length=100_000, pattern=_VISIBLE, description="Private instructions to the model."
    ),
]
Example = Annotated[str, Meta(max_length=20_000)]
Examples = Annotated[
    list[Example], Meta(max_length=100, description="Example conversations; a single text is a list of one.")
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
    str, Meta(description="Base64 image data URL of at most 5 MiB decoded.", extra_json_schema=_PICTURE)
]
Ignored = Annotated[Any, Meta(description="Accepted and ignored.")]
Share = Annotated[bool, Meta(description="Ask for a share id, which a private character does not get.")]
CharacterId = Annotated[
    str, Meta(description="Id of the character, a UUID.", extra_json_schema={"format": "uuid"})
]


# On an update, what a create requires may be left blank, which leaves it as it is.
NewName = Annotated[str, Meta(max_length=100, pattern=_BLANK_OR_VISIBLE)]
NewDefinition = Annotated[str, Meta(max_length=100_000, pattern=_BLANK_OR_VISIBLE)]
NewGreetings = Annotated[
    list[Greeting],
    Meta(
        max_length=50,
        extra_json_schema={"anyOf": [{"maxItems": 0}, {"contains": {"type": "string", "pattern": _VISIBLE}}]},
    ),
]
NewUpload = Annotated[
    str,
    Meta(
        description="As for a create; or the link that is shown, which changes nothing.",
        extra_json_schema=_PICTURE,
    ),
]


class Create(Struct):
    """What `apiCreateCharacter` takes."""

    name: Name
    definition: Definition
    greetings: Greetings
    avatar: Upload
    subtitle: Subtitle | UnsetType | None = UNSET
    description: Description | UnsetType | None = UNSET
    message_examples: Examples | Example | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET
    character_collections: Collections | UnsetType | None = UNSET
    card_version: Ignored = UNSET
    issue_share_id: Share | UnsetType | None = UNSET


class Update(Struct):
    """What `apiUpdateCharacter` takes: the id, and only what is to change. Required fields may be left blank."""

    id: CharacterId
    name: NewName | UnsetType = UNSET
    definition: NewDefinition | UnsetType = UNSET
    greetings: NewGreetings | UnsetType = UNSET
    avatar: NewUpload | UnsetType = UNSET
    subtitle: Subtitle | UnsetType | None = UNSET
    description: Description | UnsetType | None = UNSET
    message_examples: Examples | Example | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET
    character_collections: Collections | UnsetType | None = UNSET
    card_version: Ignored = UNSET
    issue_share_id: Share | UnsetType | None = UNSET


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

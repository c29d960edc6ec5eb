"""The vendor's shapes, in the vendor's spelling. The bounds of name and description are the vendor's, the others ours."""

from typing import Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

_VISIBLE = r"\S"  # somewhere in the text: it must not be blank
_LINK = r"^$|^[Hh][Tt][Tt][Pp][Ss]?://(?![/?#])\S+$(?!\n)"  # Python's $ would let a line end pass

Category = Literal["assistant", "tutor", "character", "coach", "companion", "creative", "developer", "other"]
CATEGORIES: tuple[str, ...] = get_args(Category)
DEFAULT_MODEL = "default"

Name = Annotated[str, Meta(min_length=1, max_length=80, pattern=_VISIBLE, description="Display name.")]
Description = Annotated[str, Meta(max_length=300, description="Short public text.")]
Instructions = Annotated[
    str,
    Meta(min_length=1, max_length=100_000, pattern=_VISIBLE, description="System prompt, in Markdown."),
]
Model = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=100,
        description="Name of a language model; one that is unknown stands for the server's default.",
    ),
]
Link = Annotated[
    str, Meta(max_length=2048, pattern=_LINK, description="Link to a square picture, which is never fetched.")
]
Public = Annotated[bool, Meta(description="Whether everybody may find it.")]
NewCategory = Annotated[Literal[Category, ""], Meta(description="Where it is found.")]
Greeting = Annotated[
    str, Meta(max_length=20_000, description="First message; without one the character makes its own.")
]
VoiceId = Annotated[str, Meta(max_length=100, description="Name of a voice, such as alloy, echo or fable.")]
CharacterId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
AccountId = Annotated[str, Meta(description="`usr_` and 16 hexadecimal digits.")]
Time = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]


class Create(Struct):
    """What a create takes. An empty link, category or voice is as good as none."""

    name: Name
    instructions: Instructions
    description: Description | UnsetType | None = UNSET
    model: Model | UnsetType | None = UNSET
    avatar_url: Link | UnsetType | None = UNSET
    is_public: Public | UnsetType | None = UNSET
    category: NewCategory | UnsetType | None = UNSET
    greeting_message: Greeting | UnsetType | None = UNSET
    voice_id: VoiceId | UnsetType | None = UNSET


class Update(Struct):
    """What an update takes: only what is to change; null clears."""

    name: Name | UnsetType = UNSET
    instructions: Instructions | UnsetType = UNSET
    description: Description | UnsetType | None = UNSET
    model: Model | UnsetType | None = UNSET
    avatar_url: Link | UnsetType | None = UNSET
    is_public: Public | UnsetType = UNSET
    category: NewCategory | UnsetType | None = UNSET
    greeting_message: Greeting | UnsetType | None = UNSET
    voice_id: VoiceId | UnsetType | None = UNSET


Changes = Annotated[
    Update, Meta(description="What is to change. The body may be empty, and then nothing is.")
]


class Item(Struct):
    """A character in the list of one's own. What another surface wrote may lie outside this one's bounds."""

    id: CharacterId
    name: str
    description: str | None
    model: str
    avatar_url: str | None
    is_public: bool
    category: Category | None
    message_count: Annotated[int, Meta(description="Messages exchanged with the character by anybody.")]
    created_at: Time
    updated_at: Time


class Found(Item):
    """A character in the feed of everybody's public ones."""

    creator_id: AccountId


class Character(Found):
    """A character, whole; to anybody but its owner without `instructions`."""

    greeting_message: str | None
    voice_id: str | None
    instructions: str | UnsetType = UNSET


class Items(Struct):
    """A page of one's own characters, and how many there are in all."""

    data: list[Item]
    total: int
    limit: int
    offset: int


class Feed(Struct):
    """A page of public characters, and how many match in all; where words are looked for, at most 10,000."""

    data: list[Found]
    total: int
    limit: int
    offset: int


class Deleted(Struct):
    """What a delete answers."""

    id: CharacterId
    deleted: Literal[True]


class Error(Struct):
    """What every refusal answers; `details.fields` says of each field or query parameter what is wrong with it."""

    error: str
    message: str
    details: dict[str, Any]
    request_id: str
    retry_after: Annotated[int, Meta(description="Seconds.")] | UnsetType = UNSET

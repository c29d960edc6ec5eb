"""The vendor's shapes of characters and sessions, in the vendor's spelling, with the vendor's bounds where it has any."""

from typing import Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

Age = Literal["infant", "child", "teenager", "youngAdult", "adult", "middleAged", "elderly"]
Role = Literal[
    "noRole",
    "protagonist",
    "antagonist",
    "secondaryCharacter",
    "tertiaryCharacter",
    "mentor",
    "enemy",
    "villain",
    "rival",
    "shopkeeper",
    "healer",
    "questGiver",
    "innkeeper",
    "guard",
    "familyMember",
    "loveInterest",
    "scientist",
    "politician",
    "criminal",
    "explorer",
    "wizard",
    "ghost",
    "animalCompanion",
    "artificialIntelligence",
]
Tone = Literal["formal", "casual", "sarcastic", "mysterious", "emotive"]
Model = Literal["standard", "premium"]
Blank = Literal[""]
ROLES = get_args(Role)
WORDS: dict[str, tuple[str, ...]] = {
    "age": get_args(Age),
    "role": ROLES,
    "tone": get_args(Tone),
    "model": get_args(Model),
}
"""The fields that take one of a few words, and those words."""

FILTERS = ("active", "violence", "sexual", "drugs")
LARGEST_NUMBER = 10**25 - 1
SMALLEST_NUMBER = -(10**24) + 1
"""Numbers between these two have at most 25 characters."""

Short = Annotated[str, Meta(max_length=25)]
Long = Annotated[str, Meta(max_length=1_400)]
Name = Annotated[str, Meta(max_length=25, description="Display name.")]
Description = Annotated[str, Meta(max_length=1_400, description="Who the character is: its background.")]
Gender = Annotated[str, Meta(max_length=25, description="Free text; Male and Female are written like that.")]
QuestText = Annotated[str, Meta(max_length=125)]
Traits = Annotated[list[Short], Meta(max_length=20, description="Traits of personality.")]
Value = Annotated[
    int | float | Short,
    Meta(
        description="A number or a text of at most 25 characters; the type is kept.",
        extra_json_schema={"minimum": SMALLEST_NUMBER, "maximum": LARGEST_NUMBER},
    ),
]
Id = Annotated[str, Meta(description="20 letters and digits when new.")]
Said = Annotated[str, Meta(description="A sentence for people.")]


class Item(Struct):
    """Something the character has. Keys that are not listed are kept."""

    itemName: Short  # noqa: N815 - the vendor's spelling, like those below
    unit: Short | UnsetType | None = UNSET
    value: Value | UnsetType | None = UNSET
    type: Annotated[Short, Meta(description="trade, or another word.")] | UnsetType | None = UNSET
    description: Long | UnsetType | None = UNSET


class Event(Struct):
    """Something that may happen, and the character reacts to. Keys that are not listed are kept."""

    eventName: Short  # noqa: N815 - the vendor's spelling
    type: Annotated[Short, Meta(description="action, item, or another word.")] | UnsetType | None = UNSET
    description: Long | UnsetType | None = UNSET


class Quest(Struct):
    """A task the character gives. Keys that are not listed are kept."""

    description: QuestText | UnsetType | None = UNSET
    objective: QuestText | UnsetType | None = UNSET
    reward: QuestText | UnsetType | None = UNSET


Items = Annotated[list[Item], Meta(max_length=100)]
Events = Annotated[list[Event], Meta(max_length=100)]
Quests = Annotated[list[Quest], Meta(max_length=100)]


class Filters(Struct):
    """What is kept out of conversations: whether anything is, and which categories are restricted."""

    active: bool | UnsetType | None = UNSET
    violence: bool | UnsetType | None = UNSET
    sexual: bool | UnsetType | None = UNSET
    drugs: bool | UnsetType | None = UNSET


class Body(Struct):
    """A character as a create and an update take it: nothing is required, null and an empty word are unset."""

    name: Name | UnsetType | None = UNSET
    description: Description | UnsetType | None = UNSET
    age: Age | Blank | UnsetType | None = UNSET
    gender: Gender | UnsetType | None = UNSET
    role: Role | Blank | UnsetType | None = UNSET
    tone: Tone | Blank | UnsetType | None = UNSET
    traits: Traits | UnsetType | None = UNSET
    items: Items | UnsetType | None = UNSET
    events: Events | UnsetType | None = UNSET
    quests: Quests | UnsetType | None = UNSET
    model: Model | Blank | UnsetType | None = UNSET
    filters: Filters | bool | UnsetType | None = UNSET


class Context(Struct):
    """What was said of a character: on a create the keys that came, on an update all of them."""

    age: str | UnsetType | None = UNSET
    description: str | UnsetType | None = UNSET
    gender: str | UnsetType | None = UNSET
    items: list[dict[str, Any]] | UnsetType = UNSET
    name: str | UnsetType | None = UNSET
    quests: list[dict[str, Any]] | UnsetType = UNSET
    role: str | UnsetType | None = UNSET
    tone: str | UnsetType | None = UNSET
    traits: list[str] | UnsetType = UNSET
    events: list[dict[str, Any]] | UnsetType = UNSET


class Character(Struct):
    """A character as it is read: unset texts are null. What another surface wrote may lie outside this one's bounds."""

    id: Id
    name: str | None
    description: str | None
    age: str | None
    gender: str | None
    role: str | None
    tone: str | None
    traits: list[str]
    items: list[dict[str, Any]]
    events: list[dict[str, Any]]
    quests: list[dict[str, Any]]


class Changed(Struct):
    """What a create and an update answer."""

    message: Said
    character_id: Id
    character_context: Context


class Read(Struct):
    """What a get answers."""

    character_id: Id
    character: Character


class Deleted(Struct):
    """What a delete answers."""

    message: Said
    character_id: Id


class Summary(Struct):
    """A character in a list."""

    id: Id
    name: str | None
    role: str | None


class Characters(Struct):
    """All characters of a world, oldest first."""

    characters: list[Summary]


class NewSession(Struct):
    """A player's session of a game; asked for again it is the same one."""

    session_key: Annotated[str, Meta(min_length=1, max_length=50, description="The game's own name for it.")]
    game_id: Annotated[str, Meta(max_length=50, extra_json_schema={"pattern": "^[A-Za-z0-9_-]{1,50}$"})]
    player_id: Annotated[str, Meta(description="UUID of version 4.", extra_json_schema={"format": "uuid4"})]


class Session(Struct):
    """What is answered of a session."""

    message: Said
    session_key: str
    session_id: Id
    player_id: str


class Error(Struct):
    """What every refusal answers; `field` is the path of the one that is at fault, as in `items[0].itemName`."""

    message: Said
    error: str
    field: str | UnsetType = UNSET

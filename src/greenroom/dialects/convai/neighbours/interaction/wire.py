"""The vendor's shapes of what is said and what is answered."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from greenroom.dialects.convai.wire import CharacterId, Texts

MOST_TEXT = 100_000

Flag = bool | Literal["True", "False", "true", "false"]
UserText = Annotated[
    str, Meta(min_length=1, max_length=MOST_TEXT, pattern=r"\S", description="What is said.")
]
SessionId = Annotated[str, Meta(description="32 hexadecimal digits; -1 begins a session.")]
Things = Annotated[list[dict[str, Any]] | str, Meta(description="Objects with a name, or their JSON texts.")]


class Said(Struct, kw_only=True):
    """Something that is said to a character, as text. A form may have sound as `file` in place of `userText`."""

    userText: UserText  # noqa: N815 - the vendor's spelling
    charID: CharacterId  # noqa: N815 - as above
    sessionID: SessionId | UnsetType = UNSET  # noqa: N815 - as above
    voiceResponse: Flag | UnsetType = UNSET  # noqa: N815 - as above
    stream: Flag | UnsetType = UNSET
    classification: str | UnsetType = UNSET
    classLabels: Texts | str | UnsetType = UNSET  # noqa: N815 - as above
    actions: Texts | str | UnsetType = UNSET
    objects: Things | UnsetType = UNSET
    characters: Things | UnsetType = UNSET


class Answered(Struct, kw_only=True):
    """What the character answers; of an event of a stream, `text` is the next piece of it."""

    charID: CharacterId  # noqa: N815 - the vendor's spelling
    text: str
    audio: None
    sample_rate: None
    sessionID: SessionId  # noqa: N815 - as above
    tag: str | UnsetType = UNSET
    userQuery: str | UnsetType = UNSET  # noqa: N815 - as above
    response: str | UnsetType = UNSET
    actionSequence: str | UnsetType = UNSET  # noqa: N815 - as above

"""The vendor's speakers."""

from msgspec import UNSET, Struct, UnsetType, field


class New(Struct):
    """What a new speaker takes."""

    name: str | UnsetType = UNSET
    device_id: str | UnsetType = field(default=UNSET, name="deviceId")


class Speaker(Struct):
    """A speaker in the list."""

    speaker_id: str
    name: str
    device_id: str


class Made(Struct):
    """A new speaker, its id in both spellings that clients read."""

    speaker_id: str
    name: str
    device_id: str
    created: bool
    speakerId: str  # noqa: N815 - the other spelling


class Reference(Struct):
    """What is to be deleted."""

    speakerId: str  # noqa: N815 - the vendor's spelling

"""The vendor's shapes of the knowledge bank."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType


class Upload(Struct):
    """A file; clients send it as multipart/form-data."""

    file: Annotated[str, Meta(description="The file, or its text.")]
    file_name: str | UnsetType = UNSET


class Update(Struct):
    """A new content for a file; clients send it as multipart/form-data."""

    document_id: str
    file: Annotated[str, Meta(description="The file, or its text.")]
    file_name: str | UnsetType = UNSET


class Document(Struct):
    """A file as it is listed. It is kept and not read by anybody, so it is never available."""

    id: str
    file_name: str
    is_available: bool
    status: Literal["active", "inactive"]
    timestamp: Annotated[str, Meta(description="UTC without a zone, as 2024-09-17 20:51:09.216522.")]
    file_size: Annotated[str, Meta(description="Bytes, as a text.")]


class OfCharacter(Struct):
    """Whose connections are meant."""

    character_id: Annotated[str, Meta(extra_json_schema={"format": "uuid"})]


class Documents(Struct):
    """All files of an account, each as JSON text."""

    docs: list[str]


class Reference(Struct):
    """A file, by its id."""

    document_id: str

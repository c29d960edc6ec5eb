"""What is made of files, and what became of what they said."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from greenroom.dialects.native.wire.characters import Character


class Note(Struct):
    """Something of a file that was read otherwise than it stands there."""

    field: str
    why: str


class ReportLine(Struct):
    """What became of one thing that a file said."""

    field: Annotated[str, Meta(description="Its path in the file.")]
    fate: Annotated[
        Literal["kept", "extension", "mapped", "dropped", "dead_link"],
        Meta(
            description="Kept natively; kept in an extension; said in other words; left out; or a link to what is not there."
        ),
    ]
    why: str


class Failure(Struct):
    """A part of a file that could not be read, while others could."""

    place: str
    reason: Annotated[str, Meta(description="One of the reasons for which files are refused.")]
    why: str


class Entered(Character):
    """A character that was made of a file, and what became of everything that the file said."""

    notes: Annotated[list[Note], Meta(description="What is not as it was in the file.")]
    report: list[ReportLine]


class ImportedLorebook(Struct):
    """A lorebook of a file; `entries` is how many it has."""

    id: str
    name: str
    format: str
    entries: int


class Imported(Entered):
    """The first character of a file, and what else is to be said of that."""

    format: str
    container: str
    sha256: Annotated[str, Meta(description="Of the file, in hexadecimal digits.")]
    others: Annotated[list[Entered], Meta(description="The other characters of a file that holds several.")]
    failures: list[Failure]
    lorebooks: Annotated[
        list[ImportedLorebook],
        Meta(description="Lorebooks of the file that are no character's, kept by themselves."),
    ]
    alternatives: Annotated[
        list[str], Meta(description="Where other cards stand in it that gave way; `alternative` reads one.")
    ]

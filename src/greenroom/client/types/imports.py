"""What the server answers about imports.

Written by clients/generate; change the server, then run script/clients.
"""

from typing import Any

from msgspec import Struct

from greenroom.client.types.characters import CanonicalCharacter


class Note(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something of a file that was read otherwise than it stands there."""

    field: str
    why: str


class ReportLine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What became of one thing that a file said."""

    field: str
    fate: str
    why: str


class Entered(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A character that was made of a file, and what became of everything that the file said."""

    id: str
    revision: int
    live_revision: int | None
    created_at: str
    updated_at: str
    share_url: str | None
    message_count: int
    used_count: int
    avatar_url: str
    character: CanonicalCharacter
    notes: tuple[Note, ...]
    report: tuple[ReportLine, ...]


class Failure(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A part of a file that could not be read, while others could."""

    place: str
    reason: str
    why: str


class ImportedLorebook(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A lorebook of a file; `entries` is how many it has."""

    id: str
    name: str
    format: str
    entries: int


class Imported(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The first character of a file, and what else is to be said of that."""

    id: str
    revision: int
    live_revision: int | None
    created_at: str
    updated_at: str
    share_url: str | None
    message_count: int
    used_count: int
    avatar_url: str
    character: CanonicalCharacter
    notes: tuple[Note, ...]
    report: tuple[ReportLine, ...]
    format: str
    container: str
    sha256: str
    others: tuple[Entered, ...]
    failures: tuple[Failure, ...]
    lorebooks: tuple[ImportedLorebook, ...]
    alternatives: tuple[str, ...]


class Operation(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Work that goes on beside requests. `results` say what became of each file of an import, as it comes. `counts` counts them by state: kept, updated, unchanged, skipped, failed. `download` is where an export is fetched."""

    id: str
    kind: str
    state: str
    created_at: str
    finished_at: str | None
    files: int
    counts: dict[str, int]
    results: tuple[dict[str, Any], ...]
    error: str | None
    download: str | None

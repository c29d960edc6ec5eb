"""Where what comes of files stands that is no character: lorebooks of their own, and files that are kept as they came."""

import hashlib

from greenroom.records.model import Shelf

DIALECT = "native"


def lorebooks(account_id: str) -> Shelf:
    """Where lorebooks stand that belong to no character."""
    return Shelf(account_id, DIALECT, "lorebook")


def lorebook_id(sha256: str, place: str) -> str:
    """By which the lorebook of a file is known, given the file's digest and where in it the book stood."""
    return hashlib.sha256(f"{sha256}#{place}".encode()).hexdigest()[:32]


def kept_files(account_id: str, scope: str = "") -> Shelf:
    """Where files are kept as they came, by where they stood; those of a character in its scope."""
    return Shelf(account_id, DIALECT, "kept_file", scope)

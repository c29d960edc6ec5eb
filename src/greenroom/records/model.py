"""Records and shelves: the data of this room."""

from typing import Any, NamedTuple


class Shelf(NamedTuple):
    """Where records of one kind stand.

    `scope` is what they belong to, and go with: a character's id, a container's name, or "" for the account itself.
    """

    account_id: str
    dialect: str
    kind: str
    scope: str = ""


class Record(NamedTuple):
    """One thing. Times are microseconds since 1970, UTC; `document` is whatever JSON its dialect keeps."""

    scope: str
    record_id: str
    created_at: int
    updated_at: int
    document: dict[str, Any]

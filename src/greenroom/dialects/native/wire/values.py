"""Values that several shapes have."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Ignored = Annotated[
    Any,
    Meta(
        description="As answers show it; it changes nothing here.",
        extra_json_schema={"x-ignored": True},  # nothing that a client need ask its user for
    ),
]


CharacterId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]


Time = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]


class Deleted(Struct):
    """Something that is gone."""

    id: str
    deleted: Literal[True]

"""The vendor's shapes of functions."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType


class Create(Struct):
    """A new function."""

    name: Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
    description: str
    source_code: Annotated[str, Meta(description="At most 400 lines.")]
    language: Literal["python"] = "python"
    input_description: Annotated[str, Meta(description="A JSON text.")] = ""


class Function(Struct):
    """A function as it is kept."""

    function_id: str
    name: str
    description: str
    language: str
    source_code: str
    base64_source_code: str
    input_description: str
    created_at: str


class Created(Struct):
    """What a create answers."""

    transactionID: str  # noqa: N815 - the vendor's spelling
    function: Function


class List(Struct):
    """Which functions are wanted: with `per_page` above 0 a page of them."""

    character_id: Annotated[str, Meta(extra_json_schema={"format": "uuid"})] | UnsetType = UNSET
    per_page: Annotated[int, Meta(ge=-1, le=1000)] = -1
    page: Annotated[int, Meta(ge=1, le=1_000_000)] = 1


class Functions(Struct):
    """Functions; the numbers only where a page was asked for."""

    transactionID: str  # noqa: N815 - the vendor's spelling
    functions: list[Function]
    total_pages: int | UnsetType = UNSET
    per_page: int | UnsetType = UNSET
    page: int | UnsetType = UNSET
    total: int | UnsetType = UNSET


class Reference(Struct):
    """A function, by its id."""

    function_id: str


class Deleted(Struct):
    """That a function is gone."""

    transactionID: str  # noqa: N815 - the vendor's spelling
    status: Literal["success"]

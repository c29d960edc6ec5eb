"""Long-running operations and errors, in the manner of google.longrunning and google.rpc."""

from typing import Annotated, Any

from msgspec import UNSET, Struct, UnsetType, field

from greenroom.dialects.kit.messages import about

STRUCT_TYPE = "type.googleapis.com/google.protobuf.Struct"
"""The type of metadata and response; every protobuf client can decode it."""


class Status(Struct, frozen=True):
    """An error. `code` is gRPC's number, never an HTTP status and never 0."""

    code: Annotated[int, about("gRPC's number of the error.")]
    message: Annotated[str, about("What is wrong, in words.")]
    details: Annotated[list[Any], about("Messages with `@type`; often empty.")] = []


class Packed(Struct, frozen=True):
    """A JSON object as protobuf packs it into an Any."""

    value: Annotated[dict[str, Any], about("The object.")]
    type: Annotated[str, about("What is packed.")] = field(default=STRUCT_TYPE, name="@type")


class DeployRequest(Struct, frozen=True):
    """The body of a deploy: an object, in which nothing means anything."""


class Operation(Struct, frozen=True):
    """A running or finished piece of work; when done, exactly one of response and error is there."""

    name: Annotated[str, about("Resource name; ask again there.")]
    metadata: Annotated[Packed, about("What is being worked on, as `target`.")]
    done: Annotated[bool, about("Whether it has ended.")] = False
    response: Annotated[Packed | UnsetType, about("What came of it.")] = UNSET
    error: Annotated[Status | UnsetType, about("Why it failed.")] = UNSET

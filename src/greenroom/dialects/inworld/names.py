"""Resource names.

    workspaces/{workspace}/characters/{character}
    workspaces/{workspace}/characters/{character}/operations/{operation}
    workspaces/{workspace}/{collection}/{thing}

A segment is 1 to 61 of the characters a-z, 0-9, _ and -, without regard to case. The names parsed here keep the
spelling they came in; whoever looks one up folds its case.
"""

import re
from typing import NamedTuple

from greenroom.problems import BadName

WORKSPACE = "workspace"
"""The kind of the containers of this dialect."""

SEGMENT = "^[A-Za-z0-9_-]{1,61}$"
_SEGMENT = re.compile(SEGMENT)


class CharacterName(NamedTuple):
    """The resource name of a character."""

    workspace: str
    character: str

    def __str__(self) -> str:
        return f"workspaces/{self.workspace}/characters/{self.character}"


class ThingName(NamedTuple):
    """The resource name of what stands in a workspace beside characters; the collection is such as `scenes`."""

    workspace: str
    collection: str
    thing: str

    def __str__(self) -> str:
        return f"workspaces/{self.workspace}/{self.collection}/{self.thing}"


class OperationName(NamedTuple):
    """The resource name of an operation on a character."""

    workspace: str
    character: str
    operation: str

    def __str__(self) -> str:
        return f"{CharacterName(self.workspace, self.character)}/operations/{self.operation}"


def segment(text: str) -> str:
    """`text`, if it is a well-formed segment.

    Raises:
        BadName: It is not, or it is a placeholder of the vendor's samples, which the sentence then says.
    """
    if "{" in text or "}" in text:
        raise BadName(text, "replace the placeholder, with its braces, by an id of yours")
    if not _SEGMENT.fullmatch(text):
        raise BadName(text, "1 to 61 letters, digits, underscores and hyphens are expected")
    return text


def parse_character(name: str) -> CharacterName:
    """The parts of a character's resource name; the singular `character/` is taken too.

    Raises:
        BadName: `name` is not one.
    """
    match name.split("/"):
        case ["workspaces", workspace, "characters" | "character", character]:
            return CharacterName(segment(workspace), segment(character))
    raise BadName(name, "workspaces/{workspace}/characters/{character} is expected")


def parse_thing(name: str, collection: str) -> ThingName:
    """The parts of the resource name of a thing in this collection; raises BadName if `name` is not one."""
    match name.split("/"):
        case ["workspaces", workspace, found, thing] if found == collection:
            return ThingName(segment(workspace), collection, segment(thing))
    raise BadName(name, f"workspaces/{{workspace}}/{collection}/{{id}} is expected")

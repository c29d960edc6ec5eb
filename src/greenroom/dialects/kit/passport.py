"""Passports: everything the rest of the server knows about a dialect."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from greenroom.cards.formats.format import Format
from greenroom.characters.catalogue import Narrator
from greenroom.characters.codecs import Context
from greenroom.characters.lens import Lens
from greenroom.characters.losses import Loss
from greenroom.characters.model import Record
from greenroom.characters.naming import Naming
from greenroom.dialects.kit.carriers import Carrier
from greenroom.dialects.kit.errors import Errors
from greenroom.dialects.kit.routes import Route
from greenroom.dialects.kit.samples import Samples, Sent
from greenroom.settings import Setting


def no_remarks(_view: Mapping[str, Any]) -> Iterable[Loss]:
    """For a dialect that refuses whatever its vendor would have."""
    return ()


class Dialect(NamedTuple):
    """One API. A folder under `dialects` exports one as `DIALECT`, and is thereby part of the server.

    `source` says what the vendor published and when we read it; `how` tells a caller without a key where to put it.
    `lens` is missing where a dialect has no characters of its own, `naming` where it has no names of its own.
    """

    name: str
    title: str
    source: str
    carriers: tuple[Carrier, ...]
    how: str
    errors: Errors
    routes: tuple[Route, ...]
    lens: Lens | None = None
    show: Callable[[Record, Context], dict[str, Any]] | None = (
        None  # where that is more than what the lens shows
    )
    naming: Naming | None = None
    narrate: Narrator | None = None  # for a dialect that keeps stories beside its characters
    settings: tuple[Setting, ...] = ()
    example: str = ""  # the path of a request that any key may make, for the greeting at the start
    samples: Samples | None = None  # missing where nobody can make a character
    talk: Callable[[str], Sent] | None = (
        None  # a first word to a character, by its id, where one is said here
    )
    remarks: Callable[[Mapping[str, Any]], Iterable[Loss]] = (
        no_remarks  # on what a view shows that the vendor never had
    )
    owns: tuple[
        str, ...
    ] = ()  # beginnings of paths, beneath which what nobody serves is refused in its words
    files: Format | None = (
        None  # characters in files, as the vendor's API answers them or its pages export them
    )
    any_case: bool = False  # whether UUIDs in paths may be written in upper case
    placeholders: Mapping[str, Mapping[str, Any]] = {}  # JSON Schemas of what stands in paths, by name


def file_formats(dialects: Iterable[Dialect]) -> tuple[Format, ...]:
    """The formats of the dialects' own files, each with its dialect's lens."""
    return tuple(dialect.files._replace(lens=dialect.lens) for dialect in dialects if dialect.files)

"""Reading an archive, with little of it in memory at a time."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from greenroom.database.archive import ABOUT, FILES, FORMAT, MANIFEST, TABLES, About, Counting, Manifest
from greenroom.database.refused import Refused
from greenroom.database.transaction import Row

_packed_rows = msgspec.msgpack.Decoder(list[msgspec.Raw])
_rows = msgspec.msgpack.Decoder(list[Row])


class Chunk(NamedTuple):
    """Some rows of a table, as one MessagePack array."""

    table: str
    packed: bytes

    def rows(self) -> list[Row]:
        """The rows, decoded."""
        return _rows.decode(self.packed)

    def packed_rows(self) -> list[msgspec.Raw]:
        """The rows, each as it was packed."""
        return _packed_rows.decode(self.packed)


class File(NamedTuple):
    """A file that came along. Its content can be read until the next member is asked for."""

    name: str
    content: BufferedReader


Member = Chunk | File | Manifest


class Archive(NamedTuple):
    """An archive while it is read: what it is of, and its further members."""

    about: About
    members: Iterator[Member]


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """The archive at `path`.

    Raises:
        Refused: it is no backup, or damaged so that reading ends there.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            members = _members(tar)
            about = next(members, None)
            if not isinstance(about, About) or about.format != FORMAT:
                raise Refused(f"{path} is not a backup that this Greenroom can read.")
            yield Archive(about, _expected(path, about, members))
    except (tarfile.TarError, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Refused(f"{path} is not a backup, or it is damaged: {error}.") from error


def verify_backup(path: Path) -> About:
    """What the backup at `path` is of, after reading all of it.

    Raises:
        Refused: it is not whole, or not what was written.
    """
    return verified(path)[0]


def verified(path: Path) -> tuple[About, Manifest]:
    """Like `verify_backup`, with what it counts.

    Raises:
        Refused: it is not whole, or not what was written.
    """
    with reading(path) as (about, members):
        counting = Counting(about.tables)
        found = None
        for member in members:
            if isinstance(member, Manifest):
                found = member
            else:
                _count(counting, member)
    manifest = counting.manifest()
    if found != manifest:
        raise Refused(f"{path} is damaged or incomplete: its content is not what its manifest says.")
    return about, manifest


def _count(counting: Counting, member: Chunk | File) -> None:
    if isinstance(member, File):
        counting.file(member.name, file_digest(member.content, "sha256").digest())
    else:
        for row in member.packed_rows():
            counting.row(member.table, bytes(row))


def _expected(path: Path, about: About, members: Iterator[About | Member]) -> Iterator[Member]:
    for member in members:
        if isinstance(member, About) or (isinstance(member, Chunk) and member.table not in about.tables):
            raise Refused(f"{path} holds what no backup holds.")
        yield member


def _members(tar: tarfile.TarFile) -> Iterator[About | Member]:
    while (info := tar.next()) is not None:
        tar.members.clear()  # type: ignore[attr-defined]  # or it would remember every one; `getmembers` reads ahead
        if info.isreg():
            yield _member(info.name, cast("BufferedReader", tar.extractfile(info)))
        elif not info.isdir():  # a directory is nothing by itself; a link would lead anywhere
            raise Refused(f"The backup holds what is no file: {info.name!r}.")


def _member(name: str, content: BufferedReader) -> About | Member:
    if name == ABOUT:
        return msgspec.json.decode(content.read(), type=About)
    if name == MANIFEST:
        return msgspec.json.decode(content.read(), type=Manifest)
    if name.startswith(FILES):
        return File(name.removeprefix(FILES), content)
    return Chunk(name.removeprefix(TABLES), content.read())

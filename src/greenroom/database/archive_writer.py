"""Writing an archive, with little of it in memory at a time."""

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Protocol

import msgspec

from greenroom.database.archive import ABOUT, FILES, MANIFEST, TABLES, About, Counting, Manifest
from greenroom.database.transaction import Row
from greenroom.kit.clock import SECOND

CHUNK_BYTES = 1 << 20
SLICE_BYTES = 16 << 20
"""So much is written before the disk is waited for. What lies unwritten in a journaling file system, every sync of
others may have to wait for: those of the database that goes on working beside this."""


@contextmanager
def writing(path: Path, about: About) -> Iterator["ArchiveWriter"]:
    """A writer of a new archive at `path`."""
    with path.open("xb") as file, tarfile.open(fileobj=file, mode="w:", format=tarfile.PAX_FORMAT) as tar:
        yield ArchiveWriter(tar, file, about)


class ArchiveWriter:
    """Writes one member after another."""

    def __init__(self, tar: tarfile.TarFile, out: IO[bytes], about: About) -> None:
        self._tar = tar
        self._out = out
        self._synced = 0
        self._made_at = about.made_at // SECOND
        self._counting = Counting(about.tables)
        self._bytes(ABOUT, msgspec.json.encode(about))

    def table(self, name: str, rows: Iterable[Row]) -> None:
        """Write all rows of a table."""
        chunk: list[bytes] = []
        size = 0
        for row in rows:
            packed = msgspec.msgpack.encode(row)
            self._counting.row(name, packed)
            chunk.append(packed)
            size += len(packed)
            if size >= CHUNK_BYTES:
                self._bytes(TABLES + name, _array(chunk))
                chunk, size = [], 0
        self._bytes(TABLES + name, _array(chunk))

    def file(self, name: str, path: Path) -> None:
        """Write the file at `path` under the relative path `name`."""
        with path.open("rb") as content:
            size = content.seek(0, io.SEEK_END)
            content.seek(0)
            hashing = _Hashing(content)
            self._member(FILES + name, size, hashing)
        self._counting.file(name, hashing.digest())

    def finish(self) -> Manifest:
        """Write the last member, and return what is in it."""
        manifest = self._counting.manifest()
        self._bytes(MANIFEST, msgspec.json.encode(manifest))
        return manifest

    def _bytes(self, name: str, content: bytes) -> None:
        self._member(name, len(content), io.BytesIO(content))

    def _member(self, name: str, size: int, content: "_Readable") -> None:
        info = tarfile.TarInfo(name)
        info.size = size
        info.mtime = self._made_at
        info.mode = 0o600
        self._tar.addfile(info, content)
        self._tar.getmembers().clear()  # or it would remember every one
        self._sync_slice()

    def _sync_slice(self) -> None:
        written = self._out.tell()
        if written - self._synced >= SLICE_BYTES:
            self._out.flush()
            os.fsync(self._out.fileno())
            self._synced = written


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Hashing:
    """Hashes a file while it is being read."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self._hash = sha256()

    def read(self, size: int = -1, /) -> bytes:
        data = self._content.read(size)
        self._hash.update(data)
        return data

    def digest(self) -> bytes:
        return self._hash.digest()


def _array(packed: list[bytes]) -> bytes:
    """A MessagePack array of items that are packed already."""
    return b"\xdd" + len(packed).to_bytes(4, "big") + b"".join(packed)

"""Where archives of accounts wait to be fetched, for a day: files in a folder, or objects in the bucket of pictures.

Whichever it is, an archive is written to a file here first, and is there for others when it is whole. Every method blocks,
so call them in a thread. Ids are the server's own, and are checked by whoever takes them from a request.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from greenroom.assets.bucket import Bucket, available, check_bucket

_OBJECTS = "exports/"
_STORE = "The store of archives"
_SLICE = 8 << 20
"""Bytes that are asked of a store at once: whoever fetches them slowly keeps no request of ours open."""

_AT_ONCE = 3
"""Slices that are sent to a store at the same time."""


class Stored(NamedTuple):
    """An archive in a bucket, read as it is sent."""

    size: int
    chunks: Iterator[bytes]


class Archives(Protocol):
    """A store of archives by account and operation. All methods raise `Unavailable` where a bucket fails."""

    def part(self, account_id: str, operation_id: str) -> Path:
        """Where to write one, in a folder that is there; what an earlier attempt left is gone."""
        ...

    def keep(self, account_id: str, operation_id: str) -> None:
        """Let others have what was written there."""
        ...

    def find(self, account_id: str, operation_id: str) -> Path | Stored | None:
        """An archive that is kept."""
        ...

    def forget(self, account_id: str, operation_id: str) -> None:
        """Remove one, if it is there."""
        ...

    def forget_account(self, account_id: str) -> None:
        """Remove all of an account that is gone."""
        ...

    def forget_old(self, before: float) -> None:
        """Remove what was kept before this moment, in seconds since 1970."""
        ...


class DirectoryArchives:
    """Files: a folder an account."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def part(self, account_id: str, operation_id: str) -> Path:
        """See `Archives.part`."""
        part = _part(self._path(account_id, operation_id))
        part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        return part

    def keep(self, account_id: str, operation_id: str) -> None:
        """See `Archives.keep`."""
        path = self._path(account_id, operation_id)
        _part(path).rename(path)

    def find(self, account_id: str, operation_id: str) -> Path | None:
        """See `Archives.find`."""
        path = self._path(account_id, operation_id)
        return path if path.is_file() else None

    def forget(self, account_id: str, operation_id: str) -> None:
        """See `Archives.forget`."""
        self._path(account_id, operation_id).unlink(missing_ok=True)

    def forget_account(self, account_id: str) -> None:
        """See `Archives.forget_account`."""
        shutil.rmtree(self._root / account_id, ignore_errors=True)

    def forget_old(self, before: float) -> None:
        """See `Archives.forget_old`; also what was begun before and never ended."""
        for path in self._root.glob("*/*"):
            if path.stat().st_mtime < before:
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)

    def _path(self, account_id: str, operation_id: str) -> Path:
        return self._root / _name(account_id, operation_id)


class BucketArchives:
    """Objects under `exports/`, beside those of pictures; `folder` is where they are written before they are sent."""

    def __init__(self, bucket: Bucket, folder: Path) -> None:
        self._store = bucket.open()
        self._folder = folder
        self._parts = DirectoryArchives(folder)

    def part(self, account_id: str, operation_id: str) -> Path:
        """See `Archives.part`."""
        return self._parts.part(account_id, operation_id)

    def keep(self, account_id: str, operation_id: str) -> None:
        """See `Archives.keep`."""
        name = _name(account_id, operation_id)
        part = _part(self._folder / name)
        with available(_STORE):
            self._store.put(_OBJECTS + name, part, chunk_size=_SLICE, max_concurrency=_AT_ONCE)
        part.unlink()

    def find(self, account_id: str, operation_id: str) -> Stored | None:
        """See `Archives.find`."""
        name = _OBJECTS + _name(account_id, operation_id)
        with available(_STORE):
            try:
                size = self._store.get(name).meta["size"]
            except FileNotFoundError as error:
                check_bucket(error)
                return None
        return Stored(size, self._slices(name, size))

    def forget(self, account_id: str, operation_id: str) -> None:
        """See `Archives.forget`."""
        with available(_STORE):
            self._store.delete(_OBJECTS + _name(account_id, operation_id))

    def forget_account(self, account_id: str) -> None:
        """See `Archives.forget_account`."""
        self._parts.forget_account(account_id)
        self._delete(f"{_OBJECTS}{account_id}/", float("inf"))

    def forget_old(self, before: float) -> None:
        """See `Archives.forget_old`."""
        self._parts.forget_old(before)
        self._delete(_OBJECTS, before)

    def _delete(self, beginning: str, before: float) -> None:
        with available(_STORE):
            for page in [*self._store.list(beginning)]:
                for one in page:
                    if one["last_modified"].timestamp() < before:
                        self._store.delete(one["path"])

    def _slices(self, name: str, size: int) -> Iterator[bytes]:
        for start in range(0, size, _SLICE):
            with available(_STORE):
                yield bytes(self._store.get_range(name, start=start, end=min(start + _SLICE, size)))


def _name(account_id: str, operation_id: str) -> str:
    return f"{account_id}/{operation_id}.zip"


def _part(path: Path) -> Path:
    return path.with_suffix(".part")

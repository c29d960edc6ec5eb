"""Where the bytes of assets lie: what any store of them promises, and a directory that keeps the promise.

Every method blocks, so call them in a thread. An id never means other bytes than it once did (ids.py), hence nothing is
ever overwritten.

Putting and deleting the same bytes may cross: a picture is deleted with its last character while the same picture is
put for a new one. Who keeps one puts it before the commit and once more after that; who deletes one looks after that
whether it is kept again, and then puts it back. A sweep, which belongs to no commit, spares what is young: whoever put
it may not have committed yet; and to put it again makes it young again.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from greenroom import problems
from greenroom.assets.ids import is_asset_id
from greenroom.kit.clock import MINUTE, Clock, system_clock
from greenroom.kit.durable import make_durable

YOUNG = 10 * MINUTE
"""How long what was put may wait for the transaction that speaks of it; later it must be put again first."""

_AT_ONCE = 32
"""Files that are waited for at the same time."""


class Media(Protocol):
    """A store of bytes by asset id. All methods raise `Unavailable` when the store fails; ages are microseconds."""

    def put(self, asset_id: str, data: bytes) -> None:
        """Keep these bytes: when this returns they survive a power cut. To put them again costs little."""
        ...

    def put_all(self, blobs: Mapping[str, bytes]) -> None:
        """Keep several, by their ids: what `put` does for each, with the waits for the disk shared."""
        ...

    def renew(self, asset_id: str) -> bool:
        """What putting the same bytes again does, for who no longer has them; False when there are none."""
        ...

    def get(self, asset_id: str) -> bytes | None:
        """The bytes; None when there are none, or when this can't be an id."""
        ...

    def delete(self, asset_id: str, *, young: int = YOUNG) -> bool:
        """Forget the bytes, unless they were put less than `young` ago; whether they are gone."""
        ...

    def idle(self, age: int) -> Iterator[str]:
        """The ids of all bytes put longer ago than `age`. What broken puts left behind is removed on the way."""
        ...


class DirectoryMedia:
    """Files in a directory: `a/b/ab…`, so that a million of them are 250 a folder.

    A file is written beside its place under a name with a dot, made durable, and then renamed, so that a file with a
    name is always whole. The folder is made durable too, or a power cut could lose the name.
    """

    def __init__(self, root: Path, clock: Clock = system_clock) -> None:
        self._root = root
        self._clock = clock
        self._lasting: set[Path] = set()  # folders whose names survive a power cut; 4,096 at most
        root.mkdir(parents=True, exist_ok=True)
        make_durable(root.parent)

    def put(self, asset_id: str, data: bytes) -> None:
        """See `Media.put`."""
        path = self._path(asset_id)
        try:
            if not self._renewed(path):
                self._write(path, data)
            make_durable(path.parent)
            if path.parent not in self._lasting:  # a put that crossed may have made it
                make_durable(path.parent.parent)
                make_durable(self._root)
                self._lasting.add(path.parent)
        except OSError as error:
            raise _unavailable() from error

    def put_all(self, blobs: Mapping[str, bytes]) -> None:
        """See `Media.put_all`. Waits at once for all files, then at once for all folders: a disk takes them together."""
        fresh: dict[Path, Path] = {}
        try:
            for asset_id, data in blobs.items():
                path = self._path(asset_id)
                if not self._renewed(path):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    fresh[path] = _beside(path)
                    fresh[path].write_bytes(data)
                    self._renew(fresh[path])
            with ThreadPoolExecutor(_AT_ONCE) as waiting:
                list(waiting.map(_make_whole, fresh.values()))
                for path, beside in fresh.items():
                    beside.replace(path)
                folders = {self._path(asset_id).parent for asset_id in blobs}
                above = {up for one in folders - self._lasting for up in (one.parent, self._root)}
                list(waiting.map(make_durable, folders | above))
                self._lasting |= folders
        except OSError as error:
            raise _unavailable() from error
        finally:
            for beside in fresh.values():
                beside.unlink(missing_ok=True)

    def renew(self, asset_id: str) -> bool:
        """See `Media.renew`."""
        try:
            return self._renewed(self._path(asset_id))
        except OSError as error:
            raise _unavailable() from error

    def get(self, asset_id: str) -> bytes | None:
        """See `Media.get`."""
        if not is_asset_id(asset_id):
            return None
        try:
            return self._path(asset_id).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unavailable() from error

    def delete(self, asset_id: str, *, young: int = YOUNG) -> bool:
        """See `Media.delete`."""
        path = self._path(asset_id)
        doomed = _beside(path)
        try:
            if self._age(path) < young:
                return False
            path.rename(doomed)
            if self._age(doomed) < young:  # renewed since we looked: it may be needed again
                doomed.replace(path)
                return False
            doomed.unlink()
        except FileNotFoundError:
            return True
        except OSError as error:
            raise _unavailable() from error
        return True

    def idle(self, age: int) -> Iterator[str]:
        """See `Media.idle`."""
        try:
            for path in self._root.glob("*/*/*"):
                with suppress(FileNotFoundError):
                    if self._age(path) <= age:
                        continue
                    if is_asset_id(path.name):
                        yield path.name
                    elif path.name.startswith("."):
                        path.unlink()
        except OSError as error:
            raise _unavailable() from error

    def _path(self, asset_id: str) -> Path:
        if not is_asset_id(asset_id):
            raise ValueError(f"not the id of an asset: {asset_id!r}")
        return self._root / asset_id[0] / asset_id[1] / asset_id

    def _age(self, path: Path) -> int:
        put_at = path.stat().st_mtime_ns // 1000
        return self._clock() - put_at

    def _renew(self, path: Path) -> None:
        moment = self._clock() * 1000
        os.utime(path, ns=(moment, moment))

    def _renewed(self, path: Path) -> bool:
        try:
            self._renew(path)
        except FileNotFoundError:
            return False
        return True

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(path)
        try:
            with fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self._renew(fresh)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _make_whole(path: Path) -> None:
    """Wait until the bytes of a file are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _beside(path: Path) -> Path:
    """A new name in the same folder, which is no asset's."""
    return path.with_name(f".{secrets.token_hex(8)}")


def _unavailable() -> problems.Unavailable:
    return problems.Unavailable("The store of pictures")

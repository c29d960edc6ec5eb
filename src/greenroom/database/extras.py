"""What comes along with a database, put in its places when all else is done.

Everything is unpacked beside its place first, and moved there at the end, just before the database takes its own. So
what fails on the way leaves nothing, and what is killed leaves things under names with a dot, which the next try sweeps
away. If it is killed between those last two steps, the next try finds in a place just what it would put there itself.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from filecmp import cmp
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from greenroom.database.archive_reader import File, reading
from greenroom.database.refused import Refused
from greenroom.database.replacement import part_of, sweep


def check_places(path: Path, places: Mapping[str, Path]) -> None:
    """Look whether what the backup at `path` has for `places` can be put there, after sweeping up.

    Raises:
        Refused: something else is there already, or a file has a name that can't be.
    """
    for place in places.values():
        sweep(place)
        sweep(place / place.name)
    there = {file for place in places.values() for file in _files(place)}
    for member in _members(path):
        label, *below = _parts(member, places)
        file = places[label].joinpath(*below)
        if file in there and _same(member, file):
            there.remove(file)
    if there:
        raise _taken(min(there))


@contextmanager
def parts(places: Mapping[str, Path]) -> Iterator[Mapping[str, Path]]:
    """A new folder for each of `places`, from which things can be moved there; in the end it is gone."""
    with ExitStack() as ending:
        made = {}
        for label, place in places.items():
            # Within a folder that is there, which may be a file system of its own; else beside.
            folder = part_of(place / place.name if place.is_dir() else place)
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
            ending.callback(shutil.rmtree, folder, ignore_errors=True)
            made[label] = folder
        yield made


def unpack(path: Path, made: Mapping[str, Path]) -> None:
    """Write what the backup at `path` has for each label to the folder made for it.

    Raises:
        Refused: a file has a name that can't be.
    """
    for member in _members(path):
        names = _parts(member, made)
        folder = made[names[0]]
        for level in range(
            1, len(names)
        ):  # never the folder itself: if somebody swept it away, this must fail
            folder.joinpath(*names[:level]).mkdir(exist_ok=True)
        with open(folder.joinpath(*names), "xb", opener=_private) as file:
            shutil.copyfileobj(member.content, file)


def move_in(made: Mapping[str, Path], places: Mapping[str, Path]) -> None:
    """Move all that was unpacked to its places.

    Raises:
        Refused: something else has come there since `check_places` looked.
    """
    for label, folder in made.items():
        if any(folder.iterdir()):
            _move(folder / label, places[label])


def _move(source: Path, place: Path) -> None:
    if source.is_dir() and place.is_dir():
        for child in source.iterdir():
            _move(child, place / child.name)
    elif not os.path.lexists(place):
        source.rename(place)
    elif not source.is_file() or not place.is_file() or not cmp(source, place, shallow=False):
        raise _taken(place)


def _taken(place: Path) -> Refused:
    return Refused(f"{place} is there already: restore to where there is nothing yet.")


def _members(path: Path) -> Iterator[File]:
    with reading(path) as (_, members):
        yield from (member for member in members if isinstance(member, File))


def _parts(member: File, labels: Mapping[str, Path]) -> tuple[str, ...]:
    """Its label and the names below that. A backup may come from anywhere, so these are not trusted."""
    names = PurePosixPath(member.name).parts
    if not names or names[0] not in labels or ".." in names or "\0" in member.name:
        raise Refused(f"The backup holds a file with a name that can't be: {member.name!r}.")
    return names


def _files(place: Path) -> Iterator[Path]:
    """Whatever is at `place` or in it, but folders."""
    if place.is_dir():
        yield from (path for path in place.rglob("*") if not path.is_dir())
    elif os.path.lexists(place):
        yield place


def _same(member: File, file: Path) -> bool:
    """Whether `file` is what the backup holds."""
    if not file.is_file():
        return False
    with file.open("rb") as content:
        return file_digest(content, "sha256").digest() == file_digest(member.content, "sha256").digest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

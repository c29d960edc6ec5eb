"""Sources: the files that somebody names, those in folders and in archives of files among them.

A folder that SillyTavern keeps for a user (`data/<user>`) is known by what stands in it, and each of its files has a role.
Everything else is a file by itself, whatever it is called.
"""

import lzma
import re
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple
from zipfile import BadZipFile, ZipFile

from greenroom.cards.caps import MOST_OF_ANY

Role = Literal["card", "sprite", "world", "settings", "face", "group", "group_chat", "chat", "other"]
"""What a file is: a card or whatever else read_file reads; a mood's picture; World Info; where personas stand; a persona's
picture; a group; what was said in one; what was said with a character; nothing that is taken in."""

ROLES: tuple[Role, ...] = (
    "settings",
    "face",
    "card",
    "sprite",
    "world",
    "group",
    "group_chat",
    "chat",
    "other",
)
"""In the order in which they are taken in: what others refer to comes first."""

STDIN = "-"
MOST_ENTRIES = 1_000_000

_KINDS = frozenset(
    [
        ".png",
        ".apng",
        ".webp",
        ".jpg",
        ".jpeg",
        ".charx",
        ".json",
        ".yaml",
        ".yml",
        ".byaf",
        ".voxpkg",
        ".csv",
        ".zip",
        ".af",
        ".lorebook",
    ]
)
_PICTURES = frozenset([".png", ".apng", ".webp", ".jpg", ".jpeg", ".gif", ".avif"])
_DAMAGED = (
    *(BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError),
    *(zlib.error, lzma.LZMAError, struct.error),
)
"""What reading an archive raises where that is damaged, or made in ways that are not known here."""

_HIDDEN = re.compile(r"(^|/)(\.|__MACOSX/)")
_MARKS = ("card.json", "manifest.json", "package.json")
_HEAD = b"PK\x03\x04"
_BESIDES = ("chats", "worlds", "groups", "group chats", "User Avatars", "settings.json")
_PLACES: Mapping[str, Role] = {
    "worlds": "world",
    "groups": "group",
    "group chats": "group_chat",
    "User Avatars": "face",
}


class Source(NamedTuple):
    """One file. `name` is what it is told by, `origin` where it stood in what was named; `entry` is its name in the archive `path`."""

    name: str
    path: str
    origin: str
    entry: str = ""
    role: Role = "card"

    def read(self) -> bytes:
        """Its bytes, one more at most than is read of any file; raises OSError."""
        if self.path == STDIN:
            return sys.stdin.buffer.read(MOST_OF_ANY + 1)
        if not self.entry:
            with Path(self.path).open("rb") as file:
                return file.read(MOST_OF_ANY + 1)
        try:
            with _archive(self.path).open(self.entry) as entry:
                return entry.read(MOST_OF_ANY + 1)
        except _DAMAGED as error:
            raise OSError(0, f"the archive can't be read: {error}", self.name) from error

    @property
    def stem(self) -> str:
        """The last part of where it stood, without what a dot begins."""
        return PurePosixPath(self.origin).stem

    @property
    def root(self) -> str:
        """What it is told by without where it stood in it: the same for all files of a folder."""
        return self.name.removesuffix(self.origin)

    @property
    def folder(self) -> str:
        """The name of the folder that it stood in; nothing at the top."""
        return PurePosixPath(self.origin).parent.name


def find(paths: Iterable[str]) -> list[Source]:
    """All files that these paths mean, each once, each role after those that it needs; a path that isn't there is among them."""
    found = _each_once([list(_below(path)) for path in paths])
    if len(found) > MOST_ENTRIES:
        raise ValueError(f"These are {len(found):,} files, and {MOST_ENTRIES:,} are taken at once.")
    return sorted(found, key=lambda source: ROLES.index(source.role))


def _each_once(listed: list[list[Source]]) -> list[Source]:
    """The files of several paths; of one that several of them mean, what the path tells that knows most of it.

    A folder that is kept for a user knows what each file is for, and one that is named is meant to be read.
    """
    if len(listed) == 1:
        return listed[0]
    found: dict[tuple[str, str], tuple[int, Source]] = {}
    for sources in listed:
        whole = any(source.role not in ("card", "other") for source in sources)
        for source in sources:
            knows = 0 if source.role == "other" else 2 if whole else 1
            if knows > found.get(place := _place(source), (-1,))[0]:
                found[place] = knows, source
    return [source for _, source in found.values()]


def _place(source: Source) -> tuple[str, str]:
    """Where it stands, however that was spelt; a link is a file by itself."""
    path = Path(source.path)
    return (STDIN if source.path == STDIN else str(path.parent.resolve() / path.name), source.entry)


def is_user_folder(names: Iterable[str]) -> bool:
    """Whether these are the files of a folder that SillyTavern keeps for a user."""
    tops = {name.partition("/")[0] for name in names}
    return "characters" in tops and any(one in tops for one in _BESIDES)


def role_of(name: str) -> Role:
    """What a file is by where it stands in such a folder."""
    top, _, rest = name.partition("/")
    if name == "settings.json":
        return "settings"
    if top == "characters" and rest:
        if "/" not in rest:
            return "card"
        return "sprite" if PurePosixPath(rest).suffix.lower() in _PICTURES else "other"
    if top == "chats" and rest.count("/") == 1 and rest.endswith(".jsonl"):
        return "chat"
    return _PLACES.get(top, "other") if rest and "/" not in rest else "other"


def leads_out(name: str) -> bool:
    """Whether a name in an archive would lead out of a folder, or might: such an entry is told and never read."""
    return ".." in name.replace("\\", "/").split("/")


def _below(path: str) -> Iterator[Source]:
    if path == STDIN:
        yield Source(STDIN, STDIN, STDIN)
    elif Path(path).is_dir():
        root = Path(path)
        names = sorted(one.relative_to(root).as_posix() for one in root.rglob("*") if one.is_file())
        for one in _named(path, names):
            yield from _in_folder(one._replace(path=str(root / one.entry), entry=""))
    elif entries := _entries(path):
        yield from (one._replace(path=path, entry=one.entry) for one in _named(path, entries))
    else:
        yield Source(_plain(path), path, _plain(Path(path).name))


def _in_folder(file: Source) -> Iterator[Source]:
    """A file of a folder; an archive of files is a folder there, too."""
    if file.role != "card" or not file.path.lower().endswith(".zip") or not (entries := _entries(file.path)):
        yield file
        return
    yield from _named(file.path, entries)


def _named(told: str, names: Iterable[str]) -> Iterator[Source]:
    """The files of a folder or an archive; a single folder around all of them is passed over, and those that lead out of it come first."""
    names = list(names)
    for name in filter(leads_out, names):
        yield Source(_plain(f"{told.rstrip('/')}/{name}"), told, _plain(name), name, "other")
    shown = [name for name in names if not _HIDDEN.search(name) and not leads_out(name)]
    start = _around(shown)
    inner = [name[len(start) :] for name in shown]
    whole = is_user_folder(inner)
    for name, origin in zip(shown, inner, strict=True):
        role = role_of(origin) if whole else _by_kind(origin)
        yield Source(_plain(f"{told.rstrip('/')}/{name}"), told, _plain(origin), name, role)


def _plain(name: str) -> str:
    """A name as text: a disk may hold names that are none."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")


def _around(names: list[str]) -> str:
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or not names or any("/" not in name for name in names):
        return ""
    start = f"{tops.pop()}/"
    return start if is_user_folder(name[len(start) :] for name in names) else ""


def _by_kind(name: str) -> Role:
    return "card" if PurePosixPath(name).suffix.lower() in _KINDS else "other"


def _entries(path: str) -> list[str]:
    """The names of the files in an archive of files; nothing where it is a file of another kind."""
    with suppress(OSError, *_DAMAGED):
        with Path(path).open("rb") as file:
            if file.read(4) != _HEAD:
                return []
        names = [info.filename for info in _archive(path).infolist() if not info.is_dir()]
        tops = {name.lower() for name in names}
        return [] if any(mark in tops for mark in _MARKS) else names
    return []


@lru_cache(maxsize=2)
def _archive(path: str) -> ZipFile:
    """An open archive: its directory is read once for all of its files in this process."""
    return ZipFile(path)

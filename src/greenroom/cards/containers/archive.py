"""ZIP archives, read without trust: what is in them is known before anything is unfolded (APPNOTE.TXT, 6.3.10).

Only what the central directory lists is looked at, an entry is unfolded when it is asked for, and never to more than it
said. A file may have bytes before the archive, such as a picture.
"""

import re
import zlib
from functools import partial
from struct import unpack_from
from typing import NamedTuple

from greenroom.cards.caps import DIRECTORY, ENTRIES, MIB, RATIO, RATIO_FROM, UNFOLDED
from greenroom.cards.containers.opened import Source
from greenroom.cards.refusals import refused

HEAD = b"PK\x03\x04"
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_SIZE, _ENTRY_SIZE, _HEAD_SIZE = 22, 46, 30
_LONGEST_COMMENT = 0xFFFF
_STORED, _DEFLATED = 0, 8
_LOCATOR, _LARGE_END = b"PK\x06\x07", b"PK\x06\x06"
_LARGE, _MANY = 0xFFFFFFFF, 0xFFFF  # the numbers stand elsewhere, in 64 bits
_ENCRYPTED, _UTF8 = 1, 0x800
_LINK = 0o120000
_UNSAFE = re.compile(r"(^|/)\.\.?(/|$)|^/|^[A-Za-z]:|\\|[\x00-\x1f\x7f]")


class Entry(NamedTuple):
    """An entry as the central directory has it; sizes in bytes, `at` is where it begins in the file."""

    name: str
    method: int
    packed: int
    size: int
    at: int
    checksum: int


class Archive(NamedTuple):
    """An archive: its entries by name, in its order. `skipped` are names that are no good; `start` where it begins."""

    data: bytes
    entries: dict[str, Entry]
    skipped: tuple[str, ...]
    start: int

    def source(self, name: str, most: int = UNFOLDED) -> Source:
        """What unfolds an entry of at most so many bytes."""
        return partial(_unfold, self.data, self.entries[name], most)

    def read(self, name: str, most: int) -> bytes:
        """An entry of at most so many bytes; raises BadCard."""
        return self.source(name, most)()


def find_archive(data: bytes) -> int | None:
    """Where the record is that ends an archive; None where there is no archive."""
    at = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    return at if at >= 0 and at + _END_SIZE <= len(data) else None


def open_archive(data: bytes) -> Archive:
    """An archive.

    Raises:
        BadCard: bad_archive, encrypted, too_many_entries_in_archive, or archive_bomb.
    """
    end = find_archive(data)
    if end is None:
        raise refused("bad_archive", why="it has no end")
    count, size, offset, end = _totals(data, end)
    if count > ENTRIES:
        raise refused("too_many_entries_in_archive", most=ENTRIES)
    if size > DIRECTORY or size > end:
        raise refused("bad_archive", why="the size of its directory is wrong")
    start = end - size - offset
    if start < 0:
        raise refused("bad_archive", why="its directory is not where it should be")
    found, skipped = _directory(data, end - size, end, start, count)
    _check_sizes(found)
    if not data.startswith(
        HEAD
    ):  # some count from where the file begins, and not from where the archive does
        start = min((entry.at for entry in found.values()), default=start)
    return Archive(data, found, skipped, start)


def _totals(data: bytes, end: int) -> tuple[int, int, int, int]:
    """How many entries there are; the size of the directory, where it begins in the archive, and where it ends in the file."""
    count, size, offset = unpack_from("<HII", data, end + 10)
    if (count == _MANY or _LARGE in (size, offset)) and data[max(0, end - 20) : end - 16] == _LOCATOR:
        large = data.rfind(_LARGE_END, max(0, end - 20 - 1024), end - 20)
        if large >= 0 and large + 56 <= end:
            count, size, offset = unpack_from("<QQQ", data, large + 32)
            return count, size, offset, large
    return count, size, offset, end


def _directory(
    data: bytes, at: int, end: int, start: int, count: int
) -> tuple[dict[str, Entry], tuple[str, ...]]:
    found: dict[str, Entry] = {}
    skipped: list[str] = []
    for _ in range(count):
        if at + _ENTRY_SIZE > end or data[at : at + 4] != _ENTRY:
            raise refused("bad_archive", why="its directory is damaged")
        flags, method = unpack_from("<HH", data, at + 8)
        checksum, packed, size, long, extra, comment = unpack_from("<IIIHHH", data, at + 16)
        mode, offset = unpack_from("<II", data, at + 38)
        raw = data[at + _ENTRY_SIZE : at + _ENTRY_SIZE + long]
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        more = data[at + _ENTRY_SIZE + long : at + _ENTRY_SIZE + long + extra]
        size, packed, offset = _in_64_bits(more, size, packed, offset)
        at += _ENTRY_SIZE + long + extra + comment
        if name.endswith("/"):
            continue
        if flags & _ENCRYPTED:
            raise refused("encrypted")
        if _UNSAFE.search(name) or (mode >> 16) & 0o170000 == _LINK:
            skipped.append(name)
            continue
        found[name] = Entry(name, method, packed, size, start + offset, checksum)
    return found, tuple(skipped)


def _in_64_bits(extra: bytes, *numbers: int) -> tuple[int, ...]:
    """The numbers of an entry, those that don't fit in 32 bits from its extra field (4.5.3)."""
    large, at = b"", 0
    while _LARGE in numbers and at + 4 <= len(extra):
        kind, size = unpack_from("<HH", extra, at)
        if kind == 1:
            large = extra[at + 4 : at + 4 + size]
            break
        at += 4 + size
    said = iter(unpack_from(f"<{len(large) // 8}Q", large))
    return tuple(next(said, number) if number == _LARGE else number for number in numbers)


def _check_sizes(found: dict[str, Entry]) -> None:
    if sum(entry.size for entry in found.values()) > UNFOLDED:
        raise refused("archive_bomb", why=f"to more than {UNFOLDED // MIB} MiB")
    for entry in found.values():
        if entry.size > RATIO_FROM and entry.size > RATIO * max(entry.packed, 1):
            raise refused("archive_bomb", why=f"an entry says that it grows more than {RATIO} times")


def _unfold(data: bytes, entry: Entry, most: int) -> bytes:
    if entry.size > most:
        raise refused("too_large", limit=most // MIB, kind="an entry of an archive")
    packed = _packed(data, entry)
    if entry.method == _STORED:
        unfolded = packed
    elif entry.method == _DEFLATED:
        unfolded = _inflated(packed, entry.size)
    else:
        raise refused("bad_archive", why="an entry is packed in a way that is not read here")
    if len(unfolded) != entry.size or zlib.crc32(unfolded) != entry.checksum:
        raise refused("bad_archive", why="an entry is not what the directory says of it")
    return unfolded


def _packed(data: bytes, entry: Entry) -> bytes:
    head = data[entry.at : entry.at + _HEAD_SIZE]
    if len(head) < _HEAD_SIZE or not head.startswith(HEAD):
        raise refused("bad_archive", why="an entry is not where the directory says")
    name, extra = unpack_from("<HH", head, 26)
    start = entry.at + _HEAD_SIZE + name + extra
    packed = data[start : start + entry.packed]
    if len(packed) < entry.packed:
        raise refused("bad_archive", why="an entry is cut off")
    return packed


def _inflated(packed: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return inflater.decompress(packed, size + 1)
    except zlib.error:
        raise refused("bad_archive", why="an entry is damaged") from None

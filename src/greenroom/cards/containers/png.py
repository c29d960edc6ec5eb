"""PNG and APNG: their chunks, and the texts that cards stand in (PNG, third edition, section 11.3; the card specifications).

Chunks are found by their lengths, and nothing is decoded but the texts that may hold a card.
"""

import zlib
from collections.abc import Iterator
from struct import pack, unpack_from
from typing import NamedTuple

from greenroom.cards.caps import (
    ALL_TEXT_CHUNKS,
    CHUNKS,
    LONGEST_CHUNK,
    MIB,
    TEXT_CHUNK,
    WIDEST,
)
from greenroom.cards.refusals import refused

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_LONGEST_KEYWORD = 300  # 79 by the specification; paths of assets are longer
_FRAME = 12  # bytes of a chunk beside its data


class Chunk(NamedTuple):
    """A chunk of a file: its type, and where its data begin and end there."""

    kind: bytes
    start: int
    end: int

    def body(self, data: bytes) -> bytes:
        """Its data."""
        return data[self.start : self.end]

    def is_right(self, data: bytes) -> bool:
        """Whether its checksum is that of its type and data."""
        said: int = unpack_from(">I", data, self.end)[0]
        return zlib.crc32(memoryview(data)[self.start - 4 : self.end]) == said


class Chunks(NamedTuple):
    """All whole chunks of a file. `cut`: another one begins after them, and is not whole; `end` is where they end."""

    listed: list[Chunk]
    cut: bool
    end: int

    @property
    def after(self) -> int | None:
        """Where the bytes after the picture begin; None while its last chunk is missing."""
        return self.end if self.listed and self.listed[-1].kind == b"IEND" else None


class Text(NamedTuple):
    """A text chunk: its keyword in lower case, and its text as bytes."""

    keyword: str
    text: bytes
    chunk: Chunk


def read_chunks(data: bytes) -> Chunks:
    """The chunks of a file that begins as a PNG does.

    Raises:
        BadCard: chunk_too_long, too_many_chunks, or picture_too_large, by what it says of itself.
    """
    found: list[Chunk] = []
    at = len(SIGNATURE)
    while at + 8 <= len(data):
        length, kind = unpack_from(">I4s", data, at)
        if length > LONGEST_CHUNK:
            raise refused("chunk_too_long")
        end = at + 8 + length
        if end + 4 > len(data):
            return Chunks(found, cut=True, end=at)
        if len(found) == CHUNKS:
            raise refused("too_many_chunks", most=CHUNKS)
        found.append(Chunk(kind, at + 8, end))
        at = end + 4
        if kind == b"IEND":
            break
    _check_size(data, found)
    return Chunks(found, cut=not found or found[-1].kind != b"IEND", end=at)


def _check_size(data: bytes, found: list[Chunk]) -> None:
    if found and found[0].kind == b"IHDR" and found[0].end - found[0].start >= 8:
        width, height = unpack_from(">II", data, found[0].start)
        if max(width, height) > WIDEST:
            raise refused("picture_too_large", width=width, height=height)


def read_texts(data: bytes, chunks: Chunks, wanted: tuple[str, ...]) -> Iterator[Text]:
    """The texts whose keyword begins with one of these, without regard to case, in the order of the file.

    Raises:
        BadCard: inflates_too_much.
    """
    left = ALL_TEXT_CHUNKS
    for chunk in chunks.listed:
        if chunk.kind not in TEXTS:
            continue
        head = data[chunk.start : min(chunk.end, chunk.start + _LONGEST_KEYWORD)]
        keyword, separator, _ = head.partition(b"\0")
        name = keyword.decode("latin-1").lower()
        if separator and name.startswith(wanted):
            text = _text(chunk.kind, data[chunk.start + len(keyword) + 1 : chunk.end], min(left, TEXT_CHUNK))
            left -= len(text)
            yield Text(name, text, chunk)


def _text(kind: bytes, rest: bytes, most: int) -> bytes:
    """What stands behind the keyword of a chunk; nothing where it can't be read."""
    if kind == b"zTXt":
        return _inflate(rest[1:], most)
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        _, _, rest = rest[2:].partition(b"\0")  # the language
        _, _, rest = rest.partition(b"\0")  # the keyword, translated
        if packed:
            return _inflate(rest, most)
    if len(rest) > most:
        raise refused("inflates_too_much", limit=TEXT_CHUNK // MIB)
    return rest


def _inflate(packed: bytes, most: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, most + 1)
    except zlib.error:
        return b""
    if len(text) > most:
        raise refused("inflates_too_much", limit=TEXT_CHUNK // MIB)
    return text


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk as it is written."""
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(body, zlib.crc32(kind)))


def with_texts(data: bytes, texts: list[tuple[str, bytes]], *, instead_of: tuple[str, ...]) -> bytes:
    """The picture with these texts directly before its first pixels, in place of all that have one of these keywords.

    Every other chunk stays as it is, but for a wrong checksum; what follows the picture is left out, and so is a last
    chunk that is not whole.
    """
    chunks = read_chunks(data)
    old = {text.chunk for text in read_texts(data, chunks, instead_of) if text.keyword in instead_of}
    new = b"".join(chunk(b"tEXt", keyword.encode("latin-1") + b"\0" + text) for keyword, text in texts)
    parts = [SIGNATURE]
    for one in chunks.listed:
        if one in old:
            continue
        if new and one.kind in (b"IDAT", b"IEND"):
            parts.append(new)
            new = b""
        parts.append(_copied(data, one))
    if not chunks.listed or chunks.listed[-1].kind != b"IEND":
        parts += [new, chunk(b"IEND", b"")]
    return b"".join(parts)


def _copied(data: bytes, one: Chunk) -> bytes:
    if one.is_right(data):
        return data[one.start - 8 : one.end + 4]
    return chunk(one.kind, one.body(data))

"""Files as people have them, built in code: whole ones, odd ones and hostile ones. No file of anybody else's is needed."""

import json
import struct
import zlib
from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DATA: Mapping[str, Any] = {
    "name": "Ada",
    "description": "Keeps the lighthouse.",
    "personality": "calm",
    "scenario": "A storm.",
    "first_mes": "You're wet.",
    "mes_example": "<START>\n{{user}}: Hm?\n{{char}}: Hm.",
}
V1: dict[str, Any] = dict(DATA)
V2: dict[str, Any] = {
    "spec": "chara_card_v2",
    "spec_version": "2.0",
    "data": {
        **DATA,
        "creator_notes": "Slow.",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": ["Sit."],
        "tags": ["sea"],
        "creator": "mira",
        "character_version": "1",
        "extensions": {"app/key": {"deep": [1, 2.0, None]}},
    },
}
V3: dict[str, Any] = {
    "spec": "chara_card_v3",
    "spec_version": "3.0",
    "data": {
        **V2["data"],
        "group_only_greetings": [],
        "nickname": "Ad",
        "creation_date": 1700000000,
        "source": ["https://example.com/ada"],
    },
}


def text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def chunk(kind: bytes, body: bytes, *, crc: int | None = None) -> bytes:
    right = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", right if crc is None else crc)


def head(width: int = 2, height: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


PIXELS = chunk(b"IDAT", zlib.compress((b"\0" + b"\x80\x40\x20" * 2) * 2))
END = chunk(b"IEND", b"")


def png(*chunks: bytes, after: bytes = b"", header: bytes | None = None) -> bytes:
    """A picture with these chunks before its pixels."""
    return SIGNATURE + (head() if header is None else header) + b"".join(chunks) + PIXELS + END + after


def encoded(value: Any) -> bytes:
    return b64encode(value if isinstance(value, bytes) else text(value))


def t_text(keyword: str, value: Any, **more: Any) -> bytes:
    return chunk(b"tEXt", keyword.encode() + b"\0" + encoded(value), **more)


def raw_text(keyword: str, body: bytes) -> bytes:
    return chunk(b"tEXt", keyword.encode() + b"\0" + body)


def z_text(keyword: str, body: bytes) -> bytes:
    return chunk(b"zTXt", keyword.encode() + b"\0\0" + zlib.compress(body, 9))


def i_text(keyword: str, body: bytes, *, packed: bool) -> bytes:
    said = zlib.compress(body) if packed else body
    return chunk(b"iTXt", keyword.encode() + b"\0" + (b"\1" if packed else b"\0") + b"\0en\0k\0" + said)


def archive(files: Mapping[str, Any], *, before: bytes = b"") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, value in files.items():
            made.writestr(name, value if isinstance(value, bytes) else text(value))
    return before + out.getvalue()


def exif(comment: bytes, order: str = "<") -> bytes:
    """A block of EXIF with a user's comment in its own directory."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    body = b"ASCII\0\0\0" + comment
    first = struct.pack(f"{order}HHHII", 1, 0x8769, 4, 1, 26) + struct.pack(f"{order}I", 0)
    second = struct.pack(f"{order}HHHII", 1, 0x9286, 7, len(body), 44) + struct.pack(f"{order}I", 0)
    return mark + struct.pack(f"{order}I", 8) + first + second + body


def webp(comment: bytes, *, order: str = "<", prefix: bytes = b"") -> bytes:
    block = prefix + exif(comment, order)
    part = b"EXIF" + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2)
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x08" + b"\0" * 9 + part
    return b"RIFF" + struct.pack("<I", len(body)) + body


def decimal(value: Any) -> bytes:
    return ",".join(map(str, text(value))).encode()


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"

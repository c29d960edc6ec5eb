"""Request bodies: read to a bound, then JSON by one set of caps.

RFC 8259 JSON in UTF-8, a leading byte order mark skipped. Refused: anything but one value, NaN and infinities, depth
over 64, arrays over 10,000 items, objects over 10,000 members, strings over 1 MiB, and (unless allowed) U+0000 in a
string. Files that other programs wrote are held to the same caps, and may hold what is no text to us.
"""

import json
import math
import re
from collections.abc import Collection
from typing import Any

import msgspec
from starlette.requests import Request

from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, NotJson, TooLarge

MIB = 1024 * 1024
MOST_BYTES = 12 * MIB
DEEPEST = 64
MOST_ITEMS = 10_000
LONGEST_TEXT = MIB
_DEEPEST_SHOWN = 96  # what is DEEPEST in one surface's body stands a few levels deeper in another's
_NUL = b"\\u0000"
_BOM = b"\xef\xbb\xbf"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")

decode_json = msgspec.json.Decoder().decode


def header(request: Request, name: bytes) -> bytes | None:
    """The first header of this name, in small letters; for where Starlette's own, which decodes them all, is too slow."""
    for one, value in request.scope["headers"]:
        if one == name:
            found: bytes = value
            return found
    return None


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """The whole body; raises TooLarge as soon as it is longer than `most` bytes."""
    if int(header(request, b"content-length") or 0) > most:
        raise _too_large(most)
    chunks, size, more = [], 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise NotJson("the connection ended before the body did")
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        more = message.get("more_body", False)
        if size > most:
            raise _too_large(most)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(most: int) -> TooLarge:
    return TooLarge("The request body", f"{most // MIB} MiB")


def json_object(body: bytes, *, long_texts: Collection[str] = (), nul: bool = False) -> dict[str, Any]:
    """The body as a JSON object; an empty body is an empty object. Raises NotJson or BadValue.

    `long_texts` are keys of the object itself whose strings may be longer; `nul` allows U+0000.
    """
    body = body.removeprefix(_BOM)
    return _object(body, long_texts=long_texts, nul=nul, halves=False) if body.strip() else {}


def json_file(body: bytes) -> dict[str, Any]:
    """The JSON object of a file, as other programs write them. Raises NotJson, also for an empty one, or BadValue.

    Its strings may hold U+0000 and halves of surrogate pairs; whoever reads it must look for the halves.
    """
    body = body.removeprefix(_BOM)
    if not body.strip():
        raise NotJson("it is empty")
    return _object(body, long_texts=(), nul=True, halves=True)


def _object(body: bytes, *, long_texts: Collection[str], nul: bool, halves: bool) -> dict[str, Any]:
    value = _decode(body, halves=halves)
    if not _surely_within_caps(body):
        _refuse_many(value, "body")
        for key, part in value.items():
            check_caps(key, key, 2, nul=nul)
            if key not in long_texts or not isinstance(part, str):
                check_caps(part, key, 2, nul=nul)
            elif "\0" in part:
                raise BadValue(key, "must not contain U+0000")
    return value


def uncapped_object(body: bytes) -> dict[str, Any]:
    """The body as `json_object` reads it, for who judges only what is new in it; capped are depth (96) and members (10,000)."""
    body = body.removeprefix(_BOM)
    value = _decode(body, halves=False) if body.strip() else {}
    if not _has_few_levels(body, _DEEPEST_SHOWN) and _depth(value) > _DEEPEST_SHOWN:
        raise NotJson(f"it is nested more than {_DEEPEST_SHOWN} deep")
    if len(body) > MOST_ITEMS and body.count(b":") > MOST_ITEMS and _most_members(value) > MOST_ITEMS:
        raise NotJson(f"an object in it has more than {MOST_ITEMS:,} members")
    return value


def check_caps(value: Any, path: str, depth: int, *, nul: bool) -> None:
    """Hold a decoded value to the caps; raises BadValue with the path of what breaks one. The body itself is 1 deep."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise BadValue(path, "must be at most 1 MiB long")
        if not nul and "\0" in value:
            raise BadValue(path, "must not contain U+0000")
    elif isinstance(value, dict | list) and depth > DEEPEST:
        raise BadValue(re.split(r"[.\[]", path)[0], f"is nested more than {DEEPEST} deep")
    elif isinstance(value, dict):
        _refuse_many(value, path)
        for key, part in value.items():
            check_caps(key, path, depth, nul=nul)
            check_caps(part, f"{path}.{key}", depth + 1, nul=nul)
    elif isinstance(value, list):
        if len(value) > MOST_ITEMS:
            raise BadValue(path, f"must have at most {MOST_ITEMS:,} items")
        for at, part in enumerate(value):
            check_caps(part, f"{path}[{at}]", depth + 1, nul=nul)


def _refuse_many(members: dict[str, Any], path: str) -> None:
    if len(members) > MOST_ITEMS:
        raise BadValue(path, f"must have at most {MOST_ITEMS:,} members")


def refuse_nul(value: Any, path: str) -> None:
    """Raise BadValue where U+0000 is in a value that was read with `nul`."""
    if isinstance(value, str):
        suspect = "\0" in value
    else:
        suspect = isinstance(value, dict | list) and _NUL in encode_json(
            value
        )  # or a backslash before `u0000`
    if suspect:
        check_caps(value, path, 2, nul=False)


def _depth(value: Any) -> int:
    """How many objects and arrays stand in one another, by walking one level after the other."""
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [part for one in level for part in (one.values() if isinstance(one, dict) else one)]
    return depth


def _most_members(value: Any) -> int:
    """How many the largest object in a value has."""
    inner = value.values() if isinstance(value, dict) else value
    inner_most = max((_most_members(part) for part in inner if isinstance(part, dict | list)), default=0)
    return max(inner_most, len(value) if isinstance(value, dict) else 0)


def _surely_within_caps(body: bytes) -> bool:
    """Whether a look at the bytes shows that no cap can be broken; spares most requests the walk."""
    return len(body) <= MOST_ITEMS and _has_few_levels(body, DEEPEST) and not (b"\\" in body and _NUL in body)


def _has_few_levels(body: bytes, most: int) -> bool:
    """Whether too few objects and arrays begin in it to be nested deeper; sought one by one, since most have hardly any."""
    return len(body) <= most or (_has_fewer(body, b"[", most // 2) and _has_fewer(body, b"{", most // 2))


def _has_fewer(body: bytes, byte: bytes, many: int) -> bool:
    at = -1
    for _ in range(many):
        at = body.find(byte, at + 1)
        if at < 0:
            return True
    return False


def _decode(body: bytes, *, halves: bool) -> dict[str, Any]:
    try:
        value = decode_json(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        value = _with_halves(body)
        if value is None:
            raise NotJson(_reason(error)) from None
        if not halves:
            raise NotJson("it holds half of a surrogate pair, which is no character") from None
    except RecursionError:
        raise NotJson(f"it is nested more than {DEEPEST} deep") from None
    if not isinstance(value, dict):
        raise NotJson("it must be an object")
    return value


def _with_halves(body: bytes) -> Any:
    """The value, by a decoder that takes half a surrogate pair for a character; None where that is not all that is wrong."""
    if not _SURROGATE.search(body):
        return None
    try:
        return json.loads(body.decode(), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    text = str(error).removeprefix("JSON is malformed: ")
    return text[:1].lower() + text[1:]

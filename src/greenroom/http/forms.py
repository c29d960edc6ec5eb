"""Form bodies: `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578), as some vendors' clients send."""

import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

from greenroom.http.bodies import LONGEST_TEXT
from greenroom.problems import BadValue, NotJson

_MOST_FIELDS = 1_000
_PARTS = "multipart/form-data"
_ESCAPES = re.compile(rb"(?:%[0-9a-fA-F]{2})+")
_CONTINUATIONS = bytes(range(0x80, 0xC0))
_FURTHER = [b"%" + digit for digit in (b"8", b"9", b"a", b"A", b"b", b"B")]
"""How an escape of one of those bytes begins, which go on with a character of UTF-8."""


class File(NamedTuple):
    """An uploaded file."""

    name: str
    data: bytes


class Form(NamedTuple):
    """What a form says; of equal names the last one counts. `repeated` has all values of those that have several."""

    fields: dict[str, str]
    files: dict[str, File]
    repeated: dict[str, list[str]]


def is_form(content_type: str) -> bool:
    """Whether a Content-Type names a form."""
    return _media_type(content_type) in {"application/x-www-form-urlencoded", _PARTS}


def comparable(content_type: str, body: bytes) -> bytes:
    """What of a body is the same whenever it is sent: of a form in parts each part's digest, of anything else all of it.

    What stands between the parts is made up anew by whoever writes the same form once more.
    """
    if _media_type(content_type) != _PARTS:
        return body
    try:
        parts = (b"\r\n" + body).split(b"\r\n--" + _boundary(content_type))
    except NotJson:
        return body
    return b"".join(hashlib.sha256(part).digest() for part in parts) if len(parts) > 1 else body


def read_form(content_type: str, body: bytes) -> Form:
    """The form in a body; raises NotJson, the problem of bodies that can't be read."""
    if _media_type(content_type) == _PARTS:
        return _multipart(content_type, body)
    return _form(_urlencoded(body), {})


def read_files(content_type: str, body: bytes) -> list[File]:
    """All files of a form of `multipart/form-data`, in their order, whatever their fields are called; raises NotJson."""
    found: list[File] = []
    _multipart(content_type, body, found.append)
    return found


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _form(pairs: list[tuple[str, str]], files: dict[str, File]) -> Form:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    fields = {name: several[-1] for name, several in values.items()}
    return Form(fields, files, {name: several for name, several in values.items() if len(several) > 1})


def _urlencoded(body: bytes) -> list[tuple[str, str]]:
    """Leniently: empty parts are passed over, and blanks may stand as they are."""
    _refuse_many(body.count(b"&") + 1)
    pairs = [part.partition(b"=") for part in body.split(b"&") if part]
    for name, _, value in pairs:
        if max(_least_length(name), _least_length(value)) > LONGEST_TEXT:
            raise BadValue(_unquoted(name[:100]), "must be at most 1 MiB long")
    return [(_unquoted(name), _unquoted(value)) for name, _, value in pairs]


def _refuse_many(fields: int) -> None:
    """Before any of them is looked at: each costs a thousand times what sending it does."""
    if fields > _MOST_FIELDS:
        raise NotJson(f"a form has at most {_MOST_FIELDS:,} fields")


def _least_length(encoded: bytes) -> int:
    """How many characters a text has at least, without decoding it: exactly, unless a percent sign begins no escape."""
    further = sum(map(encoded.count, _FURTHER))
    return len(encoded.translate(None, _CONTINUATIONS)) - 2 * encoded.count(b"%") - further


def _unquoted(encoded: bytes) -> str:
    """Run by run: the standard library takes each escape by itself, which texts of other scripts are full of."""
    plain = encoded.replace(b"+", b" ")
    return _decoded(_ESCAPES.sub(lambda run: bytes.fromhex(run[0].replace(b"%", b"").decode()), plain))


def _multipart(content_type: str, body: bytes, on_each: Callable[[File], None] | None = None) -> Form:
    from python_multipart import parse_form  # noqa: PLC0415 - only who gets forms needs it
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415 - as above

    pairs: list[tuple[str, str]] = []
    files: dict[str, File] = {}
    _refuse_many(body.count(b"\r\n--" + _boundary(content_type)))

    def on_field(field: Any) -> None:
        pairs.append((_decoded(field.field_name), _decoded(field.value or b"")))

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        name = _decoded(file.file_name or b"")
        files[_decoded(file.field_name)] = found = File(name, file.file_object.read())
        if on_each:
            on_each(found)

    try:
        parse_form({"Content-Type": content_type.encode()}, BytesIO(body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise NotJson(f"the form can't be read: {str(error).lower()}") from None
    return _form(pairs, files)


def _boundary(content_type: str) -> bytes:
    """What stands between parts; raises NotJson where there is nothing."""
    from python_multipart.multipart import parse_options_header  # noqa: PLC0415 - as above

    boundary: bytes = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not boundary:
        raise NotJson("the form can't be read: its content type has no boundary")
    return boundary


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise NotJson("the form is not UTF-8") from None

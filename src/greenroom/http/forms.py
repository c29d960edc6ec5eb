"""Form bodies: `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578), as some vendors' clients send."""

from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from greenroom.problems import NotJson

_MOST_FIELDS = 1_000


class File(NamedTuple):
    """An uploaded file."""

    name: str
    data: bytes


class Form(NamedTuple):
    """What a form says; of equal names the last one counts."""

    fields: dict[str, str]
    files: dict[str, File]


def is_form(content_type: str) -> bool:
    """Whether a Content-Type names a form."""
    return content_type.partition(";")[0].strip().lower() in {
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    }


def read_form(content_type: str, body: bytes) -> Form:
    """The form in a body; raises NotJson, the problem of bodies that can't be read."""
    if content_type.partition(";")[0].strip().lower() == "multipart/form-data":
        return _multipart(content_type, body)
    return Form(_urlencoded(body), {})


def _urlencoded(body: bytes) -> dict[str, str]:
    """Leniently: empty parts are passed over, and blanks may stand as they are."""
    parts = [part for part in body.split(b"&") if part]
    if len(parts) > _MOST_FIELDS:
        raise NotJson(f"a form has at most {_MOST_FIELDS:,} fields")
    pairs = (part.partition(b"=") for part in parts)
    return {_text(name): _text(value) for name, _, value in pairs}


def _text(encoded: bytes) -> str:
    try:
        return unquote_plus(encoded.decode(), errors="strict")
    except UnicodeDecodeError:
        raise NotJson("the form is not UTF-8") from None


def _multipart(content_type: str, body: bytes) -> Form:
    from python_multipart import parse_form  # noqa: PLC0415 - only who gets forms needs it
    from python_multipart.exceptions import FormParserError  # noqa: PLC0415 - as above

    form = Form({}, {})

    def on_field(field: Any) -> None:
        form.fields[_decoded(field.field_name)] = _decoded(field.value or b"")

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        name = _decoded(file.file_name or b"")
        form.files[_decoded(file.field_name)] = File(name, file.file_object.read())

    try:
        parse_form({"Content-Type": content_type.encode()}, BytesIO(body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise NotJson(f"the form can't be read: {str(error).lower()}") from None
    return form


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise NotJson("the form is not UTF-8") from None

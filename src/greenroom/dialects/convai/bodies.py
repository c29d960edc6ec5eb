"""Bodies as the vendor's clients send them: JSON, or a form of either kind, or nothing."""

from functools import partial
from typing import Any, NamedTuple

from msgspec import DecodeError

from greenroom.dialects.convai.errors import missing
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import one_of
from greenroom.http.bodies import check_caps, decode_json, header
from greenroom.http.forms import File, Form, is_form, read_form
from greenroom.problems import BadValue

_JSON = (b"{", b"[", b"\xef\xbb\xbf{")
_FORM = "application/x-www-form-urlencoded"
_IDS = ("charID", "charId", "char_id", "character_id")
_LISTS = {
    *("action", "actions", "character_actions", "character_emotions", "allowed_moderation_filters"),
    *("languageCode", "languageCodes", "language_codes", "boosted_words", "classLabels"),
}
"""Fields that are lists of texts, which a form says by saying them more than once; of others the last value counts."""

_OBJECTS = {
    *("state_names", "state_links", "pronunciations", "functions", "docs"),
    *("objects", "characters", "updated_nodes"),
}
"""The same for lists of objects, each a JSON text."""


class Body(NamedTuple):
    """What a body says: values by name, which are texts and lists of them where it was a form, and the files of a form."""

    fields: dict[str, Any]
    files: dict[str, File]


async def read(call: Call, *, nul: bool = False) -> Body:
    """The body; raises NotJson or BadValue. What begins like JSON is JSON, for many programs call it a form.

    What begins with an ampersand is a form that a program put together itself, and says of it whatever it likes.
    `nul` allows U+0000 in values, for those that may be put back as they are.
    """
    data = await call.body()
    if not data and header(call.request, b"content-type") is None:
        return Body({}, {})
    if data.lstrip().startswith(_JSON):
        return Body(await call.json(nul=nul), {})
    kind = _FORM if data.startswith(b"&") else call.request.headers.get("content-type", "")
    if not is_form(kind):
        return Body(await call.json(nul=nul), {})
    form = await call.work_over(partial(read_form, kind, data))
    said = form.fields | _lists(form)
    for name, value in said.items():
        check_caps(name, name, 2, nul=nul)
        check_caps(value, name, 2, nul=nul)
    return Body(said, form.files)


def _lists(form: Form) -> dict[str, Any]:
    """What a form says more than once and is a list."""
    found: dict[str, Any] = {name: values for name, values in form.repeated.items() if name in _LISTS}
    return found | {
        name: [as_json(value) for value in values]
        for name, values in form.repeated.items()
        if name in _OBJECTS
    }


async def fields(call: Call) -> dict[str, Any]:
    """What a body says, without its files."""
    return (await read(call)).fields


def character_id(
    fields: dict[str, Any], query: dict[str, list[str]] | None = None, *, documented: str = _IDS[0]
) -> str:
    """The id that a call is about, in any of its spellings; raises BadValue, by the documented one, where there is none."""
    for name in _IDS:
        value = fields.get(name) or one_of(query or {}, name, "")
        if value:
            if not isinstance(value, str):
                raise BadValue(documented, "must be the id of a character, as a string")
            return value.strip().lower()
    raise missing(documented)


def related_id(fields: dict[str, Any]) -> str:
    """The same for calls that are documented with `character_id`, as those about what belongs to a character are."""
    return character_id(fields, documented="character_id")


def is_about_one(fields: dict[str, Any]) -> bool:
    """Whether a body names a character."""
    return any(fields.get(name) for name in _IDS)


def text(fields: dict[str, Any], *names: str, default: str | None = None) -> str:
    """The first of these that is there, as a text; raises BadValue for another type, or where none is and `default` is None."""
    for name in names:
        value = fields.get(name)
        if value is not None:
            if not isinstance(value, str):
                raise BadValue(name, "must be a string")
            return value
    if default is None:
        raise missing(names[0])
    return default


def structure(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    """The first of these objects that is there, also as the JSON text of a form; raises BadValue."""
    name = next((name for name in names if fields.get(name) is not None), None)
    if name is None:
        raise missing(names[0])
    value = as_json(fields[name])
    if not isinstance(value, dict):
        raise BadValue(name, "must be an object")
    return value


def flag(fields: dict[str, Any], name: str) -> bool:
    """A boolean, in JSON or as a text; false where there is none; raises BadValue."""
    value = as_flag(fields.get(name))
    if value is None:
        return False
    if not isinstance(value, bool):
        raise BadValue(name, "must be true or false")
    return value


def as_flag(value: Any) -> Any:
    """The boolean that a text says, as forms do: `True`, `false`; anything else as it is."""
    return (
        {"true": True, "false": False}.get(value.strip().lower(), value) if isinstance(value, str) else value
    )


def as_json(value: Any) -> Any:
    """The list or object that a text says, as forms do; anything else as it is. Raises BadValue beyond the caps of bodies."""
    if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
        try:
            found = decode_json(value)
        except (DecodeError, RecursionError):
            return value
        check_caps(found, "body", 2, nul=True)
        return found
    return value

"""Characters in files: as Greenroom's own API shows them."""

from typing import Any

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found, Line
from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record
from greenroom.dialects.native import canonical
from greenroom.dialects.native.shapes import LAYERS
from greenroom.http.bodies import decode_json
from greenroom.kit.json_values import encode_json

NAME = "native"
_OTHERS = "belongs to another API; a backup or the archive of an account keeps it"
_ANEW = "is made anew by this server"
_PICTURE = "is a picture of another account"


def _recognises(value: Value) -> bool:
    return isinstance(value.get(canonical.ROOT), dict) and "revision" in value and "id" in value


def _read(value: Value) -> Contents:
    sent = value[canonical.ROOT]
    core = {name: part for name, part in _bare(sent).items() if name != "avatar"}
    character = canonical.created(Character(), core)
    lines = [Line(f"{canonical.ROOT}.{name}", "kept") for name in core]
    lines += [Line(f"{canonical.ROOT}.{name}", "dropped", _OTHERS) for name in LAYERS if name in sent]
    lines += [Line(f"{canonical.ROOT}.avatar", "dead_link", _PICTURE)] if sent.get("avatar") else []
    lines += [Line(name, "dropped", _ANEW) for name in value if name != canonical.ROOT]
    return Contents((Found(character, NAME, NAME, tuple(lines)),))


def _bare(value: Any) -> Any:
    """A character without what belongs to single surfaces, in its items too."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name not in LAYERS}
    return value


def _write(record: Record, _: Context) -> dict[str, Any]:
    shown = decode_json(encode_json(canonical.shown(record.character)))
    return {"id": record.character_id, "revision": record.revision, canonical.ROOT: shown}


FILES = Format(NAME, _recognises, _read, _write, first=True)

"""Characters in files: as Greenroom's own API shows them, with all that any API keeps of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from greenroom.cards.formats.format import Format, Value
from greenroom.cards.imported import Contents, Found, Line
from greenroom.cards.refusals import refused
from greenroom.characters import store
from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import BigList
from greenroom.characters.model import Character, Record, blank_record
from greenroom.dialects.native import canonical
from greenroom.dialects.native.shapes import LAYERS, hints_of, inner_of, listed_of
from greenroom.http.bodies import decode_json
from greenroom.kit.json_values import encode_json
from greenroom.kit.structs import put_paths

NAME = "native"
_ANEW = "is made anew by this server"
_PICTURE = "is a picture of another account"
_STRANGE = "is no field of a character"
_LARGEST = 2**53
_LISTS = (("knowledge", "facts"), ("knowledge", "older_facts"), ("knowledge", "lorebook", "entries"))
_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a table raises over layers that no API has written."""


def own_files(others: Iterable[Format] = ()) -> Format:
    """The format; `others` are those of the dialects whose layers stand in such files."""
    known = tuple(others)

    def read(value: Value) -> Contents:
        return _read(value, known)

    return Format(NAME, _recognises, read, _write, first=True, own=True)


def _recognises(value: Value) -> bool:
    return isinstance(value.get(canonical.ROOT), dict) and "revision" in value and "id" in value


def _read(value: Value, others: tuple[Format, ...]) -> Contents:
    sent = value[canonical.ROOT]
    character = _character({name: part for name, part in sent.items() if name != "avatar"})
    _check(character, others)
    lines = [Line(f"{canonical.ROOT}.{name}", "kept") for name in sent if name in hints_of(Character)]
    lines = [line for line in lines if line.field != f"{canonical.ROOT}.avatar"]
    lines += [Line(path, "dropped", _STRANGE) for path in _strange(Character, sent, canonical.ROOT)]
    lines += [Line(f"{canonical.ROOT}.avatar", "dead_link", _PICTURE)] if sent.get("avatar") else []
    lines += [Line(name, "dropped", _ANEW) for name in value if name != canonical.ROOT]
    return Contents((Found(character, NAME, NAME, tuple(lines)),))


def _character(sent: Mapping[str, Any]) -> Character:
    """A character as it was shown; raises BadCard where a value is of another kind than its field."""
    _check_numbers(sent)
    tree = dict(sent)
    for path in _LISTS:
        tree = _as_big_list(tree, path)
    try:
        read = msgspec.json.decode(encode_json(tree), type=Character)
    except msgspec.ValidationError as problem:
        raise refused("bad_value", why=f"as Greenroom's own JSON it is wrong: {problem}") from None
    lists = {path: BigList.of(listed.items or ()) for path, _, listed in store.lists_of(read.knowledge)}
    return put_paths(Character(), canonical.changes_of(Character(), put_paths(read, lists)))


def _as_big_list(tree: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """A tree with the plain list at a path as the model has long ones."""
    name, *rest = path
    value = tree.get(name)
    if rest:
        return tree | {name: _as_big_list(value, tuple(rest))} if isinstance(value, dict) else tree
    return tree | {name: {"items": value, "count": len(value)}} if isinstance(value, list) else tree


def _check_numbers(value: Any) -> None:
    """Whole numbers of the core are ones that floats can say; in layers they are their owner's business."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in LAYERS:
                _check_numbers(part)
    elif isinstance(value, list):
        for part in value:
            _check_numbers(part)
    elif isinstance(value, int) and abs(value) > _LARGEST:
        raise refused("bad_value", why="a whole number beyond 2^53 is larger than numbers of a character are")


def _check(character: Character, others: tuple[Format, ...]) -> None:
    """Whatever a file says of other APIs' layers, these can show it."""
    record = replace(blank_record("", "", 0), character=character)
    for form in others:
        try:
            encode_json(form.write(record, Context("")) if form.write else None)
        except _FAULTS:
            why = f"what it keeps for {form.name} can't be shown there"
            raise refused("bad_value", why=why) from None


def _strange(kind: type[Struct], sent: Any, path: str) -> Iterator[str]:
    """The paths of what is no field of a struct, nor of what stands in it."""
    for name, value in sent.items() if isinstance(sent, dict) else ():
        hint = hints_of(kind).get(name)
        if hint is None:
            yield f"{path}.{name}"
        elif name not in LAYERS and (inner := inner_of(hint)):
            yield from _strange(inner, value, f"{path}.{name}")
        elif name not in LAYERS and (item := listed_of(hint)) and isinstance(value, list):
            for at, one in enumerate(value):
                yield from _strange(item, one, f"{path}.{name}[{at}]")


def _write(record: Record, _: Context) -> dict[str, Any]:
    shown = decode_json(encode_json(canonical.shown(record.character)))
    return {"id": record.character_id, "revision": record.revision, canonical.ROOT: shown}

"""Writing the canonical character: a whole one (PUT) or a merge patch of it (PATCH, RFC 7396), field by field.

A value that is shown already is unchanged, and is not judged. What belongs to single surfaces – facets, unknown fields,
what stands beside the core, `more` of an item – may come back as it is shown, and is never written: a value that another
API would not understand must not get into it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, partial
from operator import attrgetter
from types import NoneType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from greenroom.characters import store
from greenroom.characters.edits import Edit
from greenroom.characters.knowledge import BigList, Lorebook
from greenroom.characters.lens import still_beside
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.conversion import checker
from greenroom.dialects.native.errors import below
from greenroom.dialects.native.shapes import LAYERS, hints_of, inner_of, listed_of, part_of
from greenroom.http.bodies import MOST_ITEMS, check_caps, decode_json
from greenroom.kit.json_values import encode_json, same
from greenroom.kit.structs import differing_paths, put_paths
from greenroom.problems import BadValue

S = TypeVar("S", bound=Struct)
Tree = Mapping[str, Any]
"""A struct as JSON: what is at its default is left out."""

ROOT = "character"
CORE = tuple(name for name in Character.__struct_fields__ if name not in LAYERS)
_LAYERS = tuple(name for name in Character.__struct_fields__ if name in LAYERS)
_BOUND = ("older_facts",)
"""Lists in which `more` may be the whole item in another spelling, its text included."""

OTHERS = "belongs to another API, and is written through that; send it as it is shown, or not at all"
_BLANK = Character()
_sorted = msgspec.json.Encoder(order="sorted").encode


def shown(character: Character) -> Character:
    """A character as it is encoded: its big lists as plain ones. Raises NotRead where it was read without them."""
    lists = {
        path: listed.all() if listed.count or path == "knowledge.facts" else BigList()
        for path, _, listed in store.lists_of(character.knowledge)
    }  # facts, empty, differ from never told
    return put_paths(character, lists)


def created(origin: Character, sent: Any) -> Character:
    """A new character. It may be a copy of `origin`, which is blank where there is none, and takes over its layers then."""
    made = _written(origin, {} if origin == _BLANK else _tree(origin), sent, CORE)
    made = put_paths(made, {name: {} for name in _LAYERS if name not in sent and getattr(made, name)})
    return put_paths(made, {"beside": still_beside(origin, made)}) if made.beside else made


def replaced(old: Character, sent: Any) -> Character:
    """A character after a PUT: what is not said gets its default, and layers stay."""
    return _written(old, _tree(old), sent, CORE)


def patched(old: Character, sent: Any) -> Character:
    """A character after a merge patch, which may be without those big lists that it says nothing of."""
    if not isinstance(sent, dict):
        raise BadValue(ROOT, "must be an object")
    _refuse_unknown(Character, sent, ROOT, deep=True)
    named = [name for name in Character.__struct_fields__ if name in sent]
    tree = _tree(put_paths(_BLANK, {name: getattr(old, name) for name in named}))
    merged = {name: {} for name in _LAYERS if name in sent} | merge(tree, sent)
    return _written(old, tree, merged, [name for name in named if name in CORE])


def merge(target: Any, patch: Any) -> Any:
    """MergePatch of RFC 7396, section 2; but null, which removes, is left alone where it is what stands there."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif not (name in merged and same(value, merged[name])):
            merged[name] = merge(merged.get(name), value)
    return merged


def changes_of(before: Character, after: Character) -> dict[str, Any]:
    """The core paths at which two characters differ, with the values of the latter."""
    return {path: attrgetter(path)(after) for path in differing_paths(before, after, (BigList, Lorebook))}


def edit_of(changes: Mapping[str, Any]) -> Edit:
    """The edit that makes these changes to a copy, whatever else is in it."""

    def edit(copy: Record) -> Character:
        after = put_paths(copy.character, changes)
        return put_paths(after, {"beside": still_beside(copy.character, after)})

    return edit


def _tree(character: Character) -> dict[str, Any]:
    tree: dict[str, Any] = decode_json(encode_json(shown(character)))
    return tree


def _written(old: Character, tree: Tree, sent: Any, names: Collection[str]) -> Character:
    written = _put(old, tree, sent, ROOT, names)
    for name in _LAYERS:
        if name in sent and not same(sent[name], tree.get(name, {})):
            raise BadValue(f"{ROOT}.{name}", OTHERS)
    return written


class _Part(NamedTuple):
    """A field: its default, and what reads a value that is sent, given the old one, how that is shown, and a path."""

    default: Any
    read: Callable[[Any, Any, Any, str], Any]


@cache
def _parts(kind: type[Struct]) -> dict[str, _Part]:
    blank = kind()
    return {
        name: _Part(getattr(blank, name), _reader(kind, name, hint))
        for name, hint in hints_of(kind).items()
        if name not in LAYERS
    }


def _reader(kind: type[Struct], name: str, hint: Any) -> Callable[[Any, Any, Any, str], Any]:
    listed, inner = listed_of(hint), inner_of(hint)
    if not listed and not inner:
        whole = int in {hint, *get_args(hint)} and float not in get_args(hint)
        return partial(_read_whole if whole else _read_value, checker(part_of(kind, name)))
    read = partial(_read_items, listed, name, hint) if listed else partial(_read_struct, inner)
    if NoneType not in get_args(hint):
        return read
    return lambda sent, old, tree, path: None if sent is None else read(sent, old, tree, path)


def _read_whole(check: Callable[[Any, str], Any], sent: Any, _old: Any, _tree: Any, path: str) -> Any:
    if isinstance(sent, float) and sent.is_integer():  # to JSON, 2.0 is a whole number
        sent = int(sent)
    return check(sent, path)


def _read_value(check: Callable[[Any, str], Any], sent: Any, _old: Any, _tree: Any, path: str) -> Any:
    value = check(sent, path)
    check_caps(sent, path, 2, nul=False)
    return value


def _read_struct(kind: type[Struct], sent: Any, old: Any, tree: Any, path: str) -> Any:
    return _put(old or kind(), tree or {}, sent, path)


def _read_items(kind: type[Struct], name: str, hint: Any, sent: Any, old: Any, tree: Any, path: str) -> Any:
    if not isinstance(sent, list):
        raise BadValue(path, "must be an array")
    if len(sent) > MOST_ITEMS:
        raise BadValue(path, f"must have at most {MOST_ITEMS:,} items")
    items = old.all() if isinstance(old, BigList) else old or ()
    stock = _Stock(kind, items, tree or (), bound=name in _BOUND)
    read = tuple(stock.item(one, f"{path}[{at}]") for at, one in enumerate(sent))
    return read if get_origin(hint) is tuple else BigList.of(read)


def _put(old: S, tree: Tree, sent: Any, path: str, names: Iterable[str] | None = None) -> S:
    """A struct after `sent`, where `tree` is how it is shown: of these fields what is not sent gets its default."""
    kind = type(old)
    if not isinstance(sent, dict):
        raise BadValue(path, "must be an object")
    _refuse_unknown(kind, sent, path)
    parts = _parts(kind)
    asked = parts if names is None else names
    said = {name: _new(parts[name], name, old, tree, sent, path) for name in asked}
    return put_paths(old, {name: value for name, value in said.items() if value is not getattr(old, name)})


def _new(part: _Part, name: str, old: Struct, tree: Tree, sent: Tree, path: str) -> Any:
    if name not in sent:
        return part.default
    if name in tree and same(sent[name], tree[name]):
        return getattr(old, name)
    return part.read(sent[name], getattr(old, name), tree.get(name), f"{path}.{name}")


def _refuse_unknown(kind: type[Struct], sent: Tree, path: str, *, deep: bool = False) -> None:
    for name, value in sent.items():
        if name not in hints_of(kind):
            raise BadValue(below(path, name), "is not a field that can be given here")
        if deep and isinstance(value, dict) and (inner := inner_of(hints_of(kind)[name])):
            _refuse_unknown(inner, value, f"{path}.{name}", deep=True)


class _Stock:
    """The items that a list had, to which new ones owe what surfaces keep in them.

    In a `bound` list that is good for this very content only.
    """

    def __init__(
        self, kind: type[Struct], items: Collection[Any], trees: Collection[Any], *, bound: bool
    ) -> None:
        self._kind, self._bound = kind, bound
        self._whole = {_sorted(tree): item for tree, item in zip(trees, items, strict=True)}
        keeping = [(tree, item) for tree, item in zip(trees, items, strict=True) if item.more]
        self._more = {_sorted(tree["more"]): item.more for tree, item in keeping}
        self._equal = {encode_json(replace(item, more={})): item.more for _, item in keeping}
        self._named = {name: item.more for _, item in keeping if (name := getattr(item, "style_id", ""))}

    def item(self, sent: Any, path: str) -> Any:
        """An item as it was, where one was sent back; else a new one, with the `more` of one that it is made of."""
        if not isinstance(sent, dict):
            raise BadValue(path, "must be an object")
        old = self._whole.get(_sorted(sent))
        if old is not None:
            return old
        made = _put(self._kind(), {}, {name: value for name, value in sent.items() if name != "more"}, path)
        more = self._kept(made, sent.get("more", {}), path)
        return replace(made, more=more) if more else made

    def _kept(self, made: Any, sent: Any, path: str) -> Any:
        kept = self._equal.get(encode_json(made)) or self._named.get(getattr(made, "style_id", ""), {})
        if sent == {}:
            return kept
        wanted = self._more.get(_sorted(sent))
        if wanted is None or (self._bound and wanted != kept):
            raise BadValue(f"{path}.more", OTHERS)
        return wanted

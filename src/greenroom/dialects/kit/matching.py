"""Which item of a list is which one of the list that it replaces, so that it keeps what the request leaves unsaid. Pure.

Two items are the same by uuid, else by equal content: by all known fields but the uuid. Where several are equal they are
taken in their order, and an old item whose uuid the new list says is nobody else's. So a list that is sent back as it
is shown, or sent twice, changes nothing.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from greenroom.kit.json_values import encode_json

UUID = "uuid"

Item = dict[str, Any]
"""A message in wire form. A field that is unknown in it may be null, which removes it."""


def replaced(items: Sequence[Item], old: Sequence[Item], known: frozenset[str]) -> list[Item]:
    """`items`, each with the uuid and the unknown fields of the old one that it is, where it says nothing of them.

    `known` are the fields of the message; where the uuid is one of them, an empty one says nothing.
    """
    said = [_without_empty_uuid(item) for item in items] if UUID in known else items
    content = known - {UUID}
    if all(content.issuperset(one) for one in old):  # nearly always: there is nothing to keep
        return [_completed(item, {}) for item in said]
    matched = _matched(said, old, sorted(content))
    return [
        _completed(item, {name: one[name] for name in one if name not in content})
        for item, one in zip(said, matched, strict=True)
    ]


def _without_empty_uuid(item: Item) -> Item:
    return item if item.get(UUID) else {name: value for name, value in item.items() if name != UUID}


def _completed(item: Item, kept: Item) -> Item:
    if kept or None in item.values():
        told = {name: value for name, value in item.items() if value is not None}
        return told | {name: value for name, value in kept.items() if name not in item}
    return item


def _matched(items: Iterable[Item], old: Iterable[Item], content: Sequence[str]) -> Iterator[Item]:
    """For each of `items` the old one that it is; an empty one where there is none."""
    said = {_uuid(item) for item in items} - {""}
    free: defaultdict[str | bytes, deque[Item]] = defaultdict(deque)
    for one in old:
        free[uuid if (uuid := _uuid(one)) in said else _content(one, content)].append(one)
    for item in items:
        same = free.get(_uuid(item)) or free.get(_content(item, content))
        yield same.popleft() if same else {}


def _uuid(item: Item) -> str:
    uuid = item.get(UUID)
    return uuid if isinstance(uuid, str) else ""


def _content(item: Item, names: Sequence[str]) -> bytes:
    return encode_json([item.get(name) for name in names])

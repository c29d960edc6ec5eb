"""Common knowledge in wire form and as the core keeps it. Pure."""

from collections.abc import Mapping
from typing import Any

from greenroom.characters.lens import read_layer
from greenroom.dialects.inworld.translate import NAME
from greenroom.dialects.kit.items import more_of
from greenroom.places.knowledge import Knowledge

_MESSAGES = "knowledgeRecords"
_KNOWN = {"name", "displayName", "description", "memoryRecords"}


def tree_of(knowledge: Knowledge) -> dict[str, Any]:
    """Common knowledge in wire form, without what the server says of it."""
    return {
        "displayName": knowledge.title,
        "description": knowledge.description,
        "memoryRecords": list(knowledge.records),
    } | read_layer(knowledge.more, NAME)


def knowledge_of(tree: Mapping[str, Any], old: Knowledge) -> Knowledge:
    """What a tree says; what other surfaces keep in the old one stays."""
    records = _records(tree, old)
    messages = [one.get("text") or "" for one in tree.get(_MESSAGES) or ()]
    known = _KNOWN if messages == list(records) else {*_KNOWN, _MESSAGES}
    return Knowledge(
        title=tree.get("displayName") or "",
        description=tree.get("description") or "",
        records=records,
        more=more_of(tree, known if messages else {*_KNOWN, _MESSAGES}, NAME, old.more),
    )


def _records(tree: Mapping[str, Any], old: Knowledge) -> tuple[str, ...]:
    """The records, which may be said as texts or as messages: what says something new is meant."""
    texts = tuple(tree.get("memoryRecords") or ())
    if texts != old.records or (_MESSAGES not in tree and _MESSAGES not in read_layer(old.more, NAME)):
        return texts
    return tuple(one.get("text") or "" for one in tree.get(_MESSAGES) or ())

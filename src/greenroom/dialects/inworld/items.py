"""Lists of messages: the vendor's items and the character's, with what the core has no word for kept in each item."""

from typing import Any

from msgspec import UNSET, Raw

from greenroom.characters.codecs import Codec, Context
from greenroom.characters.knowledge import BigList, Fact
from greenroom.characters.lens import read_layer
from greenroom.characters.model import CustomStyle
from greenroom.dialects.kit.items import more_of
from greenroom.kit.json_values import encode_json

SURFACE = "inworld"

_STYLE = {
    "uuid": "style_id",
    "displayName": "name",
    "isActive": "active",
    "adjectives": "adjectives",
    "colloquialism": "colloquialism",
}


def _show_styles(core: tuple[CustomStyle, ...], _: Context) -> list[dict[str, Any]]:
    return [
        {wire: _listed(getattr(style, name)) for wire, name in _STYLE.items()}
        | read_layer(style.more, SURFACE)
        for style in core
    ]


def _put_styles(
    wire: list[dict[str, Any]], old: tuple[CustomStyle, ...], _: Context
) -> tuple[CustomStyle, ...]:
    before = {style.style_id: style.more for style in old}
    return tuple(
        CustomStyle(
            style_id=item["uuid"],
            name=item["displayName"],
            active=item["isActive"],
            adjectives=tuple(item["adjectives"]),
            colloquialism=item["colloquialism"],
            more=more_of(item, _STYLE, SURFACE, before.get(item["uuid"], {})),
        )
        for item in wire
    )


def _show_facts(core: BigList[Fact] | None, _: Context) -> dict[str, Any] | None:
    if core is None:
        return None
    return {"facts": [{"text": fact.text} | read_layer(fact.more, SURFACE) for fact in core.all()]}


def _put_facts(wire: dict[str, Any], old: BigList[Fact] | None, _: Context) -> BigList[Fact]:
    before = {fact.text: fact.more for fact in old.all()} if old else {}
    return BigList.of(
        Fact(text=item["text"], more=more_of(item, ("text",), SURFACE, before.get(item["text"], {})))
        for item in wire["facts"]
    )


def _show_older(core: BigList[Fact], _: Context) -> Any:
    return [_older(fact) for fact in core.all()] if core.count else UNSET


def _older(fact: Fact) -> dict[str, Any]:
    return read_layer(fact.more, SURFACE) or {"text": [fact.text]}


def _put_older(wire: list[dict[str, Any]], _old: BigList[Fact], _: Context) -> BigList[Fact]:
    return BigList.of(
        Fact(text="\n".join(item.get("text") or ()), more={SURFACE: Raw(encode_json(item))}) for item in wire
    )


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


STYLES = Codec(_show_styles, _put_styles)
"""`customDialogStyles`; every item has its uuid by now."""

FACTS = Codec(_show_facts, _put_facts)
"""`personalKnowledge` without its uuid; None when nothing was ever told."""

OLDER_FACTS = Codec(_show_older, _put_older)
"""Top-level `facts` of the older generation: the texts for conversations, each item verbatim beside its text."""

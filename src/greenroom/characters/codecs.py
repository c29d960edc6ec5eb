"""Codecs: how one value of the core looks on a wire, and back.

A codec is pure. `show` turns a core value into a wire value, `put` a wire value into a core value, given the old one,
because a view must not destroy what it cannot see. A codec need not be able to say everything: where `show` does not
give back what was `put`, the lens keeps the wire value beside the core (see `lens.py`).
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

Kind = Literal["exact", "mapped"]


class Context(NamedTuple):
    """What translating needs besides the character: the public address of this server, without a slash at the end."""

    public_url: str


class Codec(NamedTuple):
    """A two-way translation of one value. `mapped` says that the two vocabularies do not cover each other."""

    show: Callable[[Any, Context], Any]
    put: Callable[[Any, Any, Context], Any]
    kind: Kind = "exact"


SAME = Codec(lambda core, _: core, lambda wire, _old, _: wire)
"""The wire value is the core value."""

LIST = Codec(lambda core, _: list(core), lambda wire, _old, _: tuple(wire))
"""A JSON array and a tuple of scalars."""


def words(
    table: Mapping[str, str], *, unset: str | None = "", back: Mapping[str, str] | None = None
) -> Codec:
    """A vocabulary: core word → wire word, where `back` says what wire words mean that several core words share.

    A core word without a wire word shows as `unset`; a wire value without a core word puts "", the core's default.
    """
    inward = {wire: core for core, wire in table.items()} | dict(back or {})
    return Codec(
        lambda core, _: table.get(core, unset),
        lambda wire, _old, _: inward.get(wire, "") if isinstance(wire, str) else "",
        "exact" if len(inward) == len(table) else "mapped",
    )


_START = "<START>"


def show_blocks(blocks: tuple[str, ...], _: Context) -> str:
    """Example conversations as one text, each block begun by `<START>` (the card specifications).

    A single block that begins otherwise stands as it is, since many texts never had the mark.
    """
    if len(blocks) <= 1:
        return "".join(blocks)
    return "\n".join(block if block.startswith(_START) else f"{_START}\n{block}" for block in blocks)


def put_blocks(wire: str, _old: Any, _: Context) -> tuple[str, ...]:
    """One text of examples as blocks, cut before each `<START>` at the beginning of a line."""
    if not wire:
        return ()
    first, *rest = wire.split(f"\n{_START}")
    if rest and not first.startswith(_START):
        return (wire,)
    return (first, *(_START + block for block in rest))


BLOCKS = Codec(show_blocks, put_blocks, "mapped")
"""Example conversations: a list of blocks in the core, one text on the wire."""


def media_link(asset_id: str, context: Context) -> str:
    """Where this server serves an asset."""
    return f"{context.public_url}/media/{asset_id}.webp"


def avatar(unset: str | None) -> Codec:
    """The picture of surfaces that take uploads: an asset id in the core, this server's link on the wire.

    `unset` is shown without a picture; None stands for the link to the default picture.
    """

    def show(asset_id: str, context: Context) -> str:
        return media_link(asset_id or "default", context) if asset_id or unset is None else unset

    def put(wire: str, _old: str, _: Context) -> str:
        asset_id = wire.rpartition("/")[2].removesuffix(".webp")
        return "" if asset_id == "default" else asset_id

    return Codec(show, put)


def avatar_link(unset: str) -> Codec:
    """The picture of surfaces that only name one: a foreign link is kept as it is and leaves the stored picture alone."""
    return Codec(avatar(unset).show, lambda wire, old, _: old if wire else "", "mapped")

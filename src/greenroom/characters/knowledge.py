"""What a character knows: facts and lorebooks, as frozen data. Lists of them may be long."""

import hashlib
from collections.abc import Iterable
from typing import Generic, Literal, Self, TypeVar

import msgspec
from msgspec import Struct

from greenroom.characters.layer import Layer


class Fact(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One thing the character knows."""

    text: str = ""
    more: Layer = {}


class LoreEntry(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An entry of a lorebook: `content` enters the prompt when one of `keys` is met (the card specifications, V2 and V3)."""

    keys: tuple[str, ...] = ()
    content: str = ""
    enabled: bool = True
    insertion_order: float = 0.0
    case_sensitive: bool | None = None
    use_regex: bool = False
    constant: bool | None = None
    selective: bool | None = None
    secondary_keys: tuple[str, ...] = ()
    priority: float | None = None
    position: Literal["", "before_char", "after_char"] = ""
    name: str = ""
    comment: str = ""
    more: Layer = {}


Listed = TypeVar("Listed", Fact, LoreEntry)


class NotRead(LookupError):
    """A character was read without its big lists, and somebody needs one of them."""


class BigList(Struct, Generic[Listed], frozen=True, omit_defaults=True):
    """A list that may be long: its items are rows of their own, and a document only names it.

    The name is a digest of the items, so equal lists of a character are stored once and a revision copies none.
    `items` is None when a character was read without them.
    """

    list_id: str = ""
    count: int = 0
    items: tuple[Listed, ...] | None = ()

    @classmethod
    def of(cls, items: Iterable[Listed]) -> Self:
        """The list of these items, ready to be stored."""
        listed = tuple(items)
        if not listed:
            return cls()
        digest = hashlib.sha256(msgspec.json.encode(listed)).hexdigest()[:32]
        return cls(digest, len(listed), listed)

    def all(self) -> tuple[Listed, ...]:
        """The items; NotRead if this character was read without its lists."""
        if self.items is None:
            raise NotRead(self.list_id)
        return self.items

    def named_only(self) -> Self:
        """The same list as a document keeps it: without its items."""
        return type(self)(self.list_id, self.count, None) if self.count else self


class Lorebook(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """World knowledge that is told when it is mentioned (the card specifications, V2 and V3)."""

    name: str = ""
    description: str = ""
    scan_depth: int | None = None  # messages searched; None: the server's default
    token_budget: int | None = None  # tokens for all entries together; None: the server's default
    recursive_scanning: bool | None = None
    entries: BigList[LoreEntry] = BigList()
    more: Layer = {}


class Knowledge(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the character knows."""

    facts: BigList[Fact] | None = None  # None: never given, which differs from an empty list
    older_facts: BigList[Fact] = BigList()  # an earlier form; used where `facts` was never given
    common: tuple[str, ...] = ()  # names of knowledge shared between characters
    lorebook: Lorebook | None = None

"""Lists of characters: pages, their tokens, and filters evaluated on what is shown."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from msgspec import Struct

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.dialects.inworld.filtering import filter_fields
from greenroom.dialects.inworld.names import CharacterName, parse_character
from greenroom.dialects.inworld.translate import NAME, show
from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.filters import Filter, Language, compile_filter
from greenroom.problems import BadName, NotFound

_DCD = "defaultCharacterDescription"
_CHUNK = 200
_MOST_LOOKED_AT = 2_000


class Token(Struct, array_like=True):
    """What a page token carries: where the next page begins, and when the token was made."""

    after: str
    made_at: int


class Page(NamedTuple):
    """Records of one page, and after which one the next begins; None at the end."""

    records: list[Record]
    after: str | None


def _plural(name: str) -> str:
    """A character's resource name in one spelling, from any that the vendor's texts use; patterns stay as they are."""
    return name.replace("/character/", "/characters/").lower()


LANGUAGE = Language(
    fields=filter_fields(CHARACTER),
    prefix="character",
    searched=(f"{_DCD}.givenName", f"{_DCD}.nicknames", f"{_DCD}.description"),
    normalisers={"name": _plural},
)


def read_filter(text: str) -> Filter:
    """A list's filter; raises BadFilter with the position of what is wrong."""
    return compile_filter(text, LANGUAGE)


class Search(NamedTuple):
    """What a list is asked for: whose characters, in which container, and which of them."""

    catalogue: Catalogue
    who: Caller
    container: str
    wanted: Filter
    context: Context

    def page(self, db: Transaction, most: int, after: str) -> Page:
        """Up to `most` records that match, and where to go on.

        A page ends early, with a token, when many records were looked at: short pages are allowed, slow ones are not.
        """
        found: list[Record] = []
        for looked_at, record in enumerate(self._candidates(db, after), start=1):
            if self.matches(record):
                found.append(record)
            if len(found) > most:
                return Page(found[:most], found[most - 1].character_id)
            if looked_at >= _MOST_LOOKED_AT:
                return Page(found, record.character_id)
        return Page(found, None)

    def matches(self, record: Record) -> bool:
        """Whether a record is wanted; its name counts with the slug and with the id."""
        shown = show(record, self.context)
        by_id = str(CharacterName(record.container, record.character_id))
        return self.wanted.matches(shown | {"name": (shown["name"], by_id)})

    def _candidates(self, db: Transaction, after: str) -> Iterator[Record]:
        names = self.wanted.values_of("name")
        if names is not None:
            yield from self._named(db, names, after)
            return
        while chunk := self.catalogue.oldest_in(db, self.who, NAME, self.container, _CHUNK, after):
            yield from chunk
            after = chunk[-1].character_id

    def _named(self, db: Transaction, names: Iterable[str], after: str) -> Iterator[Record]:
        """The few records that a filter on the name can match, found by their names."""
        found: dict[str, Record] = {}
        for text in names:
            with suppress(BadName, NotFound):  # a name of nothing matches nothing
                name = parse_character(text)
                if name.workspace.lower() == self.container:
                    at = (NAME, self.container, name.character)
                    record = self.catalogue.get_addressed(db, self.who, *at, lists=True)
                    found[record.character_id] = record
        yield from (found[key] for key in sorted(found) if key > after)

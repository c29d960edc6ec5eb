"""Lists of characters: what is asked for, its pages and their tokens, and filters evaluated on what is shown."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from msgspec import Struct

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.characters.stored import Stored, decoded
from greenroom.dialects.inworld import names, queries
from greenroom.dialects.inworld.names import CharacterName, parse_character
from greenroom.dialects.inworld.neighbours.scenes.cast import Casts, scenes_of
from greenroom.dialects.inworld.translate import NAME, show
from greenroom.dialects.inworld.wire.enums import CHARACTER_VIEW
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.filters import Filter
from greenroom.dialects.kit.paging import read_cursor
from greenroom.kit.clock import DAY, system_clock
from greenroom.problems import BadName, BadPageToken, NotFound

_CHUNK = 200
_MOST_EFFORT = 2_000
_FACTS = 50
_TOKEN_LIFE = 3 * DAY


class Token(Struct, array_like=True):
    """What a page token carries: where the next page begins, and when the token was made."""

    after: str
    made_at: int


class Asked(NamedTuple):
    """A request for a page. `bound` is what must be the same for the next one; `after` is "" for the first."""

    workspace: str
    most: int
    filter: str
    after: str
    bound: list[str]

    @property
    def with_scenes(self) -> bool:
        """Whether each character's scenes are to be shown."""
        return self.bound[-1] == CHARACTER_VIEW.names[2]


class Page(NamedTuple):
    """Records of one page, without their big lists, and after which one the next begins; None at the end."""

    records: list[Record | Stored]
    after: str | None


def read_asked(call: Call, who: Caller, view: str) -> Asked:
    """What a request for a page asks for, in this view; raises BadName, BadParameter or BadPageToken."""
    query, workspace = call.query(), names.segment(call.values["workspace"]).lower()
    text, token = queries.filter_text(query), queries.page_token(query)
    bound = [who.account_id, workspace, text, view]
    cursor = read_cursor(call.house.signer, Token, NAME, token, bound)
    if cursor and cursor.made_at < system_clock() - _TOKEN_LIFE:
        raise BadPageToken("it is more than three days old")
    return Asked(workspace, queries.page_size(query), text, cursor.after if cursor else "", bound)


def next_token(call: Call, asked: Asked, after: str | None) -> str:
    """The token for what comes after this record; "" at the end."""
    return call.house.signer.sign(NAME, Token(after, system_clock()), asked.bound) if after else ""


class Search(NamedTuple):
    """Whose characters, in which workspace, and which of them: all where `wanted` is None. Scenes are those in `casts`."""

    catalogue: Catalogue
    who: Caller
    workspace: str
    wanted: Filter | None
    context: Context
    casts: Casts | None = None

    def page(self, db: Transaction, most: int, after: str) -> Page:
        """Up to `most` records that match, and where to go on.

        A page ends early, with a token, when many records or facts were looked at: short pages are allowed, slow
        ones are not.
        """
        found: list[Record | Stored] = []
        effort = 0
        for one in self._candidates(db, after, most + 1):
            if self._matches(db, one):
                found.append(one)
            if len(found) > most:
                return Page(found[:most], found[most - 1].character_id)
            effort += _effort(one)
            if effort >= _MOST_EFFORT:
                return Page(found, one.character_id)
        return Page(found, None)

    def _matches(self, db: Transaction, one: Record | Stored) -> bool:
        """Whether a record is wanted; its name counts with the slug and with the id."""
        if self.wanted is None:
            return True
        record = decoded(one)
        shown = show(store.load_lists(db, record), self.context)
        if self.casts is not None:
            shown["scenes"] = scenes_of(self.casts, record)
        by_id = str(CharacterName(record.container, record.character_id))
        return self.wanted.matches(shown | {"name": (shown["name"], by_id)})

    def _candidates(self, db: Transaction, after: str, most: int) -> Iterator[Record | Stored]:
        named = self.wanted.values_of("name") if self.wanted else None
        if named is not None:
            yield from self._named(db, named, after)
            return
        size = _CHUNK if self.wanted else min(most, _CHUNK)
        while chunk := self.catalogue.oldest_in(db, self.who, NAME, self.workspace, size, after):
            yield from chunk
            after = chunk[-1].character_id

    def _named(self, db: Transaction, named: Iterable[str], after: str) -> Iterator[Record]:
        """The few records that a filter on the name can match, found by their names."""
        found: dict[str, Record] = {}
        for text in named:
            with suppress(BadName, NotFound):  # a name of nothing matches nothing
                name = parse_character(text)
                if name.workspace.lower() == self.workspace:
                    record = self.catalogue.get_addressed(db, self.who, NAME, *name)
                    found[record.character_id] = record
        yield from (found[key] for key in sorted(found) if key > after)


def _effort(one: Record | Stored) -> int:
    if isinstance(one, Stored) and b"facts" not in one.document:
        return 1  # said without decoding, since most characters have none
    knowledge = decoded(one).character.knowledge
    facts = knowledge.older_facts.count + (knowledge.facts.count if knowledge.facts else 0)
    return 1 + facts // _FACTS

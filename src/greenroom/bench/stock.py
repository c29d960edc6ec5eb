"""Many characters of one account in an instance of ours, made in this process: quicker than by requests."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Caller
from greenroom.app import all_settings, open_house
from greenroom.bench.character import TEXT
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Greetings, Prompt, Record, Visibility
from greenroom.place import place_of
from greenroom.settings import Value, load

_OWNER = "bench"
_PLAN = "home"
_AT_ONCE = 1_000


class Stock(NamedTuple):
    """What opens an instance that was stocked: a key, and a session of the same account in a browser's cookie."""

    key: str
    session: str
    account: str


Cast = Callable[[int], Character]
"""Makes the character of a number."""

Then = Callable[[Transaction, Catalogue, list[Record]], None]


def stock(
    folder: Path, count: int, visibility: Visibility = "private", settings: Mapping[str, Value] | None = None
) -> Stock:
    """Make an instance in `folder`, with these settings, that holds so many characters of 4 KB."""
    return stock_with(partial(_character, visibility=visibility), folder, count, settings)


def stock_with(
    cast: Cast,
    folder: Path,
    count: int,
    settings: Mapping[str, Value] | None = None,
    then: Then | None = None,
) -> Stock:
    """Make one that holds other characters; `then` is done with each thousand of them."""
    said = {"data": str(folder), **{name: str(value) for name, value in (settings or {}).items()}}
    return asyncio.run(_stock(load(all_settings(), said, {}), cast, count, then))


async def _stock(settings: Mapping[str, Any], cast: Cast, count: int, then: Then | None) -> Stock:
    database = place_of(settings).open()
    try:
        house = open_house(settings, database)
        who, key = await database.write_long(_owner, house.secret)
        for begun in range(0, count, _AT_ONCE):
            made = [cast(number) for number in range(begun, min(begun + _AT_ONCE, count))]
            records = await database.write_long(_make, house.catalogue, who, made)
            if then:
                await database.write_long(then, house.catalogue, records)
        opened = await house.sessions.open(who.account_id, _OWNER)
    finally:
        await database.close()
    return Stock(key, opened.token, who.account_id)


def _owner(db: Transaction, secret: bytes) -> tuple[Caller, str]:
    account = service.create_account(db, _OWNER, _PLAN)
    _, key = service.create_key(db, account.account_id, _OWNER, secret)
    who = Caller(
        account_id=account.account_id,
        handle=account.handle,
        plan=account.plan,
        key_id=None,
        scopes=frozenset(SCOPES),
    )
    return who, key


def _make(db: Transaction, catalogue: Catalogue, who: Caller, made: Iterable[Character]) -> list[Record]:
    return [catalogue.create(db, who, character, _OWNER) for character in made]


def _character(number: int, visibility: Visibility) -> Character:
    return Character(
        name=f"Traveller {number}",
        prompt=Prompt(definition=TEXT),
        greetings=Greetings(first="Who goes there?"),
        visibility=visibility,
    )

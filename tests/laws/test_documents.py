"""The laws of keeping: what surfaces wrote comes back whole from either database."""

from operator import attrgetter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.callers import new_caller
from tests.conftest import LONG, Run
from tests.laws.surfaces import SURFACES, characters

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.assets.model import Asset
from greenroom.characters import store
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Record
from greenroom.characters.stored import decode
from greenroom.database import Database, Transaction

PICTURE = Asset("A" * 24, "image/webp", 100, 2, 2)
"""The one that the bodies of surfaces name."""

keeping = settings(
    max_examples=1000 if LONG else 50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def ada(database: Database, run: Run) -> Caller:
    def unit(db: Transaction) -> Caller:
        who = new_caller(db, "ada")
        assets.keep(db, who.account_id, PICTURE)
        return who

    return run(database.write(unit))


@keeping
@given(record=characters(), data=st.data())
def test_what_was_kept_is_read_again(
    run: Run, database: Database, ada: Caller, record: Record, data: st.DataObject
) -> None:
    catalogue, surface = Catalogue(), data.draw(st.sampled_from(SURFACES))
    body = data.draw(surface.bodies)

    def create(db: Transaction) -> Record:
        return catalogue.create(db, ada, record.character, "native")

    def change(db: Transaction) -> Record:
        return catalogue.change(db, ada, made, lambda _: lambda copy: surface.put(body, copy), surface.name)

    def read(db: Transaction) -> Record:
        return catalogue.get(db, ada, made.character_id, lists=True)

    made = run(database.write(create))
    kept = run(database.read(read))
    assert kept.character == record.character
    changed, now = run(database.write(change)), run(database.read(read))
    assert now.character == surface.put(body, kept)
    assert changed.revision == now.revision == (1 if now.character == kept.character else 2)
    assert store.encode(changed.character) == store.encode(now.character)


@given(record=characters())
def test_a_document_holds_the_whole_character_but_its_big_lists(record: Record) -> None:
    document = store.encode(record.character)
    decoded: Character = decode(document)
    for path, _, listed in store.lists_of(record.character.knowledge):
        named = attrgetter(path)(decoded)
        items = None if listed.count else ()
        assert (named.list_id, named.count, named.items) == (listed.list_id, listed.count, items)
    assert store.encode(decoded) == document

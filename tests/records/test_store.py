"""Records, on both engines."""

import asyncio

import pytest
from tests.callers import new_caller
from tests.conftest import Run

from greenroom.accounts.model import Caller
from greenroom.database import Database, Transaction
from greenroom.problems import NotFound
from greenroom.records import store
from greenroom.records.model import Record, Shelf


@pytest.fixture
def ada(database: Database, run: Run) -> Caller:
    return run(database.write(new_caller, "ada"))


@pytest.fixture
def bob(database: Database, run: Run) -> Caller:
    return run(database.write(new_caller, "bob"))


def shelf(who: Caller, kind: str = "bench", scope: str = "rose") -> Shelf:
    return Shelf(who.account_id, "garden", kind, scope)


def documents(records: list[Record]) -> dict[str, object]:
    return {record.record_id: record.document for record in records}


def test_what_is_put_is_found_and_put_again_it_is_replaced(database: Database, run: Run, ada: Caller) -> None:
    first = run(database.write(store.put, shelf(ada), "one", {"wood": "oak\0", "legs": 2**70}))
    again = run(database.write(store.put, shelf(ada), "one", {"wood": "ash"}))
    assert run(database.read(store.get, shelf(ada), "one")) == again
    assert (first.document, again.document) == ({"wood": "oak\0", "legs": 2**70}, {"wood": "ash"})
    assert first.created_at == again.created_at <= again.updated_at


def test_shelves_do_not_mix(database: Database, run: Run, ada: Caller, bob: Caller) -> None:
    for place in (shelf(ada), shelf(ada, "table"), shelf(ada, scope="tulip"), shelf(bob)):
        run(database.write(store.put, place, "one", {}))
    run(database.write(store.delete, shelf(ada), "one"))
    assert run(database.read(store.find, shelf(ada), "one")) is None
    for place in (shelf(ada, "table"), shelf(ada, scope="tulip"), shelf(bob)):
        assert run(database.read(store.count, place)) == 1


def test_a_shelf_is_read_in_the_order_of_ids_in_pages(database: Database, run: Run, ada: Caller) -> None:
    for name in ("b", "a", "d", "c"):
        run(database.write(store.put, shelf(ada), name, {"name": name}))
    assert [*documents(run(database.scan(store.all_on, shelf(ada))))] == ["a", "b", "c", "d"]

    def page(db: Transaction) -> list[Record]:
        return store.all_on(db, shelf(ada), after="b", most=1)

    assert documents(run(database.scan(page))) == {"c": {"name": "c"}}


def test_what_is_not_there_is_called_by_its_kind(database: Database, run: Run, ada: Caller) -> None:
    for verb in (store.get, store.delete):
        with pytest.raises(NotFound, match="bench not found: none"):
            run(database.write(verb, shelf(ada), "none"))


def test_a_record_is_made_once_and_locked_where_it_is(database: Database, run: Run, ada: Caller) -> None:
    made = [run(database.write(store.ensure, shelf(ada), "one", {"wood": wood})) for wood in ("oak", "ash")]
    assert made == [True, False]
    kept = run(database.read(store.get, shelf(ada), "one"))
    assert kept.document == {"wood": "oak"}
    assert run(database.write(store.lock, shelf(ada), "one")) == kept
    with pytest.raises(NotFound, match="bench not found: none"):
        run(database.write(store.lock, shelf(ada), "none"))


def test_none_of_many_changes_of_a_locked_record_is_lost(database: Database, run: Run, ada: Caller) -> None:
    def add(db: Transaction, leg: int) -> None:
        store.ensure(db, shelf(ada), "one", {"legs": []})
        legs = store.lock(db, shelf(ada), "one").document["legs"]
        store.put(db, shelf(ada), "one", {"legs": [*legs, leg]})

    async def all_at_once() -> None:
        await asyncio.gather(*(database.write(add, leg) for leg in range(30)))

    run(all_at_once())
    assert sorted(run(database.read(store.get, shelf(ada), "one")).document["legs"]) == [*range(30)]


def test_of_many_who_make_or_remove_one_at_once_all_have_it(
    database: Database, run: Run, ada: Caller
) -> None:
    def have(db: Transaction, leg: int) -> object:
        return store.once(db, shelf(ada), "one", {"leg": leg}).document["leg"]

    def end(db: Transaction) -> None:
        store.once(db, shelf(ada), "one", {"leg": -1})
        store.delete(db, shelf(ada), "one")

    async def all_at_once(deletes: int) -> list[object]:
        made = [database.write(have, leg) for leg in range(30)]
        ended = [database.write(end) for _ in range(deletes)]
        return await asyncio.gather(*made, *ended)

    assert len({*run(all_at_once(0))}) == 1
    run(all_at_once(30))


def test_a_record_goes_from_all_scopes_of_its_kind(
    database: Database, run: Run, ada: Caller, bob: Caller
) -> None:
    gone = [shelf(ada), shelf(ada, scope="tulip")]
    left = [shelf(ada, "table"), shelf(bob), Shelf(ada.account_id, "forest", "bench", "rose")]
    for place in (*gone, *left):
        for name in ("one", "two"):
            run(database.write(store.put, place, name, {}))
    run(database.write(store.delete_in_all_scopes, shelf(ada, scope=""), "one"))
    assert [run(database.read(store.count, place)) for place in (*gone, *left)] == [1, 1, 2, 2, 2]


def test_what_belongs_to_a_thing_goes_with_it(database: Database, run: Run, ada: Caller) -> None:
    other = Shelf(ada.account_id, "forest", "tree", "rose")
    for place in (shelf(ada), shelf(ada, "table"), shelf(ada, scope="tulip"), other):
        run(database.write(store.put, place, "one", {}))
    run(database.write(store.delete_scope_of, ada.account_id, "garden", "rose"))
    assert run(database.read(store.count, other)) == 1
    run(database.write(store.delete_scope, ada.account_id, "rose"))
    counts = [
        run(database.read(store.count, place)) for place in (shelf(ada), other, shelf(ada, scope="tulip"))
    ]
    assert counts == [0, 0, 1]

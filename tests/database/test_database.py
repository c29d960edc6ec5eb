"""Units on the lanes of a database, on both engines."""

import asyncio
import threading
from itertools import count

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, SQL, add, counts, find, ids

from greenroom import problems
from greenroom.database import Database, Transaction, open_database


class Oops(Exception):
    """What a unit raises."""


def test_a_unit_gets_its_arguments_and_returns_its_result(run: Run, things: Database) -> None:
    def unit(db: Transaction, *args: int) -> list[int]:
        return [*args, *ids_as_numbers(db)]

    def ids_as_numbers(db: Transaction) -> list[int]:
        return [int(name) for name in ids(db)]

    run(things.write(add, "7"))
    assert run(things.read(unit, 1, 2)) == [1, 2, 7]
    assert run(things.scan(unit)) == [7]
    assert run(things.write(unit, 3)) == [3, 7]


VALUES = [
    {"id": "", "size": 0, "weight": 0.0, "body": b""},
    {
        "id": "naïve 黒猫 😀 \U0010ffff ' \" % %s :a $1 \\",
        "size": 2**63 - 1,
        "weight": 1e308,
        "body": bytes(range(256)),
    },
    {"id": "null", "size": None, "weight": None, "body": None},
    {"id": "least", "size": -(2**63), "weight": -0.1, "body": b"\0"},
    {"id": "long" * 500, "size": 70_000, "weight": 5e-324, "body": b"x" * 2_000_000},
]


@pytest.mark.parametrize("values", VALUES, ids=lambda values: values["id"][:5])
def test_values_come_back_as_they_went(
    run: Run, things: Database, values: dict[str, str | int | float | bytes]
) -> None:
    assert run(things.write(lambda db: db.run(SQL.add, values))) == 1
    assert run(things.read(find, str(values["id"]))) == tuple(values.values())


def test_what_statements_return(run: Run, things: Database) -> None:
    def unit(db: Transaction) -> list[object]:
        db.many(SQL.add_if_new, [{"id": "b"}, {"id": "c"}])
        db.many(SQL.add_if_new, [])
        return [
            db.one(SQL.find, {"id": "a"}),
            db.all(SQL.ids, {}),
            db.run(SQL.add_if_new, {"id": "a"}),
            db.run(SQL.add_if_new, {"id": "a"}),
            db.run(SQL.resize_all, {"size": 1}),
            db.run(SQL.resize, {"size": 1, "id": "nobody", "and": "what the statement doesn't name"}),
            db.one(SQL.ids, {}),
            db.all(SQL.ids, {}),
        ]

    assert run(things.write(unit)) == [None, [("b",), ("c",)], 1, 0, 3, 0, ("a",), [("a",), ("b",), ("c",)]]


def test_text_sorts_by_code_points(run: Run, things: Database) -> None:
    names = ["", " ", "0", "A", "Z", "_", "a", "aa", "z", "Ä", "ä", "黒", "\uffff", "😀"]
    run(things.write(lambda db: db.many(SQL.add_if_new, [{"id": name} for name in reversed(names)])))
    assert run(things.scan(ids)) == names


def test_time_and_ids_are_injected_and_time_stands_still_in_a_unit(run: Run, location: str) -> None:
    clock, serial = count(1000), count()
    database = open_database(
        location, schema=SCHEMA, clock=lambda: next(clock), new_id=lambda: f"id-{next(serial)}"
    )

    def unit(db: Transaction) -> tuple[int, int, str, str]:
        return db.now, db.now, db.new_id(), db.new_id()

    first, again, one, two = run(database.write(unit))
    later, *_ = run(database.read(unit))
    run(database.close())
    assert (one, two) == ("id-0", "id-1")
    assert first == again < later


def test_a_failing_unit_is_undone_alone(run: Run, things: Database) -> None:
    def unit(db: Transaction, number: int) -> str:
        name = add(db, f"{number:02}")
        if number % 3 == 0:
            raise Oops(name)
        if number % 3 == 1:
            add(db, name)  # is there already
        return name

    async def all_at_once() -> list[str | BaseException]:
        return await asyncio.gather(
            *(things.write(unit, number) for number in range(30)), return_exceptions=True
        )

    outcomes = run(all_at_once())
    kept = [f"{number:02}" for number in range(2, 30, 3)]
    assert outcomes[2::3] == kept
    assert [str(error) for error in outcomes[0::3] if isinstance(error, Oops)] == [
        f"{n:02}" for n in range(0, 30, 3)
    ]
    assert {type(error).__name__ for error in outcomes[1::3]} <= {"IntegrityError", "UniqueViolation"}
    assert run(things.read(ids)) == kept
    assert run(things.read(counts)) == (10, 20)


def test_even_stop_iteration_reaches_the_caller(run: Run, things: Database) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        run(things.write(lambda _: next(iter(()))))


@pytest.mark.parametrize("lane", ["read", "scan"])
def test_a_reading_unit_cannot_write(run: Run, things: Database, lane: str) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        run(getattr(things, lane)(add, "a"))
    assert run(things.read(counts)) == (0, 0)


@pytest.mark.parametrize("lane", ["read", "scan"])
def test_a_reading_unit_sees_one_snapshot(run: Run, things: Database, lane: str) -> None:
    reading, written = threading.Event(), threading.Event()
    written.set()

    def unit(db: Transaction) -> tuple[list[str], list[str]]:
        before = ids(db)
        reading.set()
        assert written.wait(5)
        return before, ids(db)

    async def write_between() -> tuple[list[str], list[str]]:
        await getattr(things, lane)(unit)  # from now on it is known that this unit needs a snapshot
        reading.clear()
        written.clear()
        result = asyncio.create_task(getattr(things, lane)(unit))
        assert await asyncio.to_thread(reading.wait, 5)
        await things.write(add, "a")
        written.set()
        before, after = await result
        return before, after

    assert run(write_between()) == ([], [])


def test_who_was_acknowledged_a_write_reads_it(run: Run, things: Database) -> None:
    async def write_then_read(name: str) -> bool:
        await things.write(add, name)
        found, listed = await asyncio.gather(things.read(find, name), things.scan(ids))
        return found is not None and name in listed

    async def many() -> list[bool]:
        return await asyncio.gather(*(write_then_read(f"{number}") for number in range(100)))

    assert all(run(many()))


def test_what_a_cancelled_caller_wrote_is_there_wholly_or_not_at_all(run: Run, things: Database) -> None:
    async def cancel_some() -> int:
        tasks = [asyncio.create_task(things.write(add, f"{number}")) for number in range(200)]
        for number, task in enumerate(tasks):
            await asyncio.sleep(0 if number % 20 else 0.002)
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        await things.write(add, "last")
        return sum(isinstance(outcome, str) for outcome in outcomes)

    acknowledged = run(cancel_some())
    whole, parts = run(things.read(counts))
    assert acknowledged < whole <= 201
    assert parts == 2 * whole


def test_cancelled_readers_leave_nothing_behind(run: Run, things: Database) -> None:
    async def cancel_all() -> object:
        tasks = [asyncio.create_task(things.read(counts)) for _ in range(50)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await things.write(add, "a")
        return await things.read(counts)

    assert run(cancel_all()) == (1, 2)


def test_commits_and_units_are_counted(run: Run, things: Database) -> None:
    async def some() -> None:
        await asyncio.gather(*(things.write(add, f"{number}") for number in range(20)))

    run(some())
    assert things.counters.units == 20
    assert 1 <= things.counters.commits <= 20


def test_several_event_loops_may_share_a_database(things: Database) -> None:
    async def work(prefix: str) -> list[str]:
        return [await things.write(add, f"{prefix}{number}") for number in range(20)]

    threads = [threading.Thread(target=lambda prefix=prefix: asyncio.run(work(prefix))) for prefix in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asyncio.run(things.read(counts)) == (60, 120)


def test_closing_finishes_what_is_queued_and_then_says_so(run: Run, location: str) -> None:
    database = open_database(location, schema=SCHEMA)

    async def close_while_writing() -> list[str]:
        writes = [asyncio.create_task(database.write(add, f"{number:02}")) for number in range(50)]
        await asyncio.sleep(0)
        await database.close()
        return await asyncio.gather(*writes)

    written = run(close_while_writing())
    for late in (database.write(add, "late"), database.read(counts), database.scan(counts), database.ready()):
        with pytest.raises(problems.Unavailable):
            run(late)
    again = open_database(location, schema=SCHEMA)
    assert run(again.read(ids)) == written
    run(again.close())


def test_a_loop_that_is_gone_is_not_waited_for(run: Run, things: Database) -> None:
    gone = asyncio.new_event_loop()

    async def start() -> None:
        gone.create_task(things.write(add, "a"))  # noqa: RUF006 - that nobody keeps it is the point
        await asyncio.sleep(0)

    gone.run_until_complete(start())
    gone.close()
    run(things.write(add, "b"))
    assert "b" in run(things.read(ids))


def test_ready(run: Run, database: Database) -> None:
    run(database.ready())

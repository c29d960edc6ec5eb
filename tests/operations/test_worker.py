import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.reached import reached

from greenroom.database import Database, Transaction, open_database
from greenroom.kit.clock import DAY, SECOND
from greenroom.operations import store
from greenroom.operations.model import KEPT, Operation
from greenroom.operations.worker import MOST_ATTEMPTS, Work, Worker, forget_old
from greenroom.problems import CannotDeploy, Problem, Unavailable

Queue = Callable[..., Operation]
Look = Callable[[Operation], Operation]
SHORT = SECOND // 5
LASTING = 600 * SECOND
"""A lease that lasts for the whole of a test, however slow the machine is; tests that want its end bring it about."""


class Stage:
    """Work that notes what happens. `act` is what `prepare` does; applied are the operations whose effect was kept."""

    def __init__(self) -> None:
        self.prepared: list[str] = []
        self.forgotten: list[str] = []
        self.act: Callable[[Operation], Any] = lambda _: None
        self.effect: Callable[[], None] = lambda: None
        self.work = Work(self._prepare, self._apply, self._forget)

    async def _prepare(self, _database: Database, operation: Operation) -> str:
        self.prepared.append(operation.operation_id)
        done = self.act(operation)
        if asyncio.iscoroutine(done):
            await done
        return "prepared"

    def _apply(self, db: Transaction, operation: Operation, prepared: str) -> Mapping[str, Any]:
        assert prepared == "prepared"
        store.insert(db, operation.account_id, "trace", operation.operation_id, {})
        self.effect()
        return {"applied": True}

    def _forget(self, _db: Transaction, operation: Operation) -> None:
        self.forgotten.append(operation.operation_id)


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def worker(database: Database, stage: Stage) -> Worker:
    return Worker(database, {"play": stage.work}, LASTING)


@pytest.fixture
def effects(database: Database, run: Run) -> Callable[[Operation], int]:
    """How often the effect of an operation was kept."""

    def unit(db: Transaction, operation: Operation) -> int:
        return len(store.unfinished(db, operation.account_id, operation.operation_id))

    return lambda operation: run(database.read(unit, operation))


def test_a_step_does_one_operation_with_its_effect(
    run: Run, worker: Worker, queue: Queue, look: Look, effects: Callable[[Operation], int]
) -> None:
    operation = queue()
    assert run(worker.step())
    ended = look(operation)
    assert (ended.state, ended.outcome, ended.attempts) == ("done", {"applied": True}, 1)
    assert effects(operation) == 1


def test_without_work_a_step_does_nothing(run: Run, worker: Worker, stage: Stage) -> None:
    assert not run(worker.step())
    assert stage.prepared == []


@pytest.mark.parametrize("where", ["prepare", "apply"])
def test_a_problem_ends_the_operation_as_failed_without_its_effect(
    where: str,
    run: Run,
    worker: Worker,
    stage: Stage,
    queue: Queue,
    look: Look,
    effects: Callable[[Operation], int],
) -> None:
    def refuse(*_: object) -> None:
        raise CannotDeploy("it is too long")

    if where == "prepare":
        stage.act = refuse
    else:
        stage.effect = refuse
    operation = queue()
    run(worker.step())
    ended = look(operation)
    assert ended.state == "failed"
    assert ended.outcome == {
        "reason": "CannotDeploy",
        "message": "The character cannot be deployed: it is too long.",
    }
    assert effects(operation) == 0
    assert stage.forgotten == [operation.operation_id]


def test_what_breaks_keeps_its_lease_and_is_given_up_in_the_end(
    run: Run, worker: Worker, stage: Stage, queue: Queue, look: Look, database: Database
) -> None:
    def broken(_: Operation) -> None:
        raise ZeroDivisionError

    stage.act = broken
    operation = queue()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(ZeroDivisionError):
            run(worker.step())
        now = look(operation)
        assert (now.state, now.attempts, now.finished) == ("running", attempt, False)
        assert not run(worker.step())
        run(database.write(store.renew, now, 0))
    run(worker.step())
    ended = look(operation)
    assert (ended.state, len(stage.prepared)) == ("failed", MOST_ATTEMPTS)
    assert ended.outcome == {"reason": "Internal", "message": "the work broke; see the server's log"}
    assert stage.forgotten == [operation.operation_id]


def test_one_broken_operation_does_not_end_the_work_on_others(
    run: Run, database: Database, stage: Stage, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = queue("a"), queue("b")

    def act(operation: Operation) -> None:
        if operation.subject == "a":
            raise ZeroDivisionError

    async def live() -> None:
        stage.act = act
        worker = Worker(database, {"play": stage.work}, LASTING)
        worker.look_every(0.01)
        worker.start()
        await until("done", lambda: database.read(_find, good))
        await worker.stop()

    with caplog.at_level(logging.ERROR):
        run(live())
    assert run(database.read(_find, broken)).state == "running"
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("stopped", [True, False])
def test_processes_that_end_are_a_fault_unless_the_worker_is_to_stop(
    run: Run,
    database: Database,
    stage: Stage,
    queue: Queue,
    caplog: pytest.LogCaptureFixture,
    *,
    stopped: bool,
) -> None:
    """A signal to the whole group ends them before it stops the worker."""
    begun = asyncio.Event()

    def broken(_: Operation) -> None:
        begun.set()
        raise BrokenProcessPool("A process in the process pool was terminated abruptly")

    worker = Worker(database, {"play": stage.work}, LASTING if stopped else SHORT)

    async def live() -> None:
        worker.start()
        await begun.wait()
        await reached(lambda: stopped or worker.broken > 0)
        await worker.stop()

    stage.act = broken
    queue()
    with caplog.at_level(logging.ERROR):
        run(live())
    assert ("terminated abruptly" in caplog.text) == (worker.broken > 0) == (not stopped)


def test_work_of_an_unknown_kind_is_left_to_others(
    run: Run, worker: Worker, queue: Queue, look: Look
) -> None:
    operation = queue("a", "sing")
    assert not run(worker.step())
    assert look(operation) == operation


def test_what_ends_its_process_again_and_again_is_given_up(
    run: Run, worker: Worker, stage: Stage, queue: Queue, look: Look, database: Database
) -> None:
    operation = queue()
    for _ in range(MOST_ATTEMPTS):
        run(database.write(store.claim, look(operation), 0))
    run(worker.step())
    assert look(operation).state == "failed"
    assert stage.prepared == []
    assert stage.forgotten == [operation.operation_id]


def test_a_database_out_of_reach_is_no_fault_of_the_work(
    run: Run, worker: Worker, stage: Stage, queue: Queue, look: Look
) -> None:
    def away(_: Operation) -> None:
        raise Unavailable("The database")

    stage.act = away
    operation = queue()
    with pytest.raises(Unavailable):
        run(worker.step())
    assert look(operation).state == "running"
    assert stage.forgotten == []


def test_what_was_out_of_reach_at_every_attempt_is_named_in_the_log_and_in_the_end(
    run: Run,
    worker: Worker,
    stage: Stage,
    queue: Queue,
    look: Look,
    database: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(_: Operation) -> None:
        raise Unavailable("The store of pictures") from OSError("no such bucket")

    stage.act = away
    operation = queue()
    with caplog.at_level(logging.WARNING):
        for _ in range(1, MOST_ATTEMPTS):
            with pytest.raises(Unavailable):
                run(worker.step())
            run(database.write(store.renew, look(operation), 0))
        run(worker.step())
    ended = look(operation)
    assert (ended.state, worker.broken, len(stage.prepared)) == ("failed", MOST_ATTEMPTS, MOST_ATTEMPTS)
    assert ended.outcome == {
        "reason": "Unavailable",
        "message": "The store of pictures is out of reach at the moment; try again.",
    }
    assert stage.forgotten == [operation.operation_id]
    assert [record.getMessage() for record in caplog.records] == [
        f"operation {operation.operation_id} (play), attempt {number} of {MOST_ATTEMPTS}: "
        "The store of pictures is out of reach: OSError: no such bucket"
        for number in range(1, MOST_ATTEMPTS + 1)
    ]


def test_of_two_workers_one_does_the_work(
    run: Run, database: Database, stage: Stage, queue: Queue, look: Look, effects: Callable[[Operation], int]
) -> None:
    operations = [queue(f"thing {number}") for number in range(8)]
    workers = [Worker(database, {"play": stage.work}, LASTING) for _ in range(4)]

    async def race() -> None:
        while any(await asyncio.gather(*(worker.step() for worker in workers))):
            pass

    run(race())
    assert sorted(stage.prepared) == sorted(one.operation_id for one in operations)
    assert [(look(one).state, effects(one)) for one in operations] == [("done", 1)] * 8


def test_who_was_overtaken_keeps_no_effect(
    run: Run,
    database: Database,
    worker: Worker,
    stage: Stage,
    queue: Queue,
    look: Look,
    effects: Callable[[Operation], int],
) -> None:
    """The lease runs out while the first one works; another one claims; only that one's end counts."""

    async def overtaken(operation: Operation) -> None:
        stage.act = lambda _: None
        await database.write(store.renew, operation, 0)
        assert await worker.step()

    stage.act = overtaken
    operation = queue()
    run(worker.step())
    ended = look(operation)
    assert (ended.state, ended.attempts) == ("done", 2)
    assert effects(operation) == 1
    assert stage.prepared == [operation.operation_id] * 2


def test_a_lease_is_renewed_while_the_work_goes_on(
    run: Run, database: Database, stage: Stage, queue: Queue, look: Look
) -> None:
    """It ends later and later; that nobody else begins before its end is shown above."""
    ends: list[int] = []

    async def long(operation: Operation) -> None:
        async def later_and_later() -> bool:
            ends.append((await database.read(_find, operation)).lease_until)
            return len({*ends}) == 4

        await reached(later_and_later)

    stage.act = long
    operation = queue()
    run(Worker(database, {"play": stage.work}, SHORT).step())
    assert ends == sorted(ends)  # nor is it ever cut short
    assert (look(operation).state, look(operation).attempts) == ("done", 1)


def test_what_was_cancelled_meanwhile_has_no_effect(
    run: Run,
    database: Database,
    worker: Worker,
    stage: Stage,
    queue: Queue,
    look: Look,
    effects: Callable[[Operation], int],
) -> None:
    async def cancelled(operation: Operation) -> None:
        await database.write(
            store.cancel, operation.account_id, operation.subject, {"reason": "Cancelled", "message": ""}
        )

    stage.act = cancelled
    operation = queue()
    run(worker.step())
    assert look(operation).state == "cancelled"
    assert effects(operation) == 0


async def until(state: str, look: Callable[[], Any]) -> None:
    async def is_so() -> bool:
        return bool((await look()).state == state)

    await reached(is_so)


def test_a_running_worker_does_what_is_queued_when_it_is_woken(
    run: Run, database: Database, stage: Stage, queue: Queue
) -> None:
    worker = Worker(database, {"play": stage.work}, LASTING)  # its next look of its own is far away
    first, second = queue("a"), queue("b")

    async def live() -> None:
        worker.start()
        for operation in (first, second):
            await until("done", lambda one=operation: database.read(_find, one))  # type: ignore[misc]  # bound now, not later
        third = await database.write(store.insert, first.account_id, "play", "c", {})
        worker.wake()
        await until("done", lambda: database.read(_find, third))
        await worker.stop()

    run(live())


def test_what_is_queued_while_the_worker_looks_is_not_overlooked(
    run: Run, database: Database, stage: Stage, account_id: str
) -> None:
    """Nobody waits for the next look, which is far away."""
    worker = Worker(database, {"play": stage.work}, LASTING)

    async def live() -> None:
        worker.start()
        for number in range(30):
            operation = await database.write(store.insert, account_id, "play", f"thing {number}", {})
            worker.wake()
            await asyncio.sleep(0 if number % 2 else 0.001)
            await until("done", lambda one=operation: database.read(_find, one))  # type: ignore[misc]  # as above
        await worker.stop()

    run(live())


def test_what_a_stopped_worker_left_is_taken_up_when_the_lease_has_run_out(
    run: Run, database: Database, stage: Stage, queue: Queue, effects: Callable[[Operation], int]
) -> None:
    operation = queue()

    async def live() -> None:
        begun = asyncio.Event()

        async def hang(_: Operation) -> None:
            begun.set()
            await asyncio.sleep(60)

        stage.act = hang
        first = Worker(database, {"play": stage.work}, SHORT)
        first.start()
        await begun.wait()
        await first.stop()
        stage.act = lambda _: None
        second = Worker(database, {"play": stage.work}, SHORT)
        second.start()
        await until("done", lambda: database.read(_find, operation))
        await second.stop()

    run(live())
    assert effects(operation) == 1


def _find(db: Transaction, operation: Operation) -> Operation:
    found = store.find(db, operation.account_id, operation.operation_id)
    assert found
    return found


def test_ended_operations_are_kept_for_thirty_days() -> None:
    assert KEPT == 30 * DAY
    kept: list[int] = []

    class Rows:
        now = 100 * DAY

        def run(self, _statement: object, values: Mapping[str, int]) -> int:
            kept.append(values["before"])
            return 0

    forget_old(Rows())  # type: ignore[arg-type]  # all of a transaction that it needs
    assert kept == [70 * DAY]


def test_every_problem_of_work_has_a_name_that_dialects_can_look_up() -> None:
    assert issubclass(CannotDeploy, Problem)


def test_what_was_cancelled_meanwhile_is_not_failed(
    run: Run, database: Database, worker: Worker, stage: Stage, queue: Queue, look: Look
) -> None:
    async def cancelled(operation: Operation) -> None:
        await database.write(
            store.cancel, operation.account_id, operation.subject, {"reason": "Cancelled", "message": ""}
        )
        raise CannotDeploy("it is gone")

    stage.act = cancelled
    operation = queue()
    run(worker.step())
    assert look(operation).state == "cancelled"
    assert stage.forgotten == []


def test_a_running_worker_waits_for_a_database_that_is_out_of_reach(
    run: Run, database: Database, stage: Stage, queue: Queue
) -> None:
    operation = queue()

    def away(_: Operation) -> None:
        stage.act = lambda _: None
        raise Unavailable("The database")

    async def live() -> None:
        stage.act = away
        worker = Worker(database, {"play": stage.work}, SHORT)
        worker.start()
        await until("done", lambda: database.read(_find, operation))
        await worker.stop()

    run(live())
    assert stage.prepared == [operation.operation_id] * 2


def test_a_look_for_work_that_finds_no_database_is_told(
    data_dir: Path, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    closed = open_database(data_dir / "closed.db")
    run(closed.close())
    with caplog.at_level(logging.WARNING), pytest.raises(Unavailable):
        run(Worker(closed, {"play": Stage().work}).step())
    assert "a look for work: The database is out of reach" in caplog.text


def test_a_worker_that_never_began_may_be_stopped(run: Run, worker: Worker) -> None:
    run(worker.stop())


def test_it_stops_though_its_work_makes_something_else_of_being_stopped(
    run: Run, worker: Worker, stage: Stage, queue: Queue, look: Look
) -> None:
    operation, begun = queue(), asyncio.Event()

    async def stubborn() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            raise OSError("the folder is not empty")

    async def begin_and_stop() -> None:
        worker.start()
        await begun.wait()
        await asyncio.wait_for(worker.stop(), 60)

    stage.act = lambda _: stubborn()
    run(begin_and_stop())
    assert not worker.works
    assert look(operation).state == "running"  # another takes it up

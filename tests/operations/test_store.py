from collections.abc import Callable

from tests.conftest import Run

from greenroom.accounts import service
from greenroom.database import Database, open_database
from greenroom.kit.clock import system_clock
from greenroom.operations import store
from greenroom.operations.model import KEPT, Operation

Queue = Callable[..., Operation]
Look = Callable[[Operation], Operation]
LATER = 2**62
KINDS = ("play", "sing")


def test_new_work_is_queued_and_due_at_once(database: Database, run: Run, queue: Queue) -> None:
    operation = queue("thing")
    assert (operation.state, operation.attempts, operation.outcome, operation.finished) == (
        "queued",
        0,
        None,
        False,
    )
    assert operation.input == {"revision": 1}
    assert run(database.read(store.next_to_do, KINDS)) == operation


def test_work_of_another_account_is_not_found(database: Database, run: Run, queue: Queue) -> None:
    operation = queue()
    assert run(database.read(store.find, "somebody", operation.operation_id)) is None
    assert run(database.read(store.unfinished, "somebody", "thing")) == []


def test_a_claim_is_granted_once(database: Database, run: Run, queue: Queue, look: Look) -> None:
    operation = queue()
    assert run(database.write(store.claim, operation, LATER))
    assert not run(database.write(store.claim, operation, LATER))
    claimed = look(operation)
    assert (claimed.state, claimed.attempts, claimed.lease_until) == ("running", 1, LATER)
    assert run(database.read(store.next_to_do, KINDS)) is None


def test_who_lost_the_fence_can_neither_renew_nor_finish(
    database: Database, run: Run, queue: Queue, look: Look
) -> None:
    operation = queue()
    run(database.write(store.claim, operation, 0))
    first = look(operation)
    assert run(database.read(store.next_to_do, KINDS)) == first
    run(database.write(store.claim, first, LATER))
    second = look(operation)

    assert not run(database.write(store.renew, first, 5))
    assert not run(database.write(store.finish, first, "done", {}))
    assert look(operation) == second
    assert run(database.write(store.finish, second, "done", {"revision": 1}))
    assert not run(database.write(store.finish, second, "failed", {}))
    ended = look(operation)
    assert (ended.state, ended.outcome, ended.finished) == ("done", {"revision": 1}, True)


def test_work_on_one_thing_is_done_in_order_and_other_things_do_not_wait(
    database: Database, run: Run, queue: Queue
) -> None:
    first, second, other = queue("a"), queue("a"), queue("b")
    assert run(database.read(store.next_to_do, KINDS)) == first
    run(database.write(store.claim, first, LATER))
    assert run(database.read(store.next_to_do, KINDS)) == other
    run(database.write(store.claim, other, LATER))
    assert run(database.read(store.next_to_do, KINDS)) is None
    claimed = run(database.read(store.unfinished, first.account_id, "a"))[0]
    run(database.write(store.finish, claimed, "failed", {"reason": "Internal", "message": "x"}))
    assert run(database.read(store.next_to_do, KINDS)) == second


def test_work_of_another_kind_on_the_same_thing_does_not_wait(
    database: Database, run: Run, queue: Queue
) -> None:
    run(database.write(store.claim, queue("a", "play"), LATER))
    other = queue("a", "sing")
    assert run(database.read(store.next_to_do, KINDS)) == other


def test_cancelling_ends_all_work_on_a_thing_whoever_does_it(
    database: Database, run: Run, queue: Queue, look: Look
) -> None:
    running, queued, other = queue("a"), queue("a"), queue("b")
    run(database.write(store.claim, running, LATER))
    claimed = look(running)
    outcome = {"reason": "Cancelled", "message": "gone"}
    run(database.write(store.cancel, running.account_id, "a", outcome))
    assert [look(one).state for one in (running, queued, other)] == ["cancelled", "cancelled", "queued"]
    assert look(running).outcome == outcome
    assert not run(database.write(store.finish, claimed, "done", {}))


def test_recent_ones_are_the_newest_first_and_of_one_account(
    database: Database, run: Run, queue: Queue
) -> None:
    first, second = queue("a"), queue("b")
    assert run(database.read(store.recent, first.account_id, 9)) == [second, first]
    assert run(database.read(store.recent, first.account_id, 1)) == [second]
    assert run(database.read(store.recent, "nobody", 9)) == []


def test_what_ended_is_forgotten_after_its_time_and_nothing_else(
    database: Database, run: Run, queue: Queue, look: Look
) -> None:
    ended, waiting = queue("a"), queue("b")
    run(database.write(store.finish, ended, "done", {}))
    moment = look(ended).finished_at
    assert moment
    assert run(database.write(store.forget, moment)) == 0
    assert run(database.write(store.forget, moment + 1)) == 1
    assert run(database.read(store.find, ended.account_id, ended.operation_id)) is None
    assert look(waiting) == waiting


def test_what_ended_is_found_for_thirty_days_and_no_longer_though_nobody_has_swept(
    run: Run, database_location: str
) -> None:
    moment = system_clock()
    now, last, later = (
        open_database(database_location, clock=lambda age=age: moment + age)  # type: ignore[misc]  # bound now
        for age in (0, KEPT, KEPT + 1)
    )
    who = run(now.write(service.create_account, "ada", "home")).account_id
    ended, waiting = (run(now.write(store.insert, who, "play", thing, {})) for thing in "ab")
    run(now.write(store.cancel, who, "a", {}))
    assert run(last.read(store.find, who, ended.operation_id))
    assert run(later.read(store.find, who, ended.operation_id)) is None
    assert run(later.read(store.find, who, waiting.operation_id)) == waiting
    for database in (now, last, later):
        run(database.close())

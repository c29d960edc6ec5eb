import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from greenroom.accounts.keys import new_key
from greenroom.http.request_log import RequestLog, forget_lines, read_lines
from greenroom.http.server import Seen

DAY = 86_400


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "requests.sqlite3"


@pytest.fixture
def log(file: Path) -> Iterator[RequestLog]:
    log = RequestLog(file, days=14)
    yield log
    log.close()


def seen(path: str = "/x", moment: float | None = None) -> Seen:
    at = time.time() if moment is None else moment
    return Seen(at, "GET", path, 200, 0.001, "one", "rp_AAAAAAAAAAAA", "1.2.3.4", "req_1")


def rows(file: Path) -> list[Seen]:
    return list(reversed(list(read_lines(file))))


def test_what_was_asked_is_written_by_the_end(log: RequestLog, file: Path) -> None:
    asked = [seen(f"/{number}") for number in range(100)]
    for one in asked:
        log.add(one)
    log.close()
    assert rows(file) == asked


def test_lines_of_before_there_were_notes_are_read(log: RequestLog, file: Path) -> None:
    log.close()
    with sqlite3.connect(file) as connection:
        lines = msgspec.msgpack.encode([seen()[:-1]])
        connection.execute("INSERT INTO batches VALUES (0, ?)", (lines,))
    assert [row.note for row in rows(file)] == [""]


def test_it_goes_on_where_it_stopped(log: RequestLog, file: Path) -> None:
    log.add(seen("/one"))
    log.close()
    again = RequestLog(file, days=14)
    again.add(seen("/two"))
    again.close()
    assert [row.path for row in rows(file)] == ["/one", "/two"]


def test_old_lines_are_dropped(log: RequestLog, file: Path) -> None:
    log.add(seen("/15", time.time() - 15 * DAY))
    log.close()
    again = RequestLog(file, days=14)
    again.add(seen("/13", time.time() - 13 * DAY))
    again.close()
    assert [row.path for row in rows(file)] == ["/13"]


def test_a_key_in_a_path_is_masked(log: RequestLog, file: Path) -> None:
    key = new_key()
    log.add(seen(f"/x/{key.text}"))
    log.close()
    assert [row.path for row in rows(file)] == [f"/x/{key.key_id}…"]


def test_what_it_cannot_keep_up_with_is_dropped_from_the_beginning(log: RequestLog, file: Path) -> None:
    for number in range(30_000):
        log.add(seen(f"/{number}"))
    log.close()
    written = [row.path for row in rows(file)]
    assert written[-1] == "/29999"
    assert len(written) >= 20_000


def test_a_log_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    log = RequestLog(tmp_path / "missing" / "requests.sqlite3", days=14)
    log.add(seen())
    log.close()


def test_where_there_is_no_log_there_are_no_lines(file: Path) -> None:
    assert list(read_lines(file)) == []


def test_what_somebody_left_is_forgotten_and_everything_else_stays(log: RequestLog, file: Path) -> None:
    theirs = [
        seen("/anything"),
        seen("/v1/characters/01a2")._replace(key_id=""),
        seen("/c/k7Qm")._replace(key_id=""),
    ]
    others = [
        seen("/v1/characters/01a23")._replace(key_id="rp_BBBBBBBBBBBB"),
        seen("/c/k7Qmx")._replace(key_id=""),
    ]
    for one in (*theirs, *others):
        log.add(one)
    log.close()
    forget_lines(file, {"rp_AAAAAAAAAAAA", "01a2", "k7Qm"})
    assert rows(file) == others
    assert b"/anything" not in file.read_bytes()


def test_there_is_nothing_to_forget_without_a_log(tmp_path: Path) -> None:
    forget_lines(tmp_path / "none.sqlite3", {"x"})
    assert [*tmp_path.iterdir()] == []


def test_a_word_of_the_caller_that_is_a_key_is_masked(log: RequestLog, file: Path) -> None:
    key = new_key()
    log.add(seen()._replace(request_id=key.text))
    log.add(seen()._replace(note=key.text))
    log.close()
    by_id, by_note = rows(file)
    assert by_id.request_id == by_note.note == f"{key.key_id}…"

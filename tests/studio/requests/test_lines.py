"""What is looked for in a request log, as rows."""

from pathlib import Path
from typing import Any

import pytest

from greenroom.http.request_log import RequestLog
from greenroom.http.server import Seen
from greenroom.studio.requests.lines import Wanted, failures, find, find_one, fits

LINE = Seen(1000.0, "GET", "/v1/characters/x", 404, 0.001, "native", "rp_a", "127.0.0.1", "req_1")
EVERYBODY = Wanted(None)


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        ({}, True),
        ({"key_ids": {"rp_a"}}, True),
        ({"key_ids": {"rp_b"}}, False),
        ({"key_ids": set()}, False),
        ({"status": "404"}, True),
        ({"status": "4xx"}, True),
        ({"status": "5xx"}, False),
        ({"status": "failed"}, True),
        ({"status": "nonsense"}, True),
        ({"method": "POST"}, False),
        ({"dialect": "native"}, True),
        ({"dialect": "other"}, False),
        ({"key": "rp_b"}, False),
        ({"path": "CHARACTERS"}, True),
        ({"path": "nobody"}, False),
        ({"before": 1000.0}, False),
        ({"before": 1000.1}, True),
    ],
)
def test_a_line_fits(wanted: dict[str, Any], fitting: bool) -> None:  # noqa: FBT001 - a column of the table
    assert fits(LINE, EVERYBODY._replace(**wanted)) is fitting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A log of five requests, of which three failed, two of them alike."""
    log = RequestLog(tmp_path / "log", 3650)
    ids = ("01a217ea-8169-771b-abf9-cf6216b0680f", "01a217ea-8169-771b-abf9-cf6216b0681a")
    for number, (path, status) in enumerate(
        [("/a", 200), *((f"/c/{one}", 404) for one in ids), ("/c/x", 500), ("/a", 201)]
    ):
        log.add(LINE._replace(moment=2e9 + number, path=path, status=status, request_id=f"req_{number}"))
    log.close()
    return tmp_path / "log"


def test_the_newest_come_first_and_whether_there_are_more(file: Path) -> None:
    found = find(file, EVERYBODY, 2)
    assert [line.request_id for line in found.lines] == ["req_4", "req_3"]
    assert found.more
    assert not find(file, EVERYBODY, 5).more
    assert [line.request_id for line in find(file, EVERYBODY._replace(since=2e9 + 3), 9).lines] == [
        "req_4",
        "req_3",
    ]


@pytest.mark.parametrize(("furthest", "cut"), [(4, True), (6, False)])
def test_whether_the_log_goes_back_further_is_told(file: Path, furthest: int, cut: bool) -> None:  # noqa: FBT001 - a column
    found = find(file, EVERYBODY._replace(path="/a"), 9, furthest)
    assert len(found.lines) == (1 if cut else 2)
    assert found.cut is cut


def test_one_is_found_by_its_id_among_those_that_may_be_seen(file: Path) -> None:
    assert find_one(file, EVERYBODY, "req_2")
    assert find_one(file, Wanted(frozenset({"rp_b"})), "req_2") is None


def test_failures_are_grouped_by_what_they_have_in_common(file: Path) -> None:
    groups = failures(file, EVERYBODY)
    assert [(one.shape, one.times, one.last.status) for one in groups] == [("/c/…", 2, 404), ("/c/x", 1, 500)]
    assert groups[0].last.request_id == "req_2"

from msgspec.structs import replace

from greenroom.bench.lab import Effort
from greenroom.bench.machine import Machine
from greenroom.bench.report import Outcome, Report, Row
from greenroom.bench.table import words

MACHINE = Machine("Linux", "a processor", "3.11.7", "3.40.1", 0, 1, "ext4", 1103.2, 0.1)
OUTCOME = Outcome(
    "one character",
    [
        Row("greenroom", "native", {"per_second": 12_345.6, "beside_bare": 0.517}, [], "sqlite", 100_000),
        Row("bare", "native", {"per_second": 23_900.0}, []),
    ],
    missing=["PocketBase is not there."],
)
REPORT = Report("1.2.3", "2026-11-22T12:00:00+00:00", MACHINE, Effort(), {"get": OUTCOME})

TABLE = """\
Greenroom 1.2.3 on a processor, Python 3.11.7, SQLite 3.40.1
Disk: ext4; 1,103 syncs of 4 KiB a second

get: one character

  server                           per second  × bare
  greenroom  native  SQLite  100k      12,346    0.52
  bare       native                    23,900
  PocketBase is not there."""


def test_a_table_has_the_columns_that_some_row_has() -> None:
    assert words(REPORT) == TABLE


def test_a_report_with_something_missing_is_not_complete() -> None:
    assert not REPORT.complete
    whole = Report("1.2.3", "", MACHINE, Effort(), {"get": Outcome("one character", [])})
    assert whole.complete
    assert not replace(whole, missing=["There is no PostgreSQL."]).complete


def test_each_scenario_can_be_kept_by_itself() -> None:
    report = replace(REPORT, scenarios={"get": OUTCOME, "start": OUTCOME})
    parts = dict(report.parts())
    assert list(parts) == ["get", "start"]
    assert parts["get"] == REPORT

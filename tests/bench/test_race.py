import pytest

from greenroom.bench.bare import serve_bare
from greenroom.bench.contender import BARE, Contender, beside
from greenroom.bench.lab import Lab
from greenroom.bench.race import failures, race
from greenroom.bench.request import NUMBER, Request


@pytest.mark.usefixtures("wrk")
def test_contenders_take_turns_and_are_compared(lab: Lab, said: list[str]) -> None:
    with serve_bare(lab, "server", {"axeon": b'{"name":"Axeon"}'}) as served:
        quick = Contender(BARE, "axeon", served, Request("/axeon"), known={"bytes": 16.0})
        refused = Contender(
            "other",
            "",
            served,
            Request("/axeon", body=f'{{"number":"{NUMBER}"}}'),
            beside=beside("bare axeon"),
            counters={"per_1000": iter([3.0, 3.0]).__next__},
        )
        first, second = race(lab, [quick, refused])
    assert (first.server, first.what, len(first.rounds)) == (BARE, "axeon", 1)
    assert first.figures["per_second"] > 0
    assert first.figures["p50_ms"] <= first.figures["p99_ms"]
    assert first.figures["cpu_us"] > 0
    assert first.figures["bytes"] == 16
    assert second.figures["per_second"] == second.figures["beside_bare"] == 0
    assert {"p99_ms", "cpu_us", "per_1000"}.isdisjoint(second.figures)  # none was answered
    assert failures([first, second]) == [f"other: {second.rounds[0]['failed']:,.0f} requests failed."]
    assert said[0].startswith("round 1 of 1: bare axeon ")


@pytest.mark.usefixtures("wrk")
def test_beside_one_that_answers_nothing_there_is_no_ratio(lab: Lab) -> None:
    with serve_bare(lab, "server", {"axeon": b'{"name":"Axeon"}'}) as served:
        quick = Contender(BARE, "axeon", served, Request("/axeon"), beside={"beside_other": "other"})
        refused = Contender("other", "", served, Request("/axeon", body=NUMBER))
        first, _ = race(lab, [quick, refused])
    assert first.figures["per_second"] > 0
    assert "beside_other" not in first.figures

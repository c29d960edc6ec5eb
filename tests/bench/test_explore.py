from contextlib import nullcontext
from urllib.parse import urlencode

import pytest

from greenroom.bench.bare import serve_bare
from greenroom.bench.contender import BARE, OURS, POCKETBASE
from greenroom.bench.crowd import EVERYBODYS, crowd
from greenroom.bench.explore import explore
from greenroom.bench.lab import Lab
from greenroom.bench.model import serve_model, settings_with
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import provided
from greenroom.bench.pocketbase import MISSING, find_pocketbase
from greenroom.bench.questions import Kinds, kinds
from greenroom.bench.request import NUMBER, Request, ask
from greenroom.bench.served import Served
from greenroom.bench.traffic import traffic
from greenroom.bench.visitors import Visitors

COUNT = 120


def test_a_crowd_is_found_by_what_it_is_asked_for_while_others_write(both: Lab) -> None:
    for _, _, provision in provided(both._replace(sizes=(COUNT,)), crowd):
        header = {"Authorization": f"Bearer {provision.stock.key}"}
        with serve_model(both) as model, serve_home(both, provision.home, settings_with(model)) as served:

            def found(asked: dict[str, str], port: int = served.port, header: dict[str, str] = header) -> int:
                return len(
                    ask(port, Request(f"/v1/explore?{urlencode({'limit': 100, **asked})}", header))["items"]
                )

            asked = {
                what: sum(found(dict(one)) for one in several[:5]) for what, several in kinds(COUNT).items()
            }
            assert [what for what, count in asked.items() if not count] in (
                ["a word nobody has"],
                ["a word nobody has", "a middling word in a category"],
            )
            assert found({"q": EVERYBODYS}) == 100
            with traffic(served, provision.stock.key).going_on():
                while not found({"q": "newcomer"}):
                    pass


def test_traffic_that_is_refused_is_told(lab: Lab) -> None:
    ((_, _, provision),) = provided(lab._replace(sizes=(COUNT,)), crowd)
    with serve_home(lab, provision.home) as served, pytest.raises(Obstacle, match="answers 503"):
        _some_traffic(served, provision.stock.key)


def _some_traffic(served: Served, key: str) -> None:
    """For as long as it takes to make three, when somebody was spoken to as well: which is refused, without a model."""
    newcomers = Request("/v1/explore?q=newcomer&limit=5", {"Authorization": f"Bearer {key}"})
    with traffic(served, key).going_on():
        while len(ask(served.port, newcomers)["items"]) < 3:
            pass


def few(size: int) -> Kinds:
    return {what: kinds(size)[what] for what in ("popular", "trending", "a frequent word")}


@pytest.mark.usefixtures("wrk")
def test_ours_stands_beside_the_driver_and_where_it_can_be_asked_the_same_beside_pocketbase(lab: Lab) -> None:
    outcome = explore(lab._replace(sizes=(COUNT,)), few)
    theirs = find_pocketbase() is not None
    assert outcome.missing == ([] if theirs else [MISSING])
    assert any("PocketBase" in note for note in outcome.notes) == theirs
    ratios = {
        row.what: {name for name in row.figures if name.startswith("beside")}
        for row in outcome.rows
        if row.server == OURS
    }
    beside = {"beside_raw", *({"beside_pocketbase"} if theirs else ())}
    assert ratios == {"popular": beside, "trending": set(), "a frequent word": beside, "index": set()}
    assert [row.label for row in outcome.rows if row.server == POCKETBASE] == (
        [f"{POCKETBASE} popular {COUNT}", f"{POCKETBASE} a frequent word {COUNT}"] if theirs else []
    )
    for row in outcome.rows[:-1]:
        assert row.figures["per_second"] > 0
        assert row.figures["p50_ms"] <= row.figures["p99_ms"]


@pytest.mark.usefixtures("wrk")
def test_visitors_of_a_server_that_answers_nothing_in_time_have_no_times(lab: Lab) -> None:
    with serve_bare(lab, "server", {"axeon": b"{}"}) as served:
        request = Request("/axeon", body=NUMBER)
        figures = Visitors(BARE, "axeon", lambda: nullcontext(served), request).run(lab, 1)
    assert set(figures) == {"per_second", "failed"}
    assert figures["per_second"] == 0

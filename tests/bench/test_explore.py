from urllib.parse import urlencode

import pytest

from greenroom.bench.crowd import EVERYBODYS, crowd
from greenroom.bench.explore import kinds
from greenroom.bench.lab import Lab
from greenroom.bench.model import serve_model, settings_with
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import provided
from greenroom.bench.request import Request, ask
from greenroom.bench.served import Served
from greenroom.bench.traffic import traffic

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
            with traffic(served, provision.stock.key):
                while not found({"q": "newcomer"}):
                    pass


def test_traffic_that_is_refused_is_told(lab: Lab) -> None:
    ((_, _, provision),) = provided(lab._replace(sizes=(COUNT,)), crowd)
    with serve_home(lab, provision.home) as served, pytest.raises(Obstacle, match="answers 503"):
        _some_traffic(served, provision.stock.key)


def _some_traffic(served: Served, key: str) -> None:
    """For as long as it takes to make three, when somebody was spoken to as well: which is refused, without a model."""
    newcomers = Request("/v1/explore?q=newcomer&limit=5", {"Authorization": f"Bearer {key}"})
    with traffic(served, key):
        while len(ask(served.port, newcomers)["items"]) < 3:
            pass

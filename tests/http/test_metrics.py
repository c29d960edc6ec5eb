import re

from greenroom.http.metrics import Metrics
from greenroom.http.server import Seen


def seen(dialect: str = "one", method: str = "GET", status: int = 200, seconds: float = 0.002) -> Seen:
    return Seen(0.0, method, "/secret/path", status, seconds, dialect, "rp_AAAAAAAAAAAA", "1.2.3.4", "req")


def lines(metrics: Metrics) -> dict[str, float]:
    text = metrics.text().decode()
    return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.MULTILINE)}


def test_requests_are_counted_by_dialect_method_and_status() -> None:
    metrics = Metrics()
    for one in (seen(), seen(), seen(status=404), seen(method="POST"), seen("other")):
        metrics.add(one)
    found = lines(metrics)
    assert found['greenroom_requests_total{dialect="one",method="GET",status="200"}'] == 2
    assert found['greenroom_requests_total{dialect="one",method="GET",status="404"}'] == 1
    assert found['greenroom_requests_total{dialect="one",method="POST",status="200"}'] == 1
    assert found['greenroom_requests_total{dialect="other",method="GET",status="200"}'] == 1


def test_times_fall_into_buckets_that_add_up() -> None:
    metrics = Metrics()
    times = [0.0001, 0.0005, 0.0006, 0.3, 99.0]
    for seconds in times:
        metrics.add(seen(seconds=seconds))
    found = lines(metrics)
    buckets = {bound: value for name, value in found.items() if (bound := _bound(name))}
    assert (buckets["0.0005"], buckets["0.001"], buckets["0.5"], buckets["10.0"], buckets["+Inf"]) == (
        2,
        3,
        4,
        4,
        5,
    )
    assert list(buckets.values()) == sorted(buckets.values())
    assert found['greenroom_request_seconds_count{dialect="one"}'] == 5
    assert abs(found['greenroom_request_seconds_sum{dialect="one"}'] - sum(times)) < 1e-9


def _bound(name: str) -> str:
    found = re.search(r'_bucket\{.*le="(.*)"\}', name)
    return found[1] if found else ""


def test_gauges_stand_beside() -> None:
    assert lines(Metrics(lambda: {"gauge": ("What it is", 7.5)}))["gauge"] == 7.5


def test_nothing_that_says_who_or_what_is_in_it() -> None:
    metrics = Metrics()
    metrics.add(seen())
    text = metrics.text().decode()
    assert not [word for word in ("secret", "rp_", "1.2.3.4", "req_") if word in text]

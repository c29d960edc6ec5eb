"""Counting requests, for Prometheus. Counting is two dictionary look-ups; the text is made when somebody asks for it."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from greenroom.http.server import Seen

_BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Requests of this process by dialect, method and status, and how long they took by dialect."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str, int], int] = {}
        self._times: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}

    def add(self, seen: Seen) -> None:
        """Count a request."""
        key = (seen.dialect, seen.method, seen.status)
        self._counts[key] = self._counts.get(key, 0) + 1
        times = self._times.get(seen.dialect)
        if times is None:
            times = self._times[seen.dialect] = [0] * (len(_BOUNDS) + 1)
        times[bisect_left(_BOUNDS, seen.seconds)] += 1
        self._sums[seen.dialect] = self._sums.get(seen.dialect, 0.0) + seen.seconds

    def text(self, gauges: dict[str, tuple[str, float]]) -> bytes:
        """The counts in Prometheus' text format, with further gauges as name → (help, value)."""
        from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 - only who scrapes pays for it

        registry = CollectorRegistry()
        registry.register(_Collector(list(self._families(gauges))))
        return bytes(generate_latest(registry))

    def _families(self, gauges: dict[str, tuple[str, float]]) -> Iterator[Any]:
        from prometheus_client.core import (  # noqa: PLC0415 - as above
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        counts = CounterMetricFamily(
            "greenroom_requests", "Requests answered", labels=["dialect", "method", "status"]
        )
        for (dialect, method, status), count in list(self._counts.items()):
            counts.add_metric([dialect, method, str(status)], count)
        yield counts
        times = HistogramMetricFamily("greenroom_request_seconds", "Time to answer", labels=["dialect"])
        for dialect, buckets in list(self._times.items()):
            times.add_metric([dialect], _cumulative(buckets), self._sums[dialect])
        yield times
        for name, (text, value) in gauges.items():
            yield GaugeMetricFamily(name, text, value)


class _Collector:
    def __init__(self, families: list[Any]) -> None:
        self._families = families

    def collect(self) -> list[Any]:
        return self._families


def _cumulative(buckets: list[int]) -> list[tuple[str, float]]:
    total = 0
    out: list[tuple[str, float]] = []
    for bound, count in zip([*map(str, _BOUNDS), "+Inf"], buckets, strict=True):
        total += count
        out.append((bound, total))
    return out

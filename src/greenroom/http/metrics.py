"""Counting requests, for Prometheus. Counting is two dictionary look-ups; the text is made when somebody asks for it."""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from greenroom.http.company import Company, Counts
from greenroom.http.server import Seen

_BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

METRICS_TYPE = b"text/plain; version=0.0.4; charset=utf-8"

Gauges = Mapping[str, tuple[str, float]]
"""Further numbers, by name, with what they are."""


class Metrics:
    """Requests of this process by dialect, method and status, and how long they took by dialect; `gauges` gives more."""

    def __init__(self, gauges: Callable[[], Gauges] = dict) -> None:
        self._gauges = gauges
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

    def counts(self) -> Counts:
        """Everything that was counted so far."""
        return Counts(
            [(*key, count) for key, count in self._counts.items()],
            [(dialect, [*times], self._sums[dialect]) for dialect, times in self._times.items()],
            [(name, *gauge) for name, gauge in self._gauges().items()],
        )

    def text(self, company: Company | None = None) -> bytes:
        """The counts in Prometheus' text format; in company, those of each process, labelled with its id."""
        from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 - only who scrapes pays for it

        own = self.counts()
        all_counts = {**company.read(), str(os.getpid()): own} if company else {"": own}
        registry = CollectorRegistry()
        registry.register(_Collector([*_families(all_counts, ["process"] if company else [])]))
        return bytes(generate_latest(registry))


def _families(all_counts: Mapping[str, Counts], labels: list[str]) -> Iterator[Any]:
    from prometheus_client.core import (  # noqa: PLC0415 - as above
        CounterMetricFamily,
        GaugeMetricFamily,
        HistogramMetricFamily,
    )

    requests = CounterMetricFamily(
        "greenroom_requests", "Requests answered", labels=["dialect", "method", "status", *labels]
    )
    times = HistogramMetricFamily("greenroom_request_seconds", "Time to answer", labels=["dialect", *labels])
    gauges: dict[str, Any] = {}
    for process, counts in all_counts.items():
        here = [process] * len(labels)
        for dialect, method, status, count in counts.requests:
            requests.add_metric([dialect, method, str(status), *here], count)
        for dialect, buckets, seconds in counts.times:
            times.add_metric([dialect, *here], _cumulative(buckets), seconds)
        for name, about, value in counts.gauges:
            gauges.setdefault(name, GaugeMetricFamily(name, about, labels=labels)).add_metric(here, value)
    yield from (requests, times, *gauges.values())


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

"""A race: contenders under load in turn, round after round."""

from collections.abc import Sequence
from statistics import median

from greenroom.bench.contender import Contender, label
from greenroom.bench.lab import Lab
from greenroom.bench.load import put_load
from greenroom.bench.report import Figures, Row
from greenroom.bench.usage import cpu_seconds

_Rounds = dict[str, list[Figures]]


def race(lab: Lab, contenders: Sequence[Contender]) -> list[Row]:
    """Their rows, in their order."""
    if lab.effort.warm_up:
        for contender in contenders:
            put_load(lab, contender.served.port, contender.request, lab.effort.warm_up)
    rounds: _Rounds = {contender.label: [] for contender in contenders}
    for number in range(lab.effort.rounds):
        for contender in contenders:
            rounds[contender.label].append(run_round(lab, contender))
        said = (f"{called} {ran[-1]['per_second']:,.0f}/s" for called, ran in rounds.items())
        lab.say(f"round {number + 1} of {lab.effort.rounds}: {', '.join(said)}")
    return [_row(contender, rounds) for contender in contenders]


def run_round(lab: Lab, contender: Contender) -> Figures:
    """One turn of one contender."""
    pid = contender.served.process.pid
    counted = {figure: counter() for figure, counter in contender.counters.items()}
    cpu = cpu_seconds(pid)
    load = put_load(lab, contender.served.port, contender.request, lab.effort.seconds)
    cpu = cpu_seconds(pid) - cpu
    rises = {figure: contender.counters[figure]() - before for figure, before in counted.items()}
    return {
        "per_second": load.done / load.microseconds * 1e6,
        "p50_ms": load.p50 / 1e3,
        "p99_ms": load.p99 / 1e3,
        "cpu_us": cpu / max(load.done, 1) * 1e6,
        "failed": float(load.refused + load.broken),
        **{figure: rise / max(load.done, 1) * 1e3 for figure, rise in rises.items()},
    }


def failures(rows: Sequence[Row]) -> list[str]:
    """A sentence for each contender that failed any request."""
    failed = {label(row.server, row.what): sum(ran["failed"] for ran in row.rounds) for row in rows}
    return [f"{called}: {count:,.0f} requests failed." for called, count in failed.items() if count]


def medians(rounds: Sequence[Figures]) -> dict[str, float]:
    """The median of each figure over the rounds."""
    return {figure: median(ran[figure] for ran in rounds) for figure in rounds[0]}


def _row(contender: Contender, rounds: _Rounds) -> Row:
    ran = rounds[contender.label]
    others = {figure: rounds[other] for figure, other in contender.beside.items()}
    ratios = {figure: _ratio(ran, other) for figure, other in others.items() if any(map(_answers, other))}
    return Row(contender.server, contender.what, {**medians(ran), **contender.known, **ratios}, ran)


def _answers(one: Figures) -> bool:
    return one["per_second"] > 0


def _ratio(ours: Sequence[Figures], theirs: Sequence[Figures]) -> float:
    """How many times as many requests a second: the median over pairs of rounds that lay next to each other.

    Rounds in which they answered nothing say nothing, and are left out; in one of them they answered.
    """
    pairs = zip(ours, theirs, strict=True)
    return median(one["per_second"] / other["per_second"] for one, other in pairs if _answers(other))

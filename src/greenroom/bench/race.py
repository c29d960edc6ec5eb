"""A race: contenders take turns, round after round."""

from collections.abc import Sequence
from statistics import median

from greenroom.bench.contender import Racer, label_of
from greenroom.bench.lab import Lab
from greenroom.bench.report import Figures, Row

_Rounds = dict[str, list[Figures]]


def race(lab: Lab, contenders: Sequence[Racer]) -> list[Row]:
    """Their rows, in their order."""
    if lab.effort.warm_up:
        for contender in contenders:
            contender.run(lab, lab.effort.warm_up)
    rounds: _Rounds = {label_of(contender): [] for contender in contenders}
    for number in range(lab.effort.rounds):
        for contender in contenders:
            rounds[label_of(contender)].append(contender.run(lab, lab.effort.seconds))
        said = (f"{called} {ran[-1]['per_second']:,.0f}/s" for called, ran in rounds.items())
        lab.say(f"round {number + 1} of {lab.effort.rounds}: {', '.join(said)}")
    return [_row(contender, rounds) for contender in contenders]


def failures(rows: Sequence[Row]) -> list[str]:
    """A sentence for each contender that failed any request."""
    failed = {row.label: sum(ran["failed"] for ran in row.rounds) for row in rows}
    return [f"{called}: {count:,.0f} requests failed." for called, count in failed.items() if count]


def medians(rounds: Sequence[Figures]) -> dict[str, float]:
    """The median of each figure over the rounds that have it."""
    figures = dict.fromkeys(figure for ran in rounds for figure in ran)
    return {figure: median(ran[figure] for ran in rounds if figure in ran) for figure in figures}


def _row(contender: Racer, rounds: _Rounds) -> Row:
    ran = rounds[label_of(contender)]
    others = {figure: rounds[other] for figure, other in contender.beside.items()}
    ratios = {figure: _ratio(ran, other) for figure, other in others.items() if any(map(_answers, other))}
    figures = {**medians(ran), **contender.known, **ratios}
    return Row(contender.server, contender.what, figures, ran, contender.engine, contender.size)


def _answers(one: Figures) -> bool:
    return one["per_second"] > 0


def _ratio(ours: Sequence[Figures], theirs: Sequence[Figures]) -> float:
    """How many times as many requests a second: the median over pairs of rounds that lay next to each other.

    Rounds in which they answered nothing say nothing, and are left out; in one of them they answered.
    """
    pairs = zip(ours, theirs, strict=True)
    return median(one["per_second"] / other["per_second"] for one, other in pairs if _answers(other))

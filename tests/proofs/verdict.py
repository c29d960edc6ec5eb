"""Judging a promise: it is measured, and measured again where it must break."""

import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import msgspec
from tests.proofs.proof import Figure, Measured, Proof, Trial

Judged = Literal["holds", "broken", "blind", "not possible here"]


class Verdict(msgspec.Struct, frozen=True):
    """What came of a proof. `blind`: the control did not break, so that nothing is known. `why` is empty if it holds.

    `rounds` is how often it was tried; 0 where that was not noted yet.
    """

    proof: str
    judged: Judged
    why: str
    seconds: float
    measured: Mapping[str, Figure]
    control: Mapping[str, Figure]
    rounds: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing speaks against the promise."""
        return self.judged in {"holds", "not possible here"}


def judge(
    proof: Proof, rounds: int | None, control_rounds: int | None, say: Callable[[str], None]
) -> Verdict:
    """Run a proof and its control, unless this machine can't."""
    lacking = proof.lacks()
    if lacking:
        return Verdict(proof.name, "not possible here", lacking, 0, {}, {})
    began = time.monotonic()
    say(f"{proof.name}: {proof.promise} …")
    rounds = rounds or proof.rounds
    strong = attempt(proof, rounds, weak=False)
    say(f"{proof.name}: {figures(strong.figures) or strong.why}; now the control: {proof.control} …")
    weak = attempt(proof, control_rounds or proof.control_rounds, weak=True)
    judged, why = _judged(strong, weak)
    seconds = round(time.monotonic() - began, 1)
    control = {**weak.figures, "broke by": weak.why}
    return Verdict(proof.name, judged, why, seconds, strong.figures, control, rounds)


def _judged(strong: Measured, weak: Measured) -> tuple[Judged, str]:
    if not strong.held:
        return "broken", strong.why
    if weak.held:
        return "blind", "the control held as well"
    return "holds", ""


def attempt(proof: Proof, rounds: int, *, weak: bool) -> Measured:
    """One measurement, in a folder of its own. What an assertion finds is a promise that broke."""
    folder = Path(tempfile.mkdtemp(prefix="greenroom-proof-"))
    folder.chmod(0o755)  # PostgreSQL runs as somebody else
    try:
        return proof.measure(Trial(rounds, weak, folder))
    except AssertionError as broken:
        where = traceback.extract_tb(broken.__traceback__)[-1]
        return Measured(
            held=False, figures={}, why=short(str(broken)) or f"assert in {where.name}: {where.line}"
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def short(text: str, most: int = 300) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


def figures(named: Mapping[str, Figure]) -> str:
    """Figures as people read them."""
    return ", ".join(
        f"{name.replace('_', ' ')} {value:,}"
        if isinstance(value, int)
        else f"{name.replace('_', ' ')} {short(str(value))}"
        for name, value in named.items()
        if value != ""
    )

"""docs/proofs.md, written from the records: `script/prove --page`, and after every run."""

from collections.abc import Sequence

from tests.proofs.promises import PROMISES, Promise
from tests.proofs.proof import Proof
from tests.proofs.record import RECORDS, Record, read
from tests.proofs.table import NAMED, PROOFS
from tests.proofs.verdict import Verdict, figures

PAGE = RECORDS.with_suffix(".md")
HEADS = ("Promise", "Aim", "Verdict", "Measured", "Control", "Date, commit")
BEGINNING = """# Proofs

<!-- Written by tests/proofs/page.py; run script/prove. -->

What is promised, the figure that was aimed at, and what was measured, each by a command: `script/prove --list` names them,
`script/prove NAME --rounds 5` runs one, `script/prove` all. Each proof has a *control*, the same measurement of a server of which
a guard was taken away; there the promise must break, or the proof is *blind* and shows nothing. What a machine lacks –
root, loop devices, namespaces – makes a proof *not possible here*. Figures are of one run, on the machine that stands
below; a commit with `+` had changes beside it.
"""
FINDING = """## Where a promise is shown

Each row of what is promised about durability, faults, attacks and the contract, and the command that shows it with its control.
"""


def page() -> str:
    """The page as the records have it."""
    rows = [_row(proof, read(proof.name)) for proof in PROOFS]
    machines = sorted({record.machine for proof in PROOFS if (record := read(proof.name))})
    ran = "\n".join(f"- {machine}" for machine in machines)
    found = _table(("Promise", "Figure", "Shown by", "What came of it"), [_promised(one) for one in PROMISES])
    return f"{BEGINNING}\n{_table(HEADS, rows)}\n\n{FINDING}\n{found}\n\n## Machines\n\n{ran}\n"


def write_page() -> None:
    """Write it."""
    PAGE.write_text(page(), "utf-8")


def _row(proof: Proof, record: Record | None) -> Sequence[str]:
    first = (f"{proof.promise} (`{proof.name}`)", proof.aim)
    if record is None:
        return (*first, "not run yet", "", proof.control, "")
    verdict = record.verdict
    judged = f"**{_judged(proof, verdict)}**" + (f": {verdict.why}" if verdict.why else "")
    control = f"{proof.control}: {figures(verdict.control)}" if verdict.control else proof.control
    return (*first, judged, figures(verdict.measured), control, f"{record.date}, `{record.commit}`")


def _judged(proof: Proof, verdict: Verdict) -> str:
    """What came of it, and whether it was tried less than is promised."""
    if verdict.judged == "holds" and str(verdict.measured.get("size", "")).startswith("everyday"):
        return "holds in the everyday size"
    if verdict.judged == "holds" and 0 < verdict.rounds < proof.rounds:
        return f"holds in {verdict.rounds} of {proof.rounds} rounds"
    return verdict.judged


def _promised(promise: Promise) -> Sequence[str]:
    """A row for who looks for a promise: which commands show it, and their verdicts as far as there are any."""
    commands = [f"`script/prove {name}`" for name in promise.proofs]
    tests = [f"[{place}](../{place})" for place in promise.tests]
    kept = {name: read(name) for name in promise.proofs}
    verdicts = [
        f"{name} {_judged(NAMED[name], found.verdict)}" if found else f"{name} not run yet"
        for name, found in kept.items()
    ]
    return promise.words, promise.figure, ", ".join((*commands, *tests)), ", ".join(verdicts)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '/').replace('<', '&lt;') for cell in line)} |" for line in lines
    )

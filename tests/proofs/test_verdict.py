"""What is made of two measurements, and of what becomes of them on the page."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.proofs.page import PAGE, page
from tests.proofs.promises import PROMISES
from tests.proofs.proof import Measured, Proof, Trial
from tests.proofs.table import PROOFS
from tests.proofs.verdict import judge

ROOT = Path(__file__).parents[2]


def proof(*, strong: bool, weak: bool, lacks: str = "") -> Proof:
    """One that comes out like this."""

    def measure(trial: Trial) -> Measured:
        return Measured(weak if trial.weak else strong, {"rounds": trial.rounds}, "it broke")

    return Proof(
        "p", "It holds", "always", "nothing", measure, rounds=3, control_rounds=2, lacks=lambda: lacks
    )


@pytest.mark.parametrize(
    ("strong", "weak", "judged", "good"),
    [
        (True, False, "holds", True),
        (True, True, "blind", False),
        (False, False, "broken", False),
        (False, True, "broken", False),
    ],
)
def test_a_promise_holds_where_it_holds_and_its_control_breaks(
    *, strong: bool, weak: bool, judged: str, good: bool
) -> None:
    verdict = judge(proof(strong=strong, weak=weak), None, None, lambda _: None)
    assert (verdict.judged, verdict.good) == (judged, good)
    assert (verdict.measured["rounds"], verdict.control["rounds"]) == (3, 2)


def test_what_a_machine_lacks_is_said_and_nothing_is_measured() -> None:
    verdict = judge(proof(strong=True, weak=True, lacks="needs root"), None, None, lambda _: None)
    assert (verdict.judged, verdict.why, verdict.good) == ("not possible here", "needs root", True)
    assert verdict.measured == {}


def test_what_an_assertion_finds_is_a_promise_that_broke() -> None:
    def measure(trial: Trial) -> Measured:
        raise AssertionError("as it must" if trial.weak else "it was lost")

    verdict = judge(proof(strong=True, weak=True)._replace(measure=measure), 1, 1, lambda _: None)
    assert (verdict.judged, verdict.why, verdict.control["broke by"]) == (
        "broken",
        "it was lost",
        "as it must",
    )


def test_the_page_is_what_was_proved() -> None:
    assert PAGE.read_text("utf-8") == page(), "run script/prove --page"


def test_each_proof_shows_a_promise_and_each_promise_has_one() -> None:
    assert {name for one in PROMISES for name in one.proofs} == {one.name for one in PROOFS}
    assert all(one.proofs and all((ROOT / place).exists() for place in one.tests) for one in PROMISES)


def test_each_proof_is_listed_by_a_name_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs", "--list", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [one["name"] for one in json.loads(done.stdout)] == [one.name for one in PROOFS]
    assert len({one.name for one in PROOFS}) == len(PROOFS)

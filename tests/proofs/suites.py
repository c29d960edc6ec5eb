"""Proofs that are tests already: each is run by name, and once more against a server of which a guard was taken away."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.proofs.proof import Figure, Measured, Proof, Trial

ROOT = Path(__file__).parents[2]
TESTS_FAILED = 1
"""pytest's exit code where tests ran, and some of them failed; any other says that it could not be told."""

SHORT, LONG = 1, 2
"""Rounds: of the everyday size, and of the size that takes long."""


class Suite(NamedTuple):
    """Tests by pytest's arguments; `guard` is what the control goes without, and which of the tests must notice.

    `sizes` says in words how much is tried in the everyday size, and in the long one.
    """

    tests: tuple[str, ...]
    guard: str
    noticing: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    sizes: tuple[str, str] = ("everyday", "long")


def run(suite: Suite, trial: Trial) -> Measured:
    """Run the tests, in the long size where two rounds are asked for."""
    environment = dict(os.environ) | dict(suite.environment)
    environment |= {"GREENROOM_LONG": "1"} if trial.rounds >= LONG and not trial.weak else {}
    tests = (suite.noticing or suite.tests) if trial.weak else suite.tests
    options = ("-p", "tests.proofs.weakening", "-x") if trial.weak else ()
    environment |= {"PROOF_WITHOUT": suite.guard} if trial.weak else {}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:randomly", *options, *tests],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, TESTS_FAILED} or trial.weak, done.stdout[-2000:] + done.stderr[-2000:]
    if done.returncode not in {0, TESTS_FAILED}:
        return Measured(held=True, figures={"exit code": done.returncode}, why="the control could not be run")
    if done.returncode and not trial.weak:
        sys.stderr.write(done.stdout)
    figures = _figures(done.stdout) | ({} if trial.weak else {"size": suite.sizes[trial.rounds >= LONG]})
    return Measured(done.returncode == 0, figures, _first_failure(done.stdout))


def _figures(said: str) -> dict[str, Figure]:
    """From pytest's last line."""
    found = re.findall(r"(\d+) (passed|failed|skipped)", said.strip().rpartition("\n")[2])
    return {word: int(number) for number, word in found}


def _first_failure(said: str) -> str:
    found = re.search(r"^FAILED (.*)$", said, re.MULTILINE)
    return found[1][:300] if found else ""


def _proof(name: str, promise: str, aim: str, control: str, suite: Suite, short: int = SHORT) -> Proof:
    return Proof(name, promise, aim, control, lambda trial: run(suite, trial), short=short)


SUITES = (
    _proof(
        "kill-at-each-step",
        "A process killed at any step of an operation, or amid writes: nothing half done, the operation ends, and once",
        "ends within two lease periods, 0 halves, 0 twice",
        "a server that takes up no work of dead ones",
        Suite(
            (
                "tests/operations/test_death.py",
                "tests/dialects/inworld/test_crashes.py",
                "tests/test_crash.py",
            ),
            "no_heirs",
            ("tests/operations/test_death.py",),
        ),
    ),
    _proof(
        "aborted-requests",
        "Requests that are given up by their clients leak nothing into the answers of others",
        "0 foreign bytes in 100,000 requests, 30 % aborted",
        "a server that gives what a model says to whoever was told something last",
        Suite(
            ("tests/dialects/native/talk/test_many.py", "-k", "storm"),
            "crossed",
            sizes=("everyday: 1,000 requests an engine", "long: 100,000 requests an engine"),
        ),
    ),
    _proof(
        "isolation",
        "The isolation matrix: every route, every kind of caller, every visibility, both engines",
        "0 foreign canaries, every route in the matrix",
        "a server that asks for a character by its id alone",
        Suite(("tests/isolation",), "whosever", sizes=("the whole matrix", "the whole matrix")),
        short=0,
    ),
    _proof(
        "attacks",
        "The corpus of attacks fails, and each comes through where the guard that it is for is taken away",
        "0 come through; each through its own weakened build",
        "a server that answers to any host name",
        Suite(
            ("tests/attacks",),
            "any_host",
            ("tests/attacks", "-k", "an_attack_fails"),
            sizes=("all of them", "all of them"),
        ),
    ),
    _proof(
        "contract",
        "Every OpenAPI document is kept: schemathesis, all phases, every dialect",
        "0 failures at ≥ 300 examples an operation",
        "a server that calls its refusals its own faults",
        Suite(
            ("tests/dialects/test_contract.py",),
            "broken_refusals",
            ("tests/dialects/test_contract.py", "-k", "keeps"),
            sizes=("everyday: 10 examples an operation", "long: 300 examples an operation, both engines"),
        ),
        short=0,
    ),
    _proof(
        "state-machine",
        "A state machine of the whole catalogue, all dialects, two accounts: the same answers on both engines",
        "0 differences",
        "a SQLite that leaves out the last of several rows",
        Suite(
            ("tests/test_two_engines.py",),
            "short_lists",
            sizes=("everyday: 10 runs of 40 steps", "long: 2,000 runs of 50 steps"),
        ),
    ),
)

"""What was proved when: one small file a proof, from which the page is made."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from tests.proofs.machine import describe
from tests.proofs.verdict import Verdict

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "docs" / "proofs"


class Record(msgspec.Struct, frozen=True):
    """A verdict, and of which server and on which machine; a commit with `+` had changes beside it."""

    date: str
    commit: str
    machine: str
    verdict: Verdict


def write(verdict: Verdict) -> None:
    """Keep a verdict in place of the last one about the same."""
    date = f"{datetime.now(UTC):%Y-%m-%d}"
    record = Record(date, commit(), describe(), verdict)
    RECORDS.mkdir(exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(record), indent=2)
    (RECORDS / f"{verdict.proof}.json").write_bytes(text + b"\n")


def read(name: str) -> Record | None:
    """What is kept about a proof."""
    path = RECORDS / f"{name}.json"
    return msgspec.json.decode(path.read_bytes(), type=Record) if path.exists() else None


def commit() -> str:
    """What is proved: the commit, and whether the source has changed since."""
    changed = _git("status", "--porcelain", "src")
    return _git("rev-parse", "--short=10", "HEAD") + ("+" if changed else "")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else "unknown"

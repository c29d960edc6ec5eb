"""script/new-dialect: in a copy of the checkout, a further dialect is two new folders, and works as it is written."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAME = "zeta"  # behind `kit`, so that imports must be sorted anew
FOLDERS = {f"src/greenroom/dialects/{NAME}/", f"tests/dialects/{NAME}/"}
GENERATED = {f"docs/reference/{page}.md" for page in ("matrix", "problems", "routes")}
LEFT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist")
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")

pytestmark = [
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
    pytest.mark.timeout(900),  # mypy may know nothing yet
]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """What a command does in a checkout, with the code that stands there."""
    environment = os.environ | {
        "PYTHONPATH": str(folder / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(ROOT / ".hypothesis"),  # for what it knows of Unicode
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, *arguments)


def git(folder: Path, *arguments: str) -> str:
    done = run(folder, "git", "-c", "user.name=t", "-c", "user.email=t@greenroom.test", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def changed(folder: Path) -> set[str]:
    """What differs from what was committed, as `git status --porcelain` has it."""
    return {line[3:] for line in git(folder, "status", "--porcelain").splitlines()}


def copy_database(source: Path, target: Path) -> None:
    """As it is at one moment: mypy may be writing there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, timeout=60)) as there,
        closing(sqlite3.connect(target)) as here,
    ):
        there.backup(here)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this one, committed, with a new dialect in it."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT, folder, ignore=LEFT, dirs_exist_ok=True)
    shutil.copy(ROOT / ".gitignore", folder)
    for known in (ROOT / ".mypy_cache").glob("*/*.db"):  # what mypy knows of the files that are the same
        copy_database(known, folder / known.relative_to(ROOT))
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Before")
    made = python(folder, "script/dialect/new.py", NAME)
    assert (made.returncode, made.stderr) == (0, "")
    assert all(place in made.stdout for place in (*FOLDERS, "script/docs"))
    return folder


def test_nothing_changes_but_two_new_folders_and_then_the_generated_pages(checkout: Path) -> None:
    assert changed(checkout) == FOLDERS
    assert python(checkout, "-m", "docs.generate").returncode == 0
    assert changed(checkout) == FOLDERS | GENERATED
    docs = python(checkout, *PYTEST, "tests/house/test_docs.py", "-k", "reference_page or greets or links")
    assert docs.returncode == 0, docs.stdout
    git(checkout, "checkout", "--quiet", "docs")


CHECKS = {
    "form": ("-m", "ruff", "check", *FOLDERS),
    "format": ("-m", "ruff", "format", "--check", *FOLDERS),
    "types": ("-m", "mypy", *FOLDERS),
    "imports": (str(Path(sys.executable).with_name("lint-imports")), "--no-cache"),
    "rules of the house": (*PYTEST, "tests/house/test_rules.py", "tests/house/test_public_routes.py"),
    "laws, transcripts, isolation and document": (
        *(*PYTEST, "tests/laws", "tests/isolation", "tests/test_app.py", f"tests/dialects/{NAME}"),
        *("tests/dialects/test_transcripts.py", "tests/dialects/kit/test_openapi.py"),
        *("-k", f"{NAME} or every_route_is_in_the_matrix or no_two_dialects"),
    ),
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_new_dialect_passes(check: str, checkout: Path) -> None:
    done = python(checkout, *CHECKS[check])
    assert done.returncode == 0, done.stdout + done.stderr


BROKEN = {
    "a sibling": ("from greenroom.dialects.replr import wire as _", "Dialects know what they share"),
    "the database": (
        "from greenroom.database import Database as _",
        "Dialects and the studio reach the database",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_contracts_hold_it_too(what: str, checkout: Path) -> None:
    line, contract = BROKEN[what]
    file = checkout / "src/greenroom/dialects" / NAME / "samples.py"
    text = file.read_text()
    file.write_text(f"{text}{line}\n")
    done = python(checkout, *CHECKS["imports"])
    file.write_text(text)
    assert done.returncode == 1
    assert f"{contract}" in done.stdout
    assert "BROKEN" in done.stdout


REFUSED = [
    ((), "Give the new dialect one name"),
    (("one", "two"), "Give the new dialect one name"),
    (("My-API",), "is no name for a dialect"),
    (("",), "is no name for a dialect"),
    (("../zeta",), "is no name for a dialect"),
    (("zeta\n",), "is no name for a dialect"),
    (("x" * 31,), "is no name for a dialect"),
    (("class",), '"class" is reserved'),
    (("convai",), "There is a dialect convai already"),
    (("kit",), '"kit" is reserved'),
    (("card",), '"card" is reserved'),
    (("media",), '"media" is a word of src/greenroom/'),
]


def dialects() -> set[Path]:
    return {
        path for place in ("src/greenroom/dialects", "tests/dialects") for path in (ROOT / place).iterdir()
    }


@pytest.mark.parametrize(("arguments", "why"), REFUSED)
def test_a_bad_name_is_refused_in_a_sentence(arguments: tuple[str, ...], why: str) -> None:
    before = dialects()
    done = python(ROOT, "script/dialect/new.py", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
    assert dialects() == before

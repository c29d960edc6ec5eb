"""What script/new-dialect does: writes a small dialect that works, and its tests, under a name of one's own.

Exit codes: 0 done, 2 not a name for a dialect.
"""
# ruff: noqa: INP001 - a script that is run by its path

import re
import subprocess
import sys
from collections.abc import Sequence
from keyword import iskeyword
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "script" / "dialect"
SOURCE = ROOT / "src" / "greenroom"
PLACES = {"src": SOURCE / "dialects", "tests": ROOT / "tests" / "dialects"}
"""Folders of the template, and below what each of them is written under the dialect's name."""

TEMPLATE = "acme"
RESERVED = ("kit", "native", "card", TEMPLATE)
LONGEST = 30
DONE = """\
Written, and working as it is:
  src/greenroom/dialects/{name}/  five operations under /{name}/characters, their page and their transcripts
  tests/dialects/{name}/          the same for the laws and for the isolation matrix, and tests of fields

Next:
  1. script/docs                        writes docs/reference anew, with this dialect in it
  2. script/test -k {name}              runs what there is for it; script/test runs everything
  3. wire.py, translate.py, routes.py   the vendor's fields, what they stand for, its operations
  4. transcripts/, README.md            what its clients send and get, where that was published, and what is ours
  5. CHANGELOG.md                       a line for who runs a server
"""


def main(arguments: Sequence[str]) -> int:
    """Write a dialect; gives the exit code."""
    if len(arguments) != 1:
        return _refused("Give the new dialect one name: script/new-dialect NAME")
    (name,) = arguments
    if why := fault(name):
        return _refused(why)
    for part, place in PLACES.items():
        write(HERE / part, place / name, name)
    tidy([str(place / name) for place in PLACES.values()])
    sys.stdout.write(DONE.format(name=name))
    return 0


def fault(name: str) -> str:
    """What is wrong with a name, as a sentence; "" where nothing is."""
    if not re.fullmatch(rf"[a-z][a-z0-9_]{{0,{LONGEST - 1}}}", name):
        return (
            f"{name!r} is no name for a dialect: those are lower-case letters, digits and underscores, {LONGEST} at most, "
            "and begin with a letter."
        )
    if name in RESERVED or iskeyword(name):
        return f'"{name}" is reserved: it means something else here or to Python.'
    for place in PLACES.values():
        if files(place / name):
            return f"There is a dialect {name} already, in {(place / name).relative_to(ROOT)}."
    if used := _used(name):
        return f'"{name}" is a word of {used}, and a vendor\'s name stands in its own folder only.'
    return ""


def write(template: Path, folder: Path, name: str) -> None:
    """Copy the files of a template into a new folder, with the dialect's name in place of the template's."""
    for source in files(template):
        target = folder / source.relative_to(template)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(named(source.read_text("utf-8"), name), "utf-8")


def files(folder: Path) -> list[Path]:
    """What somebody wrote in a folder; none where there is no folder."""
    found = folder.rglob("*") if folder.is_dir() else ()
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def named(text: str, name: str) -> str:
    """A template's text under this name; `foo_bar` is Foo Bar in sentences."""
    return text.replace(TEMPLATE.title(), name.replace("_", " ").title()).replace(TEMPLATE, name)


def tidy(folders: Sequence[str]) -> None:
    """Put imports in the order that the name gives them, and lines that its length changed into form."""
    for step in (("check", "--fix", "--select", "I"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *step, "--quiet", *folders], cwd=ROOT, check=True)  # noqa: S603 - ours


def _used(name: str) -> str:
    """The first file in which the name is a word already, since house rules look for vendors' names everywhere."""
    for path in sorted(SOURCE.rglob("*")):
        if (
            path.suffix in {".py", ".sql", ".html", ".lark", ".lua", ".toml"}
            and name in path.read_text("utf-8").lower()
        ):
            return str(path.relative_to(ROOT))
    return ""


def _refused(why: str) -> int:
    sys.stderr.write(f"Error: {why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What others wrote and we bring along: pinned, held by hashes, under licences that this project's users can live with."""

import hashlib
import json
import re
import runpy
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT, DEVELOPERS, MODEL = (
    "requirements.lock",
    "requirements-dev.lock",
    "src/greenroom/llm/small_model.lock",
)
PINNED = re.compile(
    r"([a-z0-9-]+)==[0-9][0-9A-Za-z.!+]*( ; [^\\]+)? \\((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)"
)

PERMISSIVE = re.compile(
    r"(MIT|MIT License|MIT-0|MIT-CMU|BSD|BSD License|0BSD|(2|3)-Clause BSD License|BSD-(2|3)-Clause|ISC|Apache-2\.0"
    r"|Apache Software License|PSF-2\.0|Zlib|CC0-1\.0|CNRI-Python|DFSG approved)"
)
OTHERS = {
    "psycopg": "LGPL-3.0-only",  # a library of its own, which anybody can replace by another version
    "psycopg-binary": "LGPL-3.0-only",
    "pygal": "GNU Lesser General Public License v3 or later (LGPLv3+)",  # draws for the docs, no part of what is installed
    "certifi": "Mozilla Public License 2.0 (MPL 2.0)",  # tests alone, as the next two
    "hypothesis": "MPL-2.0",
    "pathspec": "Mozilla Public License 2.0 (MPL 2.0)",
}
"""Licences that ask for more, by what has them, since each was looked at."""

ELSEWHERE = {
    "colorama": "BSD License",  # Windows
    "httpx2-jsfetch": "BSD-3-Clause",  # browsers
    "tzdata": "Apache-2.0",  # Windows
}
"""What other systems install than those that run this test, as its publishers declare it."""


def lock(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def named(name: str) -> set[str]:
    return set(re.findall(r"^([A-Za-z0-9._-]+)", lock(name), re.MULTILINE))


def licences(package: str) -> list[str]:
    """As its publisher declares it, in the newest of three ways that there are."""
    try:
        told: Any = metadata(package)
    except PackageNotFoundError:
        return [ELSEWHERE[package]]
    if expression := told.get("License-Expression"):
        return [part for part in re.split(r" AND | OR ", str(expression)) if part]
    kinds = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License ::")
    ]
    return kinds or [str(told.get("License", "")).strip()]


@pytest.mark.parametrize("name", [PRODUCT, DEVELOPERS, MODEL])
def test_a_lock_holds_one_version_and_hashes_of_each(name: str) -> None:
    plain = "".join(
        line for line in lock(name).splitlines(keepends=True) if not line.lstrip().startswith("#")
    )
    left = PINNED.sub("", plain).strip()
    assert left == ""
    assert "://" not in plain


def test_what_the_project_asks_for_is_in_its_locks() -> None:
    project = tomllib.loads(lock("pyproject.toml"))
    asked = {
        PRODUCT: project["project"]["dependencies"],
        DEVELOPERS: [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]],
    }
    for name, wanted in asked.items():
        assert {re.split(r"[\[><=;! ]", one)[0] for one in wanted} <= named(name)


def test_what_is_installed_from_a_lock_is_held_to_its_hashes() -> None:
    for file in ("deploy/Dockerfile", "script/setup"):
        for line in lock(file).splitlines():
            if re.search(r"install .*lock\b", line):
                assert "--require-hashes" in line, file


@pytest.mark.parametrize("package", sorted(named(PRODUCT) | named(DEVELOPERS)))
def test_a_licence_is_one_that_was_looked_at(package: str) -> None:
    for licence in licences(package):
        assert PERMISSIVE.fullmatch(licence) or licence == OTHERS.get(package), licence


def test_no_exception_is_left_over() -> None:
    assert set(OTHERS) | set(ELSEWHERE) <= named(PRODUCT) | named(DEVELOPERS)


VENDORED = [
    *(file for part in ("src", "tests", "clients") for file in (ROOT / part).rglob("vendor/*.js")),
]


@pytest.mark.parametrize("file", VENDORED, ids=lambda file: file.name)
def test_what_browsers_get_of_others_has_its_licence_and_version_beside_it(file: Path) -> None:
    first, second, _ = file.with_name(f"{file.stem}-VERSION.txt").read_text("utf-8").split("\n", 2)
    assert re.fullmatch(rf"{file.stem} \d+\.\d+\.\d+", first)
    assert second == f"sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}"
    assert file.with_name(f"{file.stem}-LICENSE.txt").read_text("utf-8").strip()


def test_there_is_something_of_others() -> None:
    assert {file.name for file in VENDORED} == {"htmx.js", "axe.js"}


FLAW = {"id": "PYSEC-1", "fix_versions": ["2.1"]}
GOOD, BAD = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "version": "2", "vulns": [FLAW]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([GOOD], 0, "x: none known of 1"),
        ([GOOD, BAD], 1, "x: b 2: PYSEC-1, mended in 2.1"),
        ([GOOD, SKIPPED], 2, "x: NOT AUDITED: 1 of 2, as c: not found"),
        ([BAD, SKIPPED], 2, "x: b 2: PYSEC-1, mended in 2.1\nx: NOT AUDITED: 1 of 2, as c: not found"),
        ([], 2, "x: NOT AUDITED: 0 of 0, as "),
        (None, 2, "x: NOT AUDITED"),
    ],
)
def test_an_audit_takes_nothing_for_good_that_it_could_not_ask_about(
    packages: list[object] | None, code: int, said: str
) -> None:
    judge = runpy.run_path(str(ROOT / "script" / "audit"))["judge"]
    assert judge("x", "" if packages is None else json.dumps({"dependencies": packages})) == (
        code,
        said.split("\n"),
    )

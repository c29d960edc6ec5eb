"""A server whose disk is full: nothing is acknowledged that is not kept, reads go on, and room again is enough."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from tests.served import Caller, Served, data_url, png

MEGABYTES = 12
LONG_TEXT = "A long story. " * 2_000

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="needs root on Linux, to mount a small file system"
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that is soon full."""
    place = tmp_path / "small"
    place.mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", place], capture_output=True, check=False
    )
    if mounting.returncode:
        pytest.skip(f"may not mount a file system here: {mounting.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.fixture
def filler(small_disk: Path) -> Path:
    """Room that can be given back later."""
    file = small_disk / "filler"
    file.write_bytes(bytes(4 << 20))
    return file


@pytest.fixture
def cramped(small_disk: Path) -> Iterator[Served]:
    with Served(small_disk / "data", str(small_disk / "data" / "greenroom.sqlite3")) as server:
        yield server


def roleplay(who: Caller, number: int) -> httpx2.Response:
    picture = data_url(png((number % 256, 90, 60)))
    body = {"name": f"Nora {number}", "definition": LONG_TEXT, "greetings": ["Hello."], "avatar": picture}
    return who.post("/apiCreateCharacter", body)


def studio(who: Caller, number: int) -> httpx2.Response:
    named = {"givenName": f"Ada {number}", "description": LONG_TEXT}
    return who.post("/studio/v1/workspaces/default/characters", {"defaultCharacterDescription": named})


def names(who: Caller) -> list[str]:
    answer = who.get("/apiListCharacters")
    assert answer.status_code == 200
    return sorted(character["name"] for character in answer.json()["characters"])


def test_a_full_disk_costs_nobody_what_was_acknowledged(cramped: Served, filler: Path) -> None:
    ada = cramped.newcomer()
    kept: list[str] = []
    refused: list[httpx2.Response] = []
    for number in range(200):
        for create, name in ((roleplay, f"Nora {number}"), (studio, f"Ada {number}")):
            answer = create(ada, number)
            if answer.status_code == 200:
                kept.append(name)
            else:
                refused.append(answer)
        if len(refused) > 20:
            break

    assert len(kept) > 10
    assert {answer.status_code for answer in refused} == {503}
    shapes = {tuple(answer.json()) for answer in refused}
    assert shapes == {("error", "code"), ("code", "message", "details")}
    assert names(ada) == sorted(kept)
    assert cramped.http.get("/healthz").status_code == 200

    filler.unlink()
    assert roleplay(ada, 1000).status_code == studio(ada, 1000).status_code == 200
    assert names(ada) == sorted([*kept, "Nora 1000", "Ada 1000"])
    assert "Traceback" not in cramped.log(), cramped.log()

"""The scenario `import`: ten thousand PNG cards by the command line into a fresh instance, once more, and killed on the way."""

import json
import os
import resource
import struct
import subprocess
import sys
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from greenroom.bench.child import last_words
from greenroom.bench.contender import OURS
from greenroom.bench.environment import environment
from greenroom.bench.home import Home, characters_at, fresh_home
from greenroom.bench.lab import QUICK, Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.report import Outcome, Row
from greenroom.bench.usage import family_seconds, memory

COUNT, FEW = 10_000, 1_000
TITLE = "PNG cards of 40 KB into a fresh instance, by `greenroom import`"

_NOTES = (
    "new: read, kept as they came, entered one by one. known: all of them once more, which changes nothing.",
    "killed twice: into another instance, ended after a third and two thirds, gone on with; each card is there once.",
    "CPU is that of all processes, their starts and the database's included.",
    "PSS is that of all its processes at most, early: when a quarter was done. Pictures are made when somebody looks.",
)
_WIDTH, _HEIGHT = 96, 128
_OWNER = "bench"
_STEP = 0.2
_MICRO = 1_000_000


def imports(lab: Lab) -> Outcome:
    """How many cards a second, and the memory of all processes, on each engine."""
    count = FEW if lab.effort == QUICK else COUNT
    cards = lab.room("cards")
    lab.say(f"making {count:,} cards")
    make_cards(cards, count)
    rows = [row for engine in lab.engines for row in _imported(lab, engine, cards, count)]
    return Outcome(TITLE, rows, (), _NOTES)


def _imported(lab: Lab, engine: str, cards: Path, count: int) -> Iterator[Row]:
    with fresh_home(lab, "data", engine) as home:
        _run(lab, home, "account", "create", _OWNER)
        for what in ("new", "known"):
            yield Row(OURS, what, _measured(lab, cards, home, count), [], engine)
    with fresh_home(lab, "killed", engine) as home:
        yield Row(OURS, "killed twice", _interrupted(lab, cards, home, count), [], engine)


def make_cards(folder: Path, count: int) -> None:
    """So many different cards with pictures that don't compress."""
    for number in range(count):
        (folder / f"card{number:05}.png").write_bytes(card(number))


def card(number: int) -> bytes:
    """A PNG with a card of 6 KB."""
    pixels = os.urandom(_WIDTH * _HEIGHT * 3)
    rows = b"".join(b"\0" + pixels[at : at + _WIDTH * 3] for at in range(0, len(pixels), _WIDTH * 3))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    text = b"chara\0" + b64encode(json.dumps(_card(number)).encode())
    chunks = ((b"IHDR", head), (b"tEXt", text), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _card(number: int) -> dict[str, Any]:
    entries = [
        {
            "keys": [f"key {at}"],
            "content": "It is old. " * 12,
            "enabled": True,
            "insertion_order": at,
            "extensions": {},
        }
        for at in range(5)
    ]
    data = {
        "name": f"Traveller {number}",
        "description": "Has seen much of the road. " * 80,
        "personality": "calm",
        "scenario": "An inn. " * 40,
        "first_mes": "Who goes there? " * 20,
        "mes_example": "<START>\n{{user}}: Hm?\n{{char}}: Hm.\n" * 10,
        "alternate_greetings": ["Sit down. " * 20],
        "tags": ["road"],
        "extensions": {},
        "character_book": {"entries": entries, "extensions": {}},
    }
    return {"spec": "chara_card_v2", "spec_version": "2.0", "data": data}


def _measured(lab: Lab, cards: Path, home: Home, count: int) -> dict[str, float]:
    data, begun, cpu = home.folder, time.perf_counter(), _cpu(home)
    peaks: list[float] = []
    with (data / "output").open("wb") as output, (data / "errors").open("wb") as errors:
        process = subprocess.Popen(
            _command(cards, data), stdout=output, stderr=errors, env=environment(home.settings)
        )
        while process.poll() is None:
            peaks.append(sum(_memory(pid) for pid in _family(process.pid)))
            time.sleep(_STEP)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise Obstacle(f"The import failed: {last_words(data)}")
    early = max(peaks[: len(peaks) // 4 + 1])
    lab.say(f"{count / seconds:,.0f} a second; {early:.0f} MB early, {max(peaks):.0f} MB at most")
    spent = (_cpu(home) - cpu) / count * _MICRO
    return {"per_second": count / seconds, "cpu_us": spent, "early_mb": early, "pss_mb": max(peaks)}


def _command(cards: Path, data: Path) -> list[str]:
    named = ["import", str(cards), "--account", _OWNER, "--data", str(data)]
    return [sys.executable, "-m", "greenroom", *named]


def _cpu(home: Home) -> float:
    """The seconds of all processes that ended below this one, and of the database."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    database = 0.0 if home.database is None else family_seconds(home.database)
    return spent.ru_utime + spent.ru_stime + database


def _interrupted(lab: Lab, cards: Path, home: Home, count: int) -> dict[str, float]:
    """An import that is killed after a third, and after two thirds; raises Obstacle for a card that is missing or there twice."""
    _run(lab, home, "account", "create", _OWNER)
    begun, cpu = time.perf_counter(), _cpu(home)
    command, variables = _command(cards, home.folder), environment(home.settings)
    for least in (count // 3, count * 2 // 3):
        _killed_after(command, variables, least)
    done = subprocess.run([*command, "--json"], capture_output=True, env=variables, check=False)
    seconds = time.perf_counter() - begun
    results = json.loads(done.stdout or b"[]")
    known = sum(one["state"] == "unchanged" for one in results)
    if len({one["id"] for one in results}) != count or characters_at(home) != count:
        raise Obstacle("After it was killed twice, cards are missing, or there twice.")
    lab.say(
        f"killed twice: {count:,} characters, {known:,} of them known to the last run; none twice, none missing"
    )
    return {"per_second": count / seconds, "cpu_us": (_cpu(home) - cpu) / count * _MICRO}


def _killed_after(command: list[str], variables: Mapping[str, str], least: int) -> None:
    """Import until so many cards are told, and kill."""
    told, variables = subprocess.PIPE, {**variables, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=told, stderr=subprocess.DEVNULL, env=variables) as process:
        assert process.stdout
        for _ in range(least):
            process.stdout.readline()
        process.kill()


def _memory(pid: int) -> float:
    """The megabytes of a process; none of one that has just ended."""
    try:
        return memory(pid).pss
    except (OSError, ValueError, KeyError):
        return 0.0


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _run(lab: Lab, home: Home, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "greenroom", *command, "--data", str(home.folder)],
        capture_output=True,
        env=environment(home.settings),
        check=False,
    )
    if done.returncode:
        lab.say(done.stderr.decode(errors="replace"))
        raise Obstacle(f"greenroom {' '.join(command)} failed")

"""A disk that is full, one that can't sync, and one that can't write: nothing is said to be kept that is not."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from tests.proofs.machine import compiler, tmpfs
from tests.proofs.proof import Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.served import Caller, data_url, png
from tests.test_full_disk import LONG_TEXT, names, studio

MEBIBYTES = 8
"""Of the small disk; a database without a character takes three, with its log of changes."""

PATHS = ("greenroom.sqlite3-wal", "/media/")
TRIES = 10


def roleplay(who: Caller, number: int) -> httpx2.Response:
    """A create with a picture that looks like none before it, even where colours are made coarser."""
    picture = data_url(png((number * 89 % 256, number * 57 % 256, number * 151 % 256), 16))
    body = {"name": f"Nora {number}", "definition": LONG_TEXT, "greetings": ["Hello."], "avatar": picture}
    return who.post("/apiCreateCharacter", body)


class Visits:
    """Creates at a server whose disk is well, and then isn't; numbers go on."""

    def __init__(self, who: Caller) -> None:
        self.who = who
        self.kept: list[str] = []
        self.counts: Counter[str] = Counter()
        self._number = 0

    def create(self) -> list[httpx2.Response]:
        """One character through each of two dialects, the first with a picture."""
        self._number += 1
        asked = ((roleplay, f"Nora {self._number}"), (studio, f"Ada {self._number}"))
        answers = [create(self.who, self._number) for create, _ in asked]
        for answer, (_, name) in zip(answers, asked, strict=True):
            if answer.status_code == 200:
                self.kept.append(name)
            else:
                assert answer.status_code == 503, answer.text
        self.counts["acknowledged"] += sum(answer.status_code == 200 for answer in answers)
        self.counts["refused"] += sum(answer.status_code == 503 for answer in answers)
        return answers

    def refused(self, which: slice) -> None:
        """While something fails: those of both dialects that need it are refused, and reads go on."""
        for _ in range(TRIES):
            answers = self.create()[which]
            said = [answer.status_code for answer in answers]
            assert said == [503] * len(said), f"acknowledged while it could not be kept: {said}"
        self.all_there()

    def all_there(self) -> None:
        """Everything that was acknowledged is shown; what was refused may be there too, once."""
        shown = Counter(names(self.who))
        lost = [name for name in self.kept if name not in shown]
        assert not lost, f"{len(lost)} of {len(self.kept)} acknowledged are lost"
        assert max(shown.values(), default=1) == 1
        self.counts["reads_meanwhile"] += 1

    def goes_on(self, server: Proven) -> None:
        """Well again without a restart; and what was acknowledged survives the next one."""
        assert [answer.status_code for answer in self.create()] == [200, 200]
        server.die()
        server.rise()
        self.all_there()


def full(trial: Trial) -> Measured:
    """A small file system that fills up, and gets room again."""
    counts: Counter[str] = Counter()
    for number in range(trial.rounds):
        folder = trial.folder / str(number)
        with _small(folder) as place:
            filler = place / "filler"
            filler.write_bytes(bytes(1 << 20))
            guard = "told_anyway" if trial.weak else ""
            location = str(place / "data" / "greenroom.sqlite3")
            with Proven(place / "data", location, trial.folder / f"log{number}", guard) as server:
                visits = Visits(server.newcomer())
                while visits.counts["refused"] < 20:
                    visits.create()
                visits.all_there()
                filler.unlink()
                visits.goes_on(server)
                server.let_go()
        counts.update(visits.counts)
    return Measured(held=True, figures=dict(counts))


def unsynced(trial: Trial) -> Measured:
    """Files that can't be synced, and then ones that can't be written to: the log of changes, and pictures."""
    library = trial.folder / "sick_disk.so"
    source = str(Path(__file__).with_suffix(".c"))
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    counts: Counter[str] = Counter()
    data, orders = trial.folder / "data", trial.folder / "orders"
    orders.mkdir()
    guard = "synchronous_off" if trial.weak else ""
    server = Proven(data, str(data / "greenroom.sqlite3"), trial.folder / "log", guard)
    server.surround(LD_PRELOAD=str(library), SICK=str(orders))
    with server:
        visits = Visits(server.newcomer())
        for _ in range(trial.rounds):
            for how, path, which in (
                ("fsync", PATHS[0], slice(2)),
                ("write", PATHS[0], slice(2)),
                ("fsync", PATHS[1], slice(1)),
                ("write", PATHS[1], slice(1)),
            ):
                visits.create()
                (orders / how).write_text(path)
                visits.refused(which)
                (orders / how).unlink()
                visits.goes_on(server)
        counts.update(visits.counts)
    return Measured(held=True, figures=dict(counts))


@contextmanager
def _small(place: Path) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEBIBYTES}m", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


SICK_DISKS = (
    Proof(
        name="disk-full",
        promise="A full disk: no 2xx for what is not kept, reads go on, and room is enough to recover, without a restart",
        aim="0 acknowledged lost, 0 restarts",
        control="a writer that calls what the disk refused done",
        measure=full,
        rounds=5,
        short=2,
        lacks=tmpfs,
    ),
    Proof(
        name="fsync-error",
        promise="fsync that says EIO, write that says ENOSPC, for the database and for pictures: as with a full disk",
        aim="0 acknowledged while it fails, 0 lost, 0 restarts",
        control="SQLite's synchronous=OFF, which never asks the disk",
        measure=unsynced,
        rounds=5,
        short=1,
        lacks=compiler,
    ),
)

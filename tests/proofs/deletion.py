"""The end of an account: words that stand nowhere else are all in its export, and afterwards nowhere."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx2
from tests.conftest import PostgresServer
from tests.dialects.native.talk.talker import Talker
from tests.isolation.ask import CANARY
from tests.isolation.stage import Stage
from tests.model_peer import ModelPeer
from tests.proofs.command import greenroom
from tests.proofs.proof import Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.served import Caller
from tests.tables import TABLES, rows

from greenroom.database import Transaction
from greenroom.transfer.archive import TABLES as EXPORTED

_ANY = re.compile(rf"{CANARY}x\d+x", re.IGNORECASE)


class Marker(Caller):
    """Wherever a canary is sent, sends one that was never sent before."""

    sent = 0

    def send(self, method: str, path: str, **options: Any) -> httpx2.Response:
        if "json" in options:
            text = re.sub(CANARY, self._another, json.dumps(options["json"]))
            options["json"] = json.loads(text)
        return super().send(method, path, **options)

    def _another(self, _: "re.Match[str]") -> str:
        Marker.sent += 1
        return f"{CANARY}x{Marker.sent}x"


def deletions(trial: Trial) -> Measured:
    """On SQLite, and then on PostgreSQL."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with ModelPeer() as model, PostgresServer() as postgres:
        for number in range(trial.rounds):
            data = trial.folder / f"sqlite{number}"
            wrong += _deletion(data, str(data / "greenroom.sqlite3"), model, trial, counts)
            with postgres.database("template0") as url:
                wrong += _deletion(trial.folder / f"postgres{number}", url, model, trial, counts)
    return Measured(not wrong, dict(counts), "; ".join(wrong))


def _deletion(data: Path, location: str, model: ModelPeer, trial: Trial, counts: Counter[str]) -> list[str]:
    """Let somebody with everything go; what was wrong."""
    where = ("--data", data, "--database", location)
    with Proven(data, location, data.with_suffix(".log"), model_url=model.endpoint.url) as server:
        mira, theo = server.newcomer(), server.newcomer()
        planted = _plant(mira)
        _plant(theo)
        held = {canary for table in EXPORTED for canary in _in_table(server, table, mira)}
        export = data.with_suffix(".zip")
        greenroom("account", "export", mira.handle, export, *where)
        exported = _in_archive(export)
        greenroom(
            "account", "delete", mira.handle, "--yes", *where, guard="only_suspended" if trial.weak else ""
        )
        left = {canary for table in TABLES for canary in server.write(_canaries, table)} & planted
        files = _in_files(data) & planted
        stays = {canary for table in EXPORTED for canary in _in_table(server, table, theo)}
        server.let_go()
    counts.update(accounts=1, planted=len(planted), held=len(held), exported=len(held & exported))
    counts.update(left_in_tables=len(left), left_in_files=len(files))
    return [
        *[f"{len(held - exported)} are not in the export, as {sorted(held - exported)[:3]}"]
        * bool(held - exported),
        *[f"{len(left)} are left in tables"] * bool(left),
        *[f"{len(files)} are left in files"] * bool(files),
        *["somebody else's are gone"] * (not stays),
    ]


def _plant(who: Caller) -> set[str]:
    """One of everything that an account can have; the canaries that were sent."""
    first = Marker.sent + 1
    marker = Marker(who.served, who.account_id, who.handle, who.key)
    Stage(marker, "public")
    talk = Talker.of(marker, {"name": f"Nora {CANARY}", "greetings": {"first": CANARY}})
    talk.say(f"Hello {CANARY}")
    return {f"{CANARY}x{number}x" for number in range(first, Marker.sent + 1)}


def _canaries(db: Transaction, table: str) -> set[str]:
    return {canary for row in rows(db, table) for value in row for canary in _found(value)}


def _in_table(server: Proven, table: str, who: Caller) -> set[str]:
    """Those in rows that name this account."""

    def unit(db: Transaction) -> set[str]:
        return {
            canary
            for row in rows(db, table)
            if who.account_id in map(str, row)
            for value in row
            for canary in _found(value)
        }

    return server.write(unit)


def _found(value: object) -> set[str]:
    text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
    return {canary.lower() for canary in _ANY.findall(text)}


def _in_archive(file: Path) -> set[str]:
    with ZipFile(file) as archive:
        return {canary for name in archive.namelist() for canary in _found(archive.read(name))}


def _in_files(data: Path) -> set[str]:
    """In any file of the instance, SQLite's own among them, and in archives that wait to be fetched."""
    return {
        canary
        for path in data.rglob("*")
        if path.is_file()
        for canary in (_in_archive(path) if path.suffix == ".zip" else _found(path.read_bytes()))
    }


DELETION = Proof(
    name="deletion",
    promise="An account that is deleted leaves nothing in any table or file, and its export had everything",
    aim="0 canaries left, all of them in the export before, on both engines",
    control="a deletion that only says that it deleted",
    measure=deletions,
    rounds=2,
    short=1,
)

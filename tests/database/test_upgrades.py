"""Bringing a database up to date while others are at work in it; what waits for locks takes seconds."""

import threading
import time
from pathlib import Path

import psycopg
import pytest
from tests.conftest import Run
from tests.database.test_migrations import COLOURS, V1, V2, V3, add, made, versions

from greenroom.database import Database, Refused, migrations, open_database


def test_an_old_version_goes_on_while_a_new_one_waits_for_its_tables(
    run: Run, postgres_url: str, tmp_path: Path
) -> None:
    old, new = open_database(postgres_url, schema=V1), list[Database]()
    with psycopg.connect(postgres_url) as report:  # somebody else's long transaction
        report.execute("SELECT count(*) FROM things")
        upgrade = threading.Thread(
            target=lambda: new.append(open_database(postgres_url, schema=V3, backups=tmp_path / "backups"))
        )
        upgrade.start()
        for number in range(60):
            run(old.write(add, f"{number}"))
            time.sleep(0.05)
        assert not new
    upgrade.join()
    assert run(old.write(add, "after")) == 1
    assert run(new[0].read(versions)) == [1, 2, 3]
    assert len(run(new[0].read(lambda db: db.all(COLOURS, {})))) == 61
    assert len([*(tmp_path / "backups").iterdir()]) == 1
    for database in (old, *new):
        run(database.close())


def test_an_upgrade_that_never_gets_its_tables_says_so(
    run: Run, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(run, postgres_url, V1)
    monkeypatch.setattr(migrations, "TRIES", 2)
    monkeypatch.setattr(migrations, "PAUSE", 0.01)
    with psycopg.connect(postgres_url) as report:
        report.execute("SELECT count(*) FROM things")
        with pytest.raises(Refused, match="tables in use"):
            open_database(postgres_url, schema=V2, backups=tmp_path / "backups")

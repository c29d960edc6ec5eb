"""Behind a real PgBouncer in transaction mode, which is noticed by itself."""

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, add, counts, ids
from tests.postgres_server import LAUNCHER, PostgresServer

from greenroom.database import Database, open_database
from greenroom.database.backup import write_backup
from greenroom.database.postgres.server import LOOKING, Server

SETTINGS = """
[databases]
* = host={home}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 3
logfile = {folder}/log
"""


@pytest.fixture
def pooled_url(postgres_url: str, postgres_server: PostgresServer) -> Iterator[str]:
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("no PgBouncer here: apt-get install pgbouncer")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = postgres_server.home / f"pooler-{port}"
    folder.mkdir()
    (folder / "users").write_text('"greenroom" ""\n')
    (folder / "settings").write_text(SETTINGS.format(home=postgres_server.home, folder=folder, port=port))
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    for path in (folder, *folder.iterdir()):
        os.chown(path, user.pw_uid, user.pw_gid)
    owner = (str(user.pw_uid), str(user.pw_gid), str(folder))
    command = [sys.executable, "-c", LAUNCHER, *owner, program, "-q", str(folder / "settings")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as pooler:
        _await(port)
        name = postgres_url.partition("@/")[2].partition("?")[0]
        yield f"postgresql://greenroom@127.0.0.1:{port}/{name}"
        pooler.terminate()
    shutil.rmtree(folder)


def _await(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


async def work(database: Database, prefix: str) -> None:
    await asyncio.gather(
        *(database.write(add, f"{prefix}{number}") for number in range(30)),
        *(database.read(counts) for _ in range(30)),
        *(database.scan(ids) for _ in range(10)),
    )


def test_many_connections_share_a_few_and_nothing_is_mixed_up(run: Run, pooled_url: str) -> None:
    one, other = (open_database(pooled_url, schema=SCHEMA) for _ in range(2))

    async def both() -> None:
        await asyncio.gather(*(work(one, f"a{turn}-") for turn in range(4)))
        await asyncio.gather(*(work(two, f"{turn}-") for turn, two in enumerate((one, other))))

    run(both())
    assert run(other.read(counts)) == (180, 360)
    for database in (one, other):
        run(database.close())


def test_it_is_noticed_by_its_refusal_of_settings(pooled_url: str) -> None:
    server = Server(pooled_url)
    server.connect(LOOKING).close()
    assert server.pooled


def test_a_backup_is_made_through_it(run: Run, pooled_url: str, tmp_path: Path) -> None:
    database = open_database(pooled_url, schema=SCHEMA)
    run(database.write(add, "a"))
    run(database.close())
    assert write_backup(pooled_url, tmp_path / "all.tar").engine == "postgres"

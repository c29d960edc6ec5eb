"""A real PgBouncer in transaction mode, before a PostgreSQL that is reached by its socket."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.postgres_server import LAUNCHER

SETTINGS = """
[databases]
* = host={home} port={behind}
[pgbouncer]
listen_addr = {address}
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 400
server_login_retry = 1
query_wait_timeout = 5
logfile = {folder}/log
"""
_PATIENCE = 5.0
"""Seconds for transactions to end in when it is asked to go."""


def pgbouncer() -> str | None:
    """The program, where it is installed."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Pooler:
    """Listens at `address` and `port`; `prefix` stands before the program, as what runs it in another network."""

    def __init__(
        self,
        home: Path,
        behind: int,
        address: str,
        port: int,
        *,
        size: int = 20,
        prefix: tuple[str, ...] = (),
    ) -> None:
        self.address, self.port = address, port
        self._folder = home / f"pooler-{port}"
        self._prefix = prefix
        self._settings = SETTINGS.format(
            home=home, behind=behind, address=address, port=port, folder=self._folder, size=size
        )

    def __enter__(self) -> Self:
        self._folder.mkdir()
        (self._folder / "users").write_text('"greenroom" ""\n')
        (self._folder / "settings").write_text(self._settings)
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for path in (self._folder, *self._folder.iterdir()):
            os.chown(path, user.pw_uid, user.pw_gid)
        self._owner = (str(user.pw_uid), str(user.pw_gid), str(self._folder))
        self.rise()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._folder)

    def rise(self) -> None:
        """Begin; it is listening when this returns."""
        program = pgbouncer()
        assert program
        launch = (*self._prefix, sys.executable, "-c", LAUNCHER, *self._owner)
        self._process = subprocess.Popen(
            [*launch, program, "-q", str(self._folder / "settings")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 20
        while True:
            try:
                return socket.create_connection((self.address, self.port), 1).close()
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.02)

    def leave(self) -> None:
        """End as a service is stopped: transactions come to their end, and nobody begins another; then all are hung up on."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.terminate()
            self._process.wait()

    def url(self, name: str) -> str:
        return f"postgresql://greenroom@{self.address}:{self.port}/{name}"

"""A real server for tests: `greenroom serve` in a process of its own, and callers who talk to it over HTTP."""

import asyncio
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar, TypeVarTuple

import httpx2
from PIL import Image

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES
from greenroom.database import Database, Transaction, open_database
from greenroom.secret import server_secret

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def png(colour: tuple[int, int, int] = (30, 120, 90), side: int = 2) -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "PNG")
    return file.getvalue()


def data_url(data: bytes, label: str = "image/png") -> str:
    return f"data:{label};base64,{b64encode(data).decode()}"


PICTURE = data_url(png())


class Served:
    """A server over `location`, with its data in `data` and further settings as environment variables' values.

    The tests reach behind it, into the same database, to make accounts and keys. `program` is what Python runs,
    `prefix` stands before that; `port` 0 is any that is free.
    """

    prefix: tuple[str, ...] = ()
    program: tuple[str, ...] = ("-m", "greenroom")
    port = 0

    def __init__(self, data: Path, location: str, **settings: str) -> None:
        self.data = data
        self.location = location
        self._settings = {f"GREENROOM_{name.upper()}": value for name, value in settings.items()}
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(
            1
        )  # where a browser is driven, the test's own thread has a loop already
        self._database: Database | None = None

    def __enter__(self) -> Self:
        self.data.mkdir(exist_ok=True)
        command = [*self.prefix, sys.executable, *self.program, "serve", "--port", str(self.port), "--json"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--data", str(self.data), "--database", self.location],
                stdout=subprocess.PIPE,
                stderr=log,
                env=_environment() | self._settings,
            )
        assert self._process.stdout
        greeting = self._process.stdout.readline()
        assert greeting, self.log()
        self.url: str = json.loads(greeting)["url"]
        self.http = httpx2.Client(base_url=self.url, timeout=60, trust_env=False)
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        if self._database:
            self._thread.submit(self._runner.run, self._database.close()).result()
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()
        self._process.send_signal(signal.SIGTERM)
        try:
            ended = self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            ended = self._process.wait()
        assert ended == 0, self.log()
        assert self._process.stdout
        self._process.stdout.close()

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._process.pid

    @property
    def _log(self) -> Path:
        return self.data / "log"

    def log(self) -> str:
        return self._log.read_text()

    def write(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What a unit does in the server's database, behind its back."""
        if self._database is None:
            self._database = open_database(self.location)
        return self._thread.submit(self._runner.run, self._database.write_long(unit, *args)).result()

    def newcomer(self, plan: str = "home") -> "Caller":
        """Somebody with a new account, and a key to all of it."""
        handle = f"t_{secrets.token_hex(8)}"
        account = self.write(service.create_account, handle, plan)
        return Caller(self, account.account_id, handle, self.new_key(account.account_id))

    def new_key(self, account_id: str, *, scopes: Iterable[str] = SCOPES, lives: int | None = None) -> str:
        """Another key of an account; `lives` microseconds, or for ever."""
        secret = server_secret(self.data, "")

        def unit(db: Transaction) -> str:
            expires_at = None if lives is None else db.now + lives
            return service.create_key(db, account_id, "test", secret, scopes=scopes, expires_at=expires_at)[1]

        return self.write(unit)

    def exchange(self, request: bytes) -> "Raw":
        """What the server answers to these very bytes."""
        host, port = self.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(request)
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            return Raw(answer.status, dict(answer.getheaders()), answer.read())


class Raw(NamedTuple):
    """An answer without any comfort."""

    status: int
    headers: dict[str, str]
    body: bytes


class Caller:
    """Somebody who holds a key."""

    def __init__(self, served: Served, account_id: str, handle: str, key: str) -> None:
        self.served = served
        self.account_id = account_id
        self.handle = handle
        self.key = key

    def __repr__(self) -> str:
        return f"@{self.handle}"

    def with_key(self, **kind: Any) -> "Caller":
        """The same somebody with another key; see `Served.new_key`."""
        return Caller(self.served, self.account_id, self.handle, self.served.new_key(self.account_id, **kind))

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **body: Any
    ) -> httpx2.Response:
        """The answer to a request; `body` is json=…, content=… or files=…."""
        carried = {"authorization": f"Bearer {self.key}"} | dict(headers or {})
        return self.served.http.request(method, path, headers=carried, **body)

    def get(self, path: str, **options: Any) -> httpx2.Response:
        return self.send("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> httpx2.Response:
        return self.send("POST", path, **(options if body is None else {"json": body} | options))

    def delete(self, path: str, **options: Any) -> httpx2.Response:
        return self.send("DELETE", path, **options)


def _environment() -> dict[str, str]:
    """Without settings of whoever runs the tests, and without whatever model serves on their machine."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GREENROOM_")}
    return own | {"GREENROOM_DISCOVER_MODELS": "false"}

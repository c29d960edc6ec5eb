"""The server's beginning and end."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from tests.cli.conftest import started

BROKEN = """
import uvicorn
from greenroom.cli.graceful_server import GracefulServer

async def app(scope, receive, send):
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "not today"})

async def greet():
    print("hello")

GracefulServer(uvicorn.Config(app, port=0, lifespan="on"), greet).run()
"""


def test_a_server_that_cannot_begin_greets_nobody() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_lets_a_running_request_end(tmp_path: Path, number: signal.Signals) -> None:
    body = b'{"label": "made at the last moment"}'
    with started("--port", 0, "--data", tmp_path, "--json") as server:
        assert server.stdout is not None
        said = json.loads(server.stdout.readline())
        with socket.create_connection(("127.0.0.1", int(said["url"].rpartition(":")[2]))) as slow:
            head = f"POST /v1/keys HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {said['key']}\r\n"
            slow.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:9])
            # So that the one before is being read.
            assert httpx2.get(f"{said['url']}/healthz", timeout=60).status_code == 200
            server.send_signal(number)
            with pytest.raises(subprocess.TimeoutExpired):
                server.wait(0.5)
            slow.sendall(body[9:])
            answer = slow.makefile("rb").read()
            assert answer.startswith(b"HTTP/1.1 201 ")
            assert b"made at the last moment" in answer
        assert server.wait(30) == 0

"""Model servers of this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.conftest import Run
from tests.model_server import ModelServer

from greenroom.llm import discovery
from greenroom.llm.discovery import Found, discover


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever answers is waited for, however slow this machine is."""
    monkeypatch.setattr(discovery, "SECONDS", 60.0)


@contextmanager
def answering(body: bytes) -> Iterator[str]:
    """A server that answers whatever is asked with this."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("patient")
def test_a_server_without_a_key_is_found(run: Run) -> None:
    with ModelServer(key="") as server:
        usual = {"Nobody": "http://127.0.0.1:9/v1", "llama.cpp": server.endpoint.url}
        assert run(discover(usual)) == Found("llama.cpp", server.endpoint.url, "smollm2-135m")


@pytest.mark.usefixtures("patient")
def test_a_model_that_makes_vectors_is_passed_over(run: Run) -> None:
    listed = b'{"data":[{"id":3},{"id":"text-embedding-nomic"},{"id":"qwen3:8b"}]}'
    with answering(listed) as url:
        assert run(discover({"LM Studio": url})) == Found("LM Studio", url, "qwen3:8b")


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b'{"data":{}}', b'{"data":[{"id":""},7]}', b"<html>"])
def test_something_else_that_listens_there_is_no_model_server(run: Run, said: bytes) -> None:
    with answering(said) as url:
        assert run(discover({"Odd": url})) is None


def test_one_that_never_answers_is_not_waited_for(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert run(discover({"Mute": f"http://127.0.0.1:{mute.getsockname()[1]}/v1"})) is None


def test_nobody_is_found(run: Run) -> None:
    assert run(discover({"Nobody": "http://127.0.0.1:9/v1"})) is None

"""Model servers of this machine."""

from tests.conftest import Run
from tests.model_server import ModelServer

from greenroom.llm.discovery import Found, discover


def test_a_server_without_a_key_is_found(run: Run) -> None:
    with ModelServer(key="") as server:
        usual = {"Nobody": "http://127.0.0.1:9/v1", "llama.cpp": server.endpoint.url}
        assert run(discover(usual)) == Found("llama.cpp", server.endpoint.url, "smollm2-135m")


def test_nobody_is_found(run: Run) -> None:
    assert run(discover({"Nobody": "http://127.0.0.1:9/v1"})) is None

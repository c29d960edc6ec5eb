"""A server whose language model says what a test tells it to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.scripted_model import ScriptedModel
from tests.served import Caller, Served


@pytest.fixture(scope="module")
def scripted() -> Iterator[ScriptedModel]:
    with ScriptedModel() as model:
        yield model


@pytest.fixture(scope="module")
def stage(scripted: ScriptedModel, server_data: Path) -> Iterator[Served]:
    settings = {"models": "premium=big", "premium_models": "premium", "model_window": "2048"}
    where = server_data / "scripted"
    with Served(
        where, str(server_data / "scripted.db"), model_url=scripted.url, model_name="tiny", **settings
    ) as server:
        yield server
    assert "Traceback" not in server.log(), server.log()


@pytest.fixture
def model(scripted: ScriptedModel) -> ScriptedModel:
    scripted.say()
    return scripted


@pytest.fixture
def eve(stage: Served) -> Caller:
    """Somebody new on that server."""
    return stage.newcomer()

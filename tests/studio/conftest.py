"""A server with samples on it, and a browser; without a Chromium the tests that need one are left out, and say so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.conftest import serve
from tests.model_peer import ModelPeer
from tests.served import Served
from tests.studio.browser import chromium, open_browser
from tests.studio.samples import Seeded, seed


@pytest.fixture(scope="session")
def stage(server_data: Path, model_peer: ModelPeer) -> Iterator[Served]:
    """A server of its own for the samples: what other tests make is not on its pages."""
    yield from serve(
        server_data / "stage",
        str(server_data / "stage.db"),
        model_url=model_peer.endpoint.url,
        trusted_proxies="127.0.0.1",
    )


@pytest.fixture(scope="session")
def seeded(stage: Served) -> Seeded:
    return seed(stage)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Open no longer than its module: what drives it keeps a loop running, which other tests want to begin."""
    if chromium() is None:
        pytest.skip(
            "no Chromium here; on Debian and Ubuntu: apt-get install chromium, or name one in GREENROOM_CHROMIUM"
        )
    with open_browser() as opened:
        yield opened

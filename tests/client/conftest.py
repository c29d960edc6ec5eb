"""Clients of a served process, and a way to it on which things go wrong."""

from collections.abc import Iterator

import pytest
from tests.client.flaky import Flaky
from tests.served import Caller

from greenroom.client import Greenroom


@pytest.fixture
def client(ada: Caller) -> Iterator[Greenroom]:
    """Ada's client."""
    with Greenroom(ada.served.url, ada.key) as client:
        yield client


@pytest.fixture
def flaky(ada: Caller) -> Iterator[Flaky]:
    with Flaky(ada.served.url) as flaky:
        yield flaky


@pytest.fixture
def far(flaky: Flaky, ada: Caller) -> Iterator[Greenroom]:
    """Ada's client behind a way on which things go wrong."""
    with Greenroom(flaky.url, ada.key) as client:
        yield client

"""Workspaces of somebody new."""

import pytest
from tests.dialects.inworld.studio import Studio
from tests.served import Caller


@pytest.fixture
def studio(ada: Caller) -> Studio:
    return Studio(ada)

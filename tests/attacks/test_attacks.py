"""Attacks fail against the server, and come through where the guard that they are for is taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.attacks.attacks import ATTACKS, Attack
from tests.attacks.fort import weak
from tests.conftest import serve
from tests.issuer import Issuer
from tests.served import Served

each = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.run.__name__)


@pytest.fixture(scope="module")
def settings() -> Iterator[dict[str, str]]:
    """Of a server with an issuer, who says that everybody's address is Ada's."""
    with Issuer(everybody="ada@example.org") as issuer:
        yield {
            "oidc_issuers": f"work={issuer.url}",
            "oidc_clients": "work=us",
            "oidc_secrets": "work=a secret",
            "registration": "open",
        }


@pytest.fixture(scope="module")
def fort(server_data: Path, settings: dict[str, str]) -> Iterator[Served]:
    yield from serve(server_data / "fort", str(server_data / "fort.db"), **settings)


@pytest.fixture
def tower(server_data: Path, settings: dict[str, str]) -> Iterator[Served]:
    yield from serve(server_data / "tower", str(server_data / "tower.db"), **settings)


@each
def test_an_attack_fails(attack: Attack, request: pytest.FixtureRequest) -> None:
    attack.run(request.getfixturevalue("tower" if attack.alone else "fort"))


@each
def test_and_without_its_guard_it_comes_through(
    attack: Attack, server_data: Path, settings: dict[str, str]
) -> None:
    folder = server_data / attack.guard
    with (
        weak(attack.guard)(folder, str(server_data / f"{attack.guard}.db"), **settings) as served,
        pytest.raises(AssertionError),
    ):
        attack.run(served)

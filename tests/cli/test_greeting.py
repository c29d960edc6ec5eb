"""What a server says of itself."""

from collections.abc import Mapping

import pytest

from greenroom.app import all_settings
from greenroom.cli.greeting import greeting, hints, words
from greenroom.settings import Value, load


def settings(**given: Value) -> Mapping[str, Value]:
    return load(all_settings(), {"data": "/srv/greenroom", **given}, {})


def test_a_server_with_accounts_says_how_keys_are_made() -> None:
    said = greeting(settings(), None)
    last = 'Keys: greenroom key create --account HANDLE --label "what for" --data /srv/greenroom'
    assert words(said).splitlines()[-1] == last
    assert "Try it" not in words(said)


def test_addresses_are_those_that_clients_use() -> None:
    said = greeting(settings(host="0.0.0.0", public_url="https://characters.example/"), None)
    assert said.url == "https://characters.example"
    assert said.dialects["native"] == "https://characters.example/v1/account"


@pytest.mark.parametrize(
    ("host", "public_url", "hinted"),
    [
        ("127.0.0.1", "", False),
        ("127.0.0.9", "", False),
        ("::1", "", False),
        ("localhost", "", False),
        ("0.0.0.0", "", True),
        ("::", "", True),
        ("192.168.1.5", "", True),
        ("studio.local", "", True),
        ("0.0.0.0", "http://studio.local:8700", False),
    ],
)
def test_who_listens_beyond_this_machine_is_told_what_is_missing(
    host: str, public_url: str, *, hinted: bool
) -> None:
    found = [*hints(settings(host=host, public_url=public_url))]
    assert bool(found) is hinted
    assert all("GREENROOM_PUBLIC_URL" in hint for hint in found)

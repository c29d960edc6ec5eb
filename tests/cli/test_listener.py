"""The socket that the server listens on."""

import socket

import pytest

from greenroom.cli.listener import listen
from greenroom.settings import Refused


def test_a_free_port_is_known_before_anybody_is_answered() -> None:
    with listen("127.0.0.1", 0) as listener:
        address = listener.getsockname()
        assert address[1] > 0
        socket.create_connection(address).close()


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("192.0.2.1", "Cannot listen on 192.0.2.1 port 0: this machine has no such address."),
        (
            "no-such-host.invalid",
            "Cannot listen on no-such-host.invalid port 0: no address is known for that name.",
        ),
        ("a..b", "Cannot listen on a..b port 0: no address is known for that name."),
        ("x" * 300, f"Cannot listen on {'x' * 300} port 0: no address is known for that name."),
        ("fe80::%nothing", "Cannot listen on fe80::%nothing port 0: no address is known for that name."),
    ],
)
def test_an_address_that_cannot_be(host: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        listen(host, 0)
    assert str(refusal.value) == why

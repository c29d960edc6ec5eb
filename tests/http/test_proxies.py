from typing import Any

import pytest

from greenroom.http.proxies import Proxies

PEER = "10.0.0.1"


def scope(*forwarded: str, peer: str | None = PEER) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return {"client": (peer, 1) if peer else None, "headers": headers}


CLIENTS: list[tuple[list[str], dict[str, Any], str]] = [
    ([], scope(), PEER),
    ([], scope("1.2.3.4"), PEER),
    (["10.0.0.2"], scope("1.2.3.4"), PEER),
    ([PEER], scope("1.2.3.4"), "1.2.3.4"),
    (["10.0.0.0/8"], scope("1.2.3.4"), "1.2.3.4"),
    ([PEER], scope(), PEER),
    ([PEER], scope("9.9.9.9, 1.2.3.4"), "1.2.3.4"),
    (["10.0.0.0/8"], scope("9.9.9.9, 1.2.3.4, 10.9.9.9"), "1.2.3.4"),
    (["10.0.0.0/8"], scope("9.9.9.9", "1.2.3.4, 10.9.9.9"), "1.2.3.4"),
    (["10.0.0.0/8"], scope("10.1.1.1, 10.2.2.2"), "10.1.1.1"),
    ([PEER], scope("not an address"), "not an address"),
    ([PEER], scope(" , ,1.2.3.4, "), "1.2.3.4"),
    (["::1"], scope("1.2.3.4", peer="::1"), "1.2.3.4"),
    (["10.0.0.0/8"], scope("1.2.3.4", peer="::1"), "::1"),
    ([PEER], scope(peer=None), ""),
]


@pytest.mark.parametrize(("trusted", "asked", "client"), CLIENTS)
def test_the_caller_is_the_last_hop_that_is_no_proxy_of_ours(
    trusted: list[str], asked: dict[str, Any], client: str
) -> None:
    assert Proxies(trusted).client(asked) == client


HOSTS = [
    ("localhost", True),
    ("localhost:8700", True),
    ("[::1]", True),
    ("[::1]:8700", True),
    ("127.0.0.1:1", True),
    ("localhost:", False),
    ("localhost:x", False),
    ("localhost.evil.example", False),
    ("evil.example", False),
    ("evil.example:8700", False),
    ("x@localhost", True),
    ("localhost@evil.example", False),
    ("LOCALHOST", True),
    ("192.168.1.7", True),  # who rebinds a name needs a name
    ("192.168.1.7:8700", True),
    ("[2001:db8::1]:8700", True),
    ("192.168.1.7.evil.example", False),
    ("", False),
    ("::1", False),
]


@pytest.mark.parametrize(("host", "known"), HOSTS)
def test_a_server_knows_its_names_with_any_port(host: str, known: bool) -> None:  # noqa: FBT001 - a column
    allowed = {"localhost", "127.0.0.1", "[::1]"}
    proxies = Proxies([])
    assert [proxies.known_host(host.encode(), allowed) for _ in range(2)] == [known, known]


def test_a_star_allows_any() -> None:
    assert Proxies([]).known_host(b"whatever.example", {"*"})


def test_strangers_cannot_fill_its_memory() -> None:
    proxies = Proxies([])
    for number in range(3000):
        assert not proxies.known_host(b"%d.example" % number, {"localhost"})
    assert proxies.known_host(b"localhost", {"localhost"})
    assert len(proxies._hosts) <= 1000

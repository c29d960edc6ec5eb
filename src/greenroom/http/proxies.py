"""Who is calling, seen through proxies; and which names of ours a request may be addressed to."""

from collections.abc import Collection, Iterable
from ipaddress import ip_address, ip_network

from starlette.types import Scope


class Proxies:
    """The proxies that this server believes; X-Forwarded-For from anybody else is only text."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._networks = [ip_network(address, strict=False) for address in trusted]
        self._hosts: dict[bytes, bool] = {}

    def client(self, scope: Scope) -> str:
        """The caller's address: the last hop of X-Forwarded-For that is not itself a trusted proxy."""
        peer = (scope.get("client") or ("", 0))[0]
        if not self._networks or not self._trusted(peer):
            return str(peer)
        for hop in reversed(_forwarded(scope)):
            peer = hop
            if not self._trusted(hop):
                break
        return str(peer)

    def known_host(self, host: bytes, allowed: Collection[str]) -> bool:
        """Whether a Host header names this server: against pages that point a name of theirs at it (DNS rebinding).

        A bare address is always good: whoever attacks so needs a name.
        """
        known = self._hosts.get(host)
        if known is None:
            text = host.decode("latin-1").rpartition("@")[2].lower()
            name = _without_port(text)
            known = "*" in allowed or text in allowed or name in allowed or _is_address(name)
            if len(self._hosts) < 1000:
                self._hosts[host] = known
        return known

    def _trusted(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self._networks)


def _is_address(name: str) -> bool:
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _forwarded(scope: Scope) -> list[str]:
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [hop.strip() for value in values for hop in value.split(",") if hop.strip()]


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host

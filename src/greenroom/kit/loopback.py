"""Addresses of this machine itself, which nobody else reaches and no proxy leads to."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether a host, by name or address, is this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"

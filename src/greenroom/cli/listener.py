"""The socket that the server listens on, opened before anything else so that its port is known, and free."""

import errno
import socket

from greenroom.settings import Refused

_WHY = {
    errno.EADDRINUSE: "something listens there already; choose another port with --port, or 0 for any free one",
    errno.EADDRNOTAVAIL: "this machine has no such address",
    errno.EACCES: "this user may not; ports below 1024 need a privilege",
}


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; for port 0 the system chooses a free one.

    Raises:
        Refused: it cannot be had; the sentence says why.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        *_, address = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=2048)
    except (socket.gaierror, UnicodeError) as error:  # the latter for what no name can be, as a..b
        raise _refused(host, port, "no address is known for that name") from error
    except OSError as error:
        raise _refused(host, port, _WHY.get(error.errno or 0, str(error))) from error


def _refused(host: str, port: int, why: str) -> Refused:
    return Refused(f"Cannot listen on {host} port {port}: {why}.")

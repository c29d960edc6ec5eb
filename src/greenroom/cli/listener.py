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
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        why = _WHY.get(error.errno or 0, (error.strerror or str(error)).lower())
        raise Refused(f"Cannot listen on {host} port {port}: {why}.") from error

"""What it takes of a server's memory to send a list at once, however long it is."""

import http.client
import time

from greenroom.bench.character import Sampled
from greenroom.bench.contender import OURS
from greenroom.bench.report import Row
from greenroom.bench.shelf import Shelf
from greenroom.bench.usage import forget_peak, memory, peak_rss

_AT_ONCE = 1 << 16
_PATIENCE = 60.0


def stream(shelf: Shelf, dialect: Sampled, what: str) -> Row:
    """One client reads a dialect's whole list to its end, once."""
    pid = shelf.served.process.pid
    forget_peak(pid)
    before, begun = memory(pid).rss, time.perf_counter()
    size = _read(shelf, dialect)
    seconds = time.perf_counter() - begun
    figures = {
        "bytes": float(size),
        "mb_per_second": size / seconds / 1e6,
        "rss_before_mb": before,
        "rss_mb": peak_rss(pid),
    }
    return Row(OURS, what, figures, [figures | {"failed": 0.0}])


def _read(shelf: Shelf, dialect: Sampled) -> int:
    """The bytes of the list; raises where it is cut off."""
    request = shelf.whole(dialect)
    connection = http.client.HTTPConnection("127.0.0.1", shelf.served.port, timeout=_PATIENCE)
    try:
        connection.request("GET", request.path, headers=dict(request.headers))
        response, size = connection.getresponse(), 0
        while piece := response.read(_AT_ONCE):
            size += len(piece)
        return size
    finally:
        connection.close()

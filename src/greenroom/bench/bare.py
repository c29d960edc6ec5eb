"""The bare server: Starlette and uvicorn, set as ours is, and bodies from memory."""

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from greenroom.bench.child import child
from greenroom.bench.environment import environment
from greenroom.bench.lab import Lab
from greenroom.bench.served import Served, await_answer, free_port

HEALTH = "health"


@contextmanager
def serve_bare(lab: Lab, room: str, bodies: Mapping[str, bytes] | None = None) -> Iterator[Served]:
    """The bare server, with a body for each of these names."""
    folder, port = lab.room(room), free_port()
    files = folder / "bodies"
    files.mkdir()
    for name, body in {HEALTH: b'{"status":"ok"}', **(bodies or {})}.items():
        (files / name).write_bytes(body)
    command = [sys.executable, "-m", "greenroom.bench.bare_app", str(port), str(files)]
    begun = time.perf_counter()
    with child(command, folder, lab.cores.server, environment=environment()) as process:
        yield await_answer(process, folder, port, f"/{HEALTH}", begun)

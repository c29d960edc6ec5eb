"""A model server that has the same reply to everything, in a process beside what is measured."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from greenroom.bench.child import child
from greenroom.bench.environment import environment
from greenroom.bench.lab import Lab
from greenroom.bench.served import Served, await_answer, free_port
from greenroom.settings import Value

MODEL = "model"


@contextmanager
def serve_model(lab: Lab) -> Iterator[Served]:
    """`talker_app`, which speaks as soon as it is asked."""
    port = free_port()
    folder = lab.room(f"{MODEL}-{port}")
    command = [sys.executable, "-m", "greenroom.bench.talker_app", str(port)]
    begun = time.perf_counter()
    with child(command, folder, lab.cores.load, environment=environment()) as process:
        yield await_answer(process, folder, port, "/v1/models", begun)


def settings_with(model: Served) -> dict[str, Value]:
    """What a server of ours must be told to have its replies from there."""
    return {"model_url": f"http://127.0.0.1:{model.port}", "model_window": 32_000}

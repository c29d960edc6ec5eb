"""Greenroom's commands beside a server, whole or with a guard taken away."""

import os
import subprocess
import sys

from tests.proofs.server import WEAKENED


def greenroom(*words: object, guard: str = "") -> str:
    """What a command prints; AssertionError where it is refused."""
    program = (str(WEAKENED), guard) if guard else ("-m", "greenroom")
    own = {name: value for name, value in os.environ.items() if not name.startswith("GREENROOM_")}
    done = subprocess.run(
        [sys.executable, *program, *map(str, words)], capture_output=True, text=True, env=own, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout

"""A real model server for tests: a small model on the CPU, in a process of its own."""

import subprocess
import sys
import time
from typing import Any, Self

import httpx2

from greenroom.llm.endpoint import Endpoint

KEY = "sk-of-the-tests"
CONTEXT = 1024


class ModelServer:
    """`endpoint` is where it answers, with the key that it wants."""

    def __init__(self, *, embeddings: bool = False, key: str = KEY, template: str = "") -> None:
        self._options = [*["--embeddings"] * embeddings, *["--template", template] * bool(template)]
        self._key = key

    def __enter__(self) -> Self:
        # One thread: two that wait for each other spin, which a machine with other things to do pays for fourfold.
        options = ["--key", self._key, "--context", str(CONTEXT), "--slots", "4", "--threads", "1"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "greenroom.llm.small_model", *options, *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout
        url = self._process.stdout.readline().strip()
        assert url, "the model server did not start"
        self.endpoint = Endpoint(f"{url}/v1", self._key)
        headers = {"authorization": f"Bearer {self._key}"}
        self._http = httpx2.Client(headers=headers, timeout=60, trust_env=False)
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def kill(self) -> None:
        """Let it be gone from one moment to the next."""
        self._process.kill()

    def becomes_idle(self, seconds: float = 60) -> bool:
        """Whether no slot works any more before so many seconds have passed."""
        until = time.monotonic() + seconds
        while any(slot["is_processing"] for slot in self._slots()):
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def gave_up(self) -> bool:
        """Whether the last reply that it made was left before its end, which is by itself or by its longest."""
        last = max(self._slots(), key=lambda slot: slot.get("id_task", -1))
        return bool(last["next_token"][0]["has_next_token"])

    def _slots(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._http.get(f"{self.endpoint.root}/slots").json()
        return found

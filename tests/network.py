"""A network of two: this machine, and a namespace of Linux with an address of its own. Needs root, and iproute2."""

import os
import shutil
import subprocess
from typing import Self

import pytest

HERE, THERE = "10.213.7.1", "10.213.7.2"


class Namespace:
    """A namespace, joined by a cable (veth); skips the test where that isn't permitted."""

    def __enter__(self) -> Self:
        self.name = f"greenroom-{os.getpid()}"
        self._cable = f"gr{os.getpid() % 100000}"
        if shutil.which("ip") is None:
            pytest.skip("no ip here, which makes network namespaces: apt-get install iproute2")
        self._do("netns", "add", self.name)
        self._do("link", "add", f"{self._cable}a", "type", "veth", "peer", "name", f"{self._cable}b")
        self._do("link", "set", f"{self._cable}b", "netns", self.name)
        self._do("addr", "add", f"{HERE}/30", "dev", f"{self._cable}a")
        self._do("link", "set", f"{self._cable}a", "up")
        self._do("-n", self.name, "addr", "add", f"{THERE}/30", "dev", f"{self._cable}b")
        for device in (f"{self._cable}b", "lo"):
            self._do("-n", self.name, "link", "set", device, "up")
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _do(self, *words: str) -> None:
        done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            self._end()
            pytest.skip(f"network namespaces aren't permitted here: {done.stderr.strip()}")

    def _end(self) -> None:
        for words in (("link", "del", f"{self._cable}a"), ("netns", "del", self.name)):
            subprocess.run(["ip", *words], capture_output=True, check=False)

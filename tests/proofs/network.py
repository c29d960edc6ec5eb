"""A PostgreSQL on another host: a network namespace that packets no longer reach once the cable is cut."""

import shutil
import subprocess
from pathlib import Path
from typing import Self

from tests.network import THERE, Namespace
from tests.proofs.postgres import HardPostgres

PORT = 5432
TRUSTED = "\nhost all all 10.213.7.0/30 trust\nhost replication all 10.213.7.0/30 trust\n"


class Far(Namespace):
    """A namespace with a firewall of its own."""

    def cut(self, *which: str) -> None:
        """Drop all packets, or only those that iptables' words tell; nobody is told of it."""
        for chain in ("OUTPUT",) if which else ("INPUT", "OUTPUT"):
            self.inside("iptables", "-A", chain, *which, "-j", "DROP")

    def mend(self) -> None:
        """Let all packets through again."""
        self.inside("iptables", "-F")

    def inside(self, *command: str) -> None:
        """Run a program there."""
        subprocess.run(["ip", "netns", "exec", self.name, *command], check=True)


class FarPostgres(HardPostgres):
    """Listens in a namespace; its socket can be reached from here whatever happens to the network."""

    def __init__(self, room: Path, far: Far, settings: tuple[str, ...] = ()) -> None:
        ip = shutil.which("ip")
        assert ip
        self.prefix = (ip, "netns", "exec", far.name)
        super().__init__(room, (f"listen_addresses={THERE}", *settings))

    def __enter__(self) -> Self:
        super().__enter__()
        with (self.home / "data" / "pg_hba.conf").open("a") as rules:
            rules.write(TRUSTED)
        self._execute("SELECT pg_reload_conf()")
        return self

    def far_url(self, name: str) -> str:
        """A database's address over the network."""
        return f"postgresql://greenroom@{THERE}:{PORT}/{name}"

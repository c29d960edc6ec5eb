"""What this machine has of what proofs need: root, loop devices, namespaces, a compiler."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path


def describe() -> str:
    """The machine, as far as figures depend on it."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def root() -> str:
    """Why this is not root on Linux, or nothing."""
    if sys.platform != "linux":
        return "needs Linux"
    return "" if os.geteuid() == 0 else "needs root"


def program(name: str, package: str) -> str:
    """Why a program can't be run, or nothing."""
    return "" if shutil.which(name) else f"needs {name} (apt-get install {package})"


def loop(kind: str) -> str:
    """Why no file system of this kind can be mounted from a file, or nothing."""
    package = {"ext4": "e2fsprogs", "xfs": "xfsprogs"}[kind]
    lacking = root() or program(f"mkfs.{kind}", package) or program("mount", "mount")
    if not lacking and not Path("/dev/loop-control").exists():
        return "needs loop devices"
    return lacking


def tmpfs() -> str:
    """Why no file system in memory can be mounted, or nothing."""
    return root() or _refused("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")


def namespaces() -> str:
    """Why no packet can be dropped between two network namespaces, or nothing."""
    return (
        root()
        or program("ip", "iproute2")
        or program("iptables", "iptables")
        or _refused("unshare", "--net", "iptables", "-A", "INPUT", "-j", "DROP")
    )


def compiler() -> str:
    """Why no C can be compiled, or nothing."""
    return program("gcc", "gcc")


def _refused(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"not permitted: {' '.join(command)}: {done.stderr.strip()}" if done.returncode else ""

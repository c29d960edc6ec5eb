"""The process that watches over those which answer: it holds the listening socket, and answers nothing itself.

One that dies is begun anew. On SIGHUP each is replaced by a new one of whatever is installed by then, one after the
other: the new one answers before the old one is asked to leave, and both accept from the same socket meanwhile, so
nobody finds the door closed. SIGTERM and SIGINT end them all, and so does the supervisor's death.
"""

import logging
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from greenroom.cli.seat import LEAVE, READY, Seat, written
from greenroom.http import company

_log = logging.getLogger(__name__)

_TICK = 0.1
_PATIENCE = 120.0
"""Seconds that a process gets to answer in."""

_GRACE = 25.0
"""Seconds that all of them get to end in; each takes fewer by itself."""

_LIVED = 10.0
"""Seconds after which a process that dies has not died at its beginning."""

_LONGEST_PAUSE = 30.0


class Child:
    """A process on a seat."""

    def __init__(self, number: int, listener: socket.socket, folder: Path) -> None:
        self.number = number
        self.ready = False
        self.born = time.monotonic()
        self.pause = 0.0  # how long the seat was empty before
        self._channel, theirs = socket.socketpair()
        with theirs:
            inherited = (listener.fileno(), theirs.fileno())
            seat = Seat(*inherited, number, str(folder))
            self.process = subprocess.Popen(  # noqa: S603 - ourselves, as we were called
                [sys.executable, *sys.orig_argv[1:], *written(seat)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=inherited,
                process_group=0,  # a terminal's interrupt is for the supervisor to pass on
            )

    @property
    def age(self) -> float:
        """Seconds since it was begun."""
        return time.monotonic() - self.born

    def listen(self) -> None:
        """Hear whether it answers."""
        if not self.ready and select.select([self._channel], [], [], 0)[0]:
            with suppress(OSError):
                self.ready = self._channel.recv(len(READY)) == READY

    def leave(self) -> None:
        """Ask it to end its streams and go."""
        with suppress(OSError):
            self._channel.send(LEAVE)

    def end(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def gone(self) -> bool:
        """Whether it has ended."""
        if self.process.poll() is None:
            return False
        self._channel.close()
        return True


class Supervisor:
    """Watches over `count` processes that accept from `listener`."""

    def __init__(self, listener: socket.socket, count: int) -> None:
        self._listener = listener
        self._count = count
        self._seated: dict[int, Child] = {}
        self._coming: Child | None = None  # who is to take a seat that is taken
        self._leaving: list[Child] = []
        self._empty: dict[
            int, tuple[float, float]
        ] = {}  # by seat: when it is taken again, and after which pause
        self._to_replace: list[int] = []
        self._stopping = False

    def run(self, greet: Callable[[], None]) -> bool:
        """Until a signal ends it; False where the processes did not come to answer. `greet` is called once they all do."""
        with self._signals(), tempfile.TemporaryDirectory(prefix="greenroom-") as folder:
            self._folder = Path(folder)
            try:
                if not self._begin():
                    return self._stopping
                greet()
                while not self._stopping:
                    self._look()
                    time.sleep(_TICK)
            finally:
                self._end()
        return True

    def _begin(self) -> bool:
        """Whether all came to answer."""
        for number in range(1, self._count + 1):
            self._seated[number] = self._child(number)
        while not self._stopping:
            children = [*self._seated.values()]
            for child in children:
                child.listen()
            if all(child.ready for child in children):
                return True
            if any(child.gone() or child.age > _PATIENCE for child in children if not child.ready):
                return False
            time.sleep(_TICK / 2)
        return False

    def _look(self) -> None:
        self._leaving = [child for child in self._leaving if not self._reaped(child)]
        for number, child in [*self._seated.items()]:
            child.listen()
            if self._reaped(child):
                self._lost(number, child)
        for number, (moment, pause) in [*self._empty.items()]:
            if time.monotonic() >= moment:
                del self._empty[number]
                self._seated[number] = self._child(number)
                self._seated[number].pause = pause
        self._replace()

    def _lost(self, number: int, child: Child) -> None:
        """Let somebody else take a seat: at once, or after a while where it was left at once again and again."""
        del self._seated[number]
        pause = 0.0 if child.ready and child.age > _LIVED else min(max(0.5, child.pause * 2), _LONGEST_PAUSE)
        self._empty[number] = (time.monotonic() + pause, pause)
        status = child.process.returncode
        _log.error("process %s ended with %s; another begins in %.1f s", child.process.pid, status, pause)

    def _replace(self) -> None:
        """One step of replacing everybody."""
        if self._coming is None:
            while self._to_replace and self._to_replace[0] not in self._seated:
                del self._to_replace[0]  # it is begun anew in any case
            if self._to_replace:
                self._coming = self._child(self._to_replace[0])
            return
        self._coming.listen()
        if self._coming.ready:
            old = self._seated.get(self._coming.number)
            self._seated[self._coming.number] = self._coming
            self._empty.pop(self._coming.number, None)
            if old is not None:
                old.leave()
                self._leaving.append(old)
            self._coming, self._to_replace = None, self._to_replace[1:]
        elif self._reaped(self._coming) or self._coming.age > _PATIENCE:
            _log.error("a new process did not come to answer; those before it stay")
            self._leaving.append(self._coming)
            self._coming.end(signal.SIGTERM)
            self._coming, self._to_replace = None, []

    def _end(self) -> None:
        left = [*self._seated.values(), *self._leaving, *([self._coming] if self._coming else [])]
        for child in left:
            child.end(signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        while left := [child for child in left if not self._reaped(child)]:
            if time.monotonic() > deadline:
                for child in left:
                    child.end(signal.SIGKILL)
            time.sleep(_TICK / 2)

    def _child(self, number: int) -> Child:
        return Child(number, self._listener, self._folder)

    def _reaped(self, child: Child) -> bool:
        if not child.gone():
            return False
        company.forget(self._folder, child.process.pid)
        return True

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            self._stopping = True

        def replace(*_: object) -> None:
            self._to_replace = [*range(1, self._count + 1)]

        handlers = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGHUP: replace}
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

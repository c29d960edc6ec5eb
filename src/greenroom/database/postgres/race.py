"""A race between the hosts of a database: the first that answers and takes writes is taken, and nobody waits for the dead."""

import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import NamedTuple

import psycopg

HEAD_START = 0.3
"""Seconds that each host gets before the next one is asked, too."""

AGAIN = 0.3
"""Seconds after which one that has failed is asked again, while others say nothing: a standby may be promoted meanwhile."""

Dial = Callable[[], psycopg.Connection]


class Won(NamedTuple):
    """A connection, and whose it is."""

    connection: psycopg.Connection
    number: int


class Race:
    """`dials` in the order in which they are begun; each raises psycopg.Error where nothing comes of it."""

    def __init__(self, dials: Sequence[Dial], patience: float) -> None:
        self._dials = dials
        self._until = time.monotonic() + patience
        self._answers: SimpleQueue[Won | psycopg.Error] = SimpleQueue()
        self._over = False
        self._door = threading.Lock()  # nobody comes in behind whoever closes up

    def run(self) -> Won:
        """The first that there is. Who comes later is hung up on.

        Raises:
            psycopg.OperationalError: none came within `patience` seconds, or all failed; in the words of each.
        """
        if len(self._dials) == 1:
            return Won(self._dials[0](), 0)
        try:
            return self._first()
        finally:
            self._end()

    def _first(self) -> Won:
        begun, failed = 0, list[str]()
        while len(failed) < len(self._dials):
            if begun < len(self._dials):
                threading.Thread(target=self._dial, args=(begun,), name="database-dial", daemon=True).start()
                begun += 1
            answer = self._next(HEAD_START if begun < len(self._dials) else self._until - time.monotonic())
            if isinstance(answer, Won):
                return answer
            if answer is not None:
                failed.append(str(answer).strip())
            elif time.monotonic() >= self._until:
                failed.append("no answer in time")
                break
        raise psycopg.OperationalError("; ".join(failed))

    def _next(self, seconds: float) -> Won | psycopg.Error | None:
        try:
            return self._answers.get(timeout=max(0.0, seconds))
        except Empty:
            return None

    def _dial(self, number: int) -> None:
        """Ask one of them until somebody has won; what failed is told once."""
        answer: Won | psycopg.Error | None = self._once(number)
        while self._handed_in(answer) and not isinstance(answer, Won):
            time.sleep(AGAIN)
            again = self._once(number)
            answer = again if isinstance(again, Won) else None

    def _once(self, number: int) -> Won | psycopg.Error:
        try:
            return Won(self._dials[number](), number)
        except psycopg.Error as error:
            return error

    def _handed_in(self, answer: Won | psycopg.Error | None) -> bool:
        """False where it is all over; who comes then is hung up on."""
        with self._door:
            if not self._over:
                if answer is not None:
                    self._answers.put(answer)
                return True
        _hang_up(answer)
        return False

    def _end(self) -> None:
        with self._door:
            self._over = True
        while (late := self._next(0)) is not None:
            _hang_up(late)


def _hang_up(answer: Won | psycopg.Error | None) -> None:
    if isinstance(answer, Won):
        answer.connection.close()

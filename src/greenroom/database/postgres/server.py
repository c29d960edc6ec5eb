"""The server that connections lead to, and what is known of its health."""

import threading
from functools import partial
from time import monotonic

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from greenroom.database.job import unavailable
from greenroom.database.postgres.addresses import Parameters, each, wants_primary
from greenroom.database.postgres.race import Race

SAFETY: dict[str, str | int | None] = {
    "application_name": "greenroom",
    "client_encoding": "UTF8",
    "connect_timeout": 3,  # seconds
    # Without both of the following a partition is noticed after 25 s or more; with them, after 3.4 s.
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3000,  # milliseconds
}
"""What a connection gets where the URL doesn't say otherwise."""


Purpose = tuple[str, ...]
"""What a connection is for: the server's settings that keep it to that."""

LOOKING: Purpose = ("default_transaction_read_only=on", "statement_timeout=4s")
SCANNING: Purpose = ("default_transaction_read_only=on", "statement_timeout=30s")
WRITING: Purpose = ("lock_timeout=4s", "statement_timeout=30s", "idle_in_transaction_session_timeout=10s")
KEEPING: Purpose = ()

_NO_SETTINGS = "unsupported startup parameter"
"""What PgBouncer says to `options`."""

_UNSAID = 3.0
"""Seconds for the way there, where the URL says that it may take for ever: others would wait behind it."""

_MISHAP = 0.5
"""Seconds for which one who finds no way there may just have had bad luck: others wait for the outcome of the next trial."""

_ASKING = 1.0
"""Seconds for the question whether a server takes writes, beside those for the way there."""


class Server:
    """Makes connections, and fails at once while the server is known to be down.

    Then one caller at a time tries it: whoever is first finds it back, and all go on. Where the URL names several hosts,
    the one that takes writes is looked for, at all of them at once if need be, and asked first from then on.

    `pooled` says that a pooler stands between, which hands out its connections by transaction: there must be no prepared
    statements, and settings don't stay with us but hold for a transaction each. PgBouncer is known by its refusal of
    settings for a session.
    """

    def __init__(self, url: str, *, pooled: bool = False) -> None:
        parameters = SAFETY | conninfo_to_dict(url)
        self._primary = wants_primary(parameters)
        self._hosts = tuple(each(parameters))
        self._patience = _seconds(parameters["connect_timeout"]) + _ASKING
        self.pooled = pooled
        self._down = False
        self._down_since = 0.0
        self._trial = threading.Lock()
        self.losses = 0

    def connect(self, purpose: Purpose) -> psycopg.Connection:
        """A connection in autocommit mode.

        Raises:
            problems.Unavailable: within 3 s where there is one host, and within 4 s where there are several.
        """
        if not self._down:
            return self._dial(purpose)
        patience = _MISHAP if monotonic() - self._down_since < _MISHAP else 0.0
        if not self._trial.acquire(timeout=patience):
            raise unavailable()
        try:
            return self._dial(purpose)
        finally:
            self._trial.release()

    def lost(self, losses: int) -> None:
        """Say that a connection broke which was made after so many `losses`: its contemporaries are suspect too."""
        if losses == self.losses:
            self.losses += 1

    def _dial(self, purpose: Purpose) -> psycopg.Connection:
        hosts = self._hosts
        try:
            won = Race([partial(self._call, host, purpose) for host in hosts], self._patience).run()
        except psycopg.OperationalError as error:
            if not self._down:
                self._down, self._down_since = True, monotonic()
            raise unavailable(error) from error
        self._down = False
        if won.number:
            self._hosts = (hosts[won.number], *hosts[: won.number], *hosts[won.number + 1 :])
        return won.connection

    def _call(self, host: Parameters, purpose: Purpose) -> psycopg.Connection:
        """A connection to this host; psycopg.OperationalError where it has none, or takes no writes."""
        pooled = self.pooled  # as it is now: another thread may learn it meanwhile
        threshold = None if pooled or purpose == KEEPING else 5
        try:
            connection = psycopg.connect(
                _conninfo(host, purpose, pooled=pooled), autocommit=True, prepare_threshold=threshold
            )
        except psycopg.OperationalError as error:
            if pooled or _NO_SETTINGS not in str(error):
                raise
            self.pooled = True
            return self._call(host, purpose)
        if self._primary and _follows(connection):
            connection.close()
            raise psycopg.OperationalError(
                f"the server at {connection.info.host} is a standby, which takes no writes"
            )
        return connection


def _seconds(said: str | int | None) -> float:
    """What the way there may take; libpq has its own words for what is no number."""
    try:
        return float(said or 0) or _UNSAID
    except ValueError:
        return _UNSAID


def _conninfo(host: Parameters, purpose: Purpose, *, pooled: bool) -> str:
    if pooled or not purpose:
        return make_conninfo("", **host)
    options = [str(host.get("options") or ""), *(f"-c {setting}" for setting in purpose)]
    return make_conninfo("", **{**host, "options": " ".join(options)})


def _follows(connection: psycopg.Connection) -> bool:
    """Whether this is a standby; a pooler that is told to restart may hang up on the question."""
    try:
        return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
    except psycopg.Error:
        connection.close()
        raise

"""The server that connections lead to, and what is known of its health."""

import threading

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from greenroom.database.job import unavailable
from greenroom.database.postgres.addresses import beginning_with, for_writing

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


class Server:
    """Makes connections, and fails at once while the server is known to be down.

    Then one caller at a time tries it: whoever is first finds it back, and all go on. Where the URL names several hosts,
    the one that takes writes is looked for, and asked first from then on.

    `pooled` says that a pooler stands between, which hands out its connections by transaction: there must be no prepared
    statements, and settings don't stay with us but hold for a transaction each. PgBouncer is known by its refusal of
    settings for a session.
    """

    def __init__(self, url: str, *, pooled: bool = False) -> None:
        self._parameters = for_writing(SAFETY | conninfo_to_dict(url))
        self.pooled = pooled
        self._down = False
        self._trial = threading.Lock()
        self.losses = 0

    def connect(self, purpose: Purpose) -> psycopg.Connection:
        """A connection in autocommit mode.

        Raises:
            problems.Unavailable: within 3 s for each address of the server.
        """
        if not self._down:
            return self._dial(purpose)
        if not self._trial.acquire(blocking=False):
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
        pooled = self.pooled  # as it is now: another thread may learn it meanwhile
        threshold = None if pooled or purpose == KEEPING else 5
        try:
            connection = psycopg.connect(
                self._conninfo(purpose, pooled=pooled), autocommit=True, prepare_threshold=threshold
            )
        except psycopg.OperationalError as error:
            if not pooled and _NO_SETTINGS in str(error):
                self.pooled = True
                return self._dial(purpose)
            self._down = True
            raise unavailable(error) from error
        self._down = False
        self._parameters = beginning_with(self._parameters, connection.info.host, connection.info.port)
        return connection

    def _conninfo(self, purpose: Purpose, *, pooled: bool) -> str:
        if pooled or not purpose:
            return make_conninfo("", **self._parameters)
        options = [str(self._parameters.get("options") or ""), *(f"-c {setting}" for setting in purpose)]
        return make_conninfo("", **{**self._parameters, "options": " ".join(options)})

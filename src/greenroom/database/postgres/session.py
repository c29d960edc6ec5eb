"""A connection with its two cursors, which are used again and again: to make one costs a tenth of a read."""

import psycopg
from psycopg.pq import TransactionStatus

from greenroom.database.postgres.server import Purpose


class Session:
    """What a worker holds as long as its connection lives. `local` are settings that hold for a transaction each."""

    def __init__(self, connection: psycopg.Connection, local: Purpose = ()) -> None:
        self._connection = connection
        said = (setting.partition("=") for setting in local if "read_only" not in setting)
        self._local = "".join(f"; SET LOCAL {name} = '{value}'" for name, _, value in said).encode()
        self._control = connection.cursor()
        self.cursor = connection.cursor(binary=True)
        """For statements of units: rows come in the binary format, so that bytes travel as they are."""

    def begin(self, how: bytes = b"BEGIN") -> None:
        """Begin a transaction, in one message with its settings."""
        self.command(how + self._local)

    def command(self, command: bytes) -> None:
        """Run BEGIN, COMMIT or ROLLBACK, which no server needs to prepare."""
        self._control.execute(command, prepare=False)

    @property
    def broken(self) -> bool:
        """Whether the connection is gone."""
        return self._connection.closed

    @property
    def idle(self) -> bool:
        """Whether the connection is sound and outside any transaction."""
        return self._connection.pgconn.transaction_status == TransactionStatus.IDLE

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

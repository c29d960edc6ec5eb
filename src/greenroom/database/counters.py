"""What a database has done since it was opened, for metrics and measurements."""

from dataclasses import dataclass


@dataclass(slots=True)
class Counters:
    """Plain counts, raised by the writing threads."""

    commits: int = 0
    """Commits made durable. On SQLite each is one wait for the disk."""
    units: int = 0
    """Writing units that were kept by those commits."""

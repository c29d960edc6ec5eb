"""Where an instance lives: its data folder, its database, and its address."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from greenroom.assets.bucket import Bucket
from greenroom.assets.opening import MediaPlace
from greenroom.database import Database, is_begun, open_database, scrub
from greenroom.kit.pairs import pairs


class Place(NamedTuple):
    """`database` is a SQLite file or a postgresql:// address; `public_url` has no slash at its end.

    `pooled` says that a pooler which works by transactions stands before PostgreSQL; `bucket` is where pictures and
    archives of accounts lie, if not in the data folder.
    """

    data: Path
    database: str | Path
    public_url: str
    pooled: bool
    bucket: Bucket | None = None

    @property
    def media(self) -> MediaPlace:
        """Where pictures lie."""
        return self.bucket or self.data / "media"

    @property
    def exports(self) -> Path:
        """The folder of archives of accounts that are written, and wait to be fetched where pictures are in no bucket."""
        return self.data / "exports"

    @property
    def backups(self) -> Path:
        """The folder of the backups that upgrades make."""
        return self.data / "backups"

    @property
    def small_model(self) -> Path:
        """The folder of the model that a demonstration installs."""
        return self.data / "small_model"

    @property
    def requests(self) -> Path:
        """The file of the request log."""
        return self.data / "requests.sqlite3"

    def is_begun(self) -> bool:
        """Whether it has a database yet; what `database.is_begun` raises."""
        return is_begun(self.database, pooled=self.pooled)

    def open(self) -> Database:
        """Its database, made or migrated if need be; what `open_database` raises."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open_database(self.database, backups=self.backups, pooled=self.pooled)

    def scrub(self) -> None:
        """Leave nothing of what was deleted in the database's files."""
        scrub(self.database, pooled=self.pooled)


def place_of(values: Mapping[str, Any]) -> Place:
    """Where the instance of these settings lives."""
    data = Path(values["data"])
    host = values["host"] if values["host"] not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared
    bracketed = f"[{host}]" if ":" in host else host
    public_url = (values["public_url"] or f"http://{bracketed}:{values['port']}").rstrip("/")
    return Place(
        data,
        values["database"] or data / "greenroom.sqlite3",
        public_url,
        values["database_pooled"],
        _bucket(values["media_url"], values["media_options"]),
    )


def _bucket(url: str, options: Iterable[str]) -> Bucket | None:
    return Bucket(url, tuple(pairs(options).items())) if url else None

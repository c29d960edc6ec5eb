"""Containers: workspaces, and whatever else a surface groups characters by. Each account has its own.

The container `default` exists in every account from its first moment, without a row.
"""

from msgspec import Struct

from greenroom.database import Transaction, statements

SQL = statements(__package__)
DEFAULT = "default"


class Container(Struct, frozen=True):
    """A place for characters, of a kind such as "workspace"; `created_at` is 0 for the one that always was."""

    kind: str
    name: str
    title: str
    created_at: int


def folded(name: str) -> str:
    """A container's name as it is compared: without regard to case."""
    return name.lower()


def find_container(db: Transaction, account_id: str, kind: str, name: str) -> Container | None:
    """The container of this name, in any case."""
    row = db.one(SQL.container, {"account_id": account_id, "kind": kind, "container": folded(name)})
    if row:
        return Container(*row)
    return Container(kind, DEFAULT, DEFAULT, 0) if folded(name) == DEFAULT else None


def containers_of(db: Transaction, account_id: str) -> list[Container]:
    """The containers of an account that somebody made, by kind and name."""
    return [Container(*row) for row in db.all(SQL.containers, {"account_id": account_id})]


def ensure_container(db: Transaction, account_id: str, kind: str, name: str) -> Container:
    """The container of this name, made now if there is none; its name stays as it was first written."""
    found = find_container(db, account_id, kind, name)
    if found is None:
        row = {"account_id": account_id, "kind": kind, "container": folded(name), "name": name, "title": name}
        db.run(SQL.insert_container, row | {"now": db.now})
        found = find_container(db, account_id, kind, name)  # perhaps somebody else's, who was quicker
        assert found is not None
    return found


def delete_container(db: Transaction, account_id: str, kind: str, name: str) -> None:
    """Remove a container, which nothing must stand in any more; the default one goes on being there."""
    db.run(SQL.delete_container, {"account_id": account_id, "kind": kind, "container": folded(name)})

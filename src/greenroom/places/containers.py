"""Containers: workspaces, and whatever else a surface groups characters by. Each account has its own.

The container `default` exists in every account from its first moment, without a row.
"""

from msgspec import Struct

from greenroom.database import Row, Transaction, Value, statements

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
    return _container(db.one(SQL.container, _key(account_id, kind, name)), kind, name)


def hold_container(db: Transaction, account_id: str, kind: str, name: str) -> Container | None:
    """The container of this name, which nobody removes before this transaction ends."""
    return _container(db.one(SQL.held_container, _key(account_id, kind, name)), kind, name)


def containers_of(db: Transaction, account_id: str) -> list[Container]:
    """The containers of an account that somebody made, by kind and name."""
    return [Container(*row) for row in db.all(SQL.containers, {"account_id": account_id})]


def ensure_container(db: Transaction, account_id: str, kind: str, name: str) -> Container:
    """The container of this name, made now if there is none, and held; its name stays as it was first written."""
    if default := _container(None, kind, name):  # which never has a row to look for
        return default
    while (found := hold_container(db, account_id, kind, name)) is None:
        row = {**_key(account_id, kind, name), "name": name, "title": name, "now": db.now}
        db.run(
            SQL.insert_container, row
        )  # or nothing, where somebody was quicker, who may be removing it by now
    return found


def delete_container(db: Transaction, account_id: str, kind: str, name: str) -> bool:
    """Remove a container, once nobody holds it; whether there was one. The default one goes on being there.

    What stands in it is best removed afterwards, since until then more may come to stand there.
    """
    return bool(db.run(SQL.delete_container, _key(account_id, kind, name)))


def _key(account_id: str, kind: str, name: str) -> dict[str, Value]:
    return {"account_id": account_id, "kind": kind, "container": folded(name)}


def _container(row: Row | None, kind: str, name: str) -> Container | None:
    if row:
        return Container(*row)
    return Container(kind, DEFAULT, DEFAULT, 0) if folded(name) == DEFAULT else None

"""`greenroom key`: the API keys of an instance's accounts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Key
from greenroom.characters import Transaction
from greenroom.cli.instance import Instance, instance_options
from greenroom.cli.output import give, table
from greenroom.kit.clock import SECOND, rfc3339
from greenroom.secret import server_secret


@click.group()
def key() -> None:
    """Create, list, rotate and revoke API keys."""


@key.command()
@click.option("--account", "handle", required=True, help="Handle of the account that the key is for.")
@click.option("--label", required=True, help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="May be repeated; default: all.")
@click.option("--days", type=click.IntRange(min=1), help="Days until it expires; default: never.")
@instance_options
def create(
    handle: str, label: str, scopes: tuple[str, ...], days: int | None, data: str, database: str, as_json: bool
) -> None:
    """Create a key; its secret is shown this once."""
    instance = Instance(data, database)
    secret = server_secret(instance.place.data, instance.settings["secret"])
    expires_at = int((datetime.now(UTC) + timedelta(days=days)).timestamp() * SECOND) if days else None

    def unit(db: Transaction) -> tuple[Key, str]:
        account_id = service.find_account(db, handle).account_id
        wanted = scopes or SCOPES
        return service.create_key(db, account_id, label, secret, scopes=wanted, expires_at=expires_at)

    made, text = instance.write(unit)
    give(show(made) | {"key": text}, as_json=as_json, text=text)


@key.command("list")
@click.option("--account", "handle", required=True, help="Handle of the account.")
@instance_options
def list_keys(handle: str, data: str, database: str, as_json: bool) -> None:
    """List an account's keys, revoked ones too; secrets are not kept and cannot be shown."""

    def unit(db: Transaction) -> list[Key]:
        return service.list_keys(db, service.find_account(db, handle).account_id)

    found = [show(one) for one in Instance(data, database).write(unit)]
    rows = [(one["id"], one["label"], " ".join(one["scopes"]), one["state"], one["last_used_at"] or "never") for one in found]
    give(found, as_json=as_json, text=table(rows, "id", "label", "scopes", "state", "last used"))


@key.command()
@click.argument("key_id")
@instance_options
def rotate(key_id: str, data: str, database: str, as_json: bool) -> None:
    """Replace a key by a new one of the same kind; the old one is revoked at once."""
    instance = Instance(data, database)
    secret = server_secret(instance.place.data, instance.settings["secret"])

    def unit(db: Transaction) -> tuple[Key, str]:
        return service.rotate_key(db, service.owner_of_key(db, key_id), key_id, secret)

    made, text = instance.write(unit)
    give(show(made) | {"key": text}, as_json=as_json, text=text)


@key.command()
@click.argument("key_id")
@instance_options
def revoke(key_id: str, data: str, database: str, as_json: bool) -> None:
    """Revoke a key for good; running servers refuse it within a second."""
    unit: Callable[[Transaction], Key] = lambda db: service.revoke_key(db, service.owner_of_key(db, key_id), key_id)  # noqa: E731
    revoked = show(Instance(data, database).write(unit))
    give(revoked, as_json=as_json, text=f"{revoked['id']} is revoked.")


def show(one: Key) -> dict[str, Any]:
    """A key for programs, without its secret."""
    return {
        "id": one.key_id,
        "label": one.label,
        "scopes": one.scopes,
        "state": "revoked" if one.revoked_at else "active",
        "created_at": rfc3339(one.created_at),
        "expires_at": rfc3339(one.expires_at) if one.expires_at else None,
        "last_used_at": rfc3339(one.last_used_at) if one.last_used_at else None,
    }

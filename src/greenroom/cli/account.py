"""`greenroom account`: the accounts of an instance."""

import asyncio
from typing import Any

import click

from greenroom.accounts import service
from greenroom.accounts.model import Account
from greenroom.app import open_house
from greenroom.assets.store import assets_of
from greenroom.characters import Transaction
from greenroom.cli.instance import Instance, instance_options
from greenroom.cli.output import give, say, table
from greenroom.kit.clock import rfc3339


@click.group()
def account() -> None:
    """Create, list, suspend and delete accounts."""


@account.command()
@click.argument("handle")
@click.option("--plan", help="home, standard or guest; default: the setting default_plan.")
@click.option("--name", default="", help="Display name; default: the handle.")
@instance_options
def create(handle: str, plan: str | None, name: str, data: str, database: str, as_json: bool) -> None:
    """Create an account with this HANDLE: 3 to 32 letters, digits or underscores."""
    instance = Instance(data, database)
    made = instance.write(service.create_account, handle, plan or instance.settings["default_plan"], name)
    give(show(made), as_json=as_json, text=f"@{made.handle}  {made.account_id}  plan {made.plan}")


@account.command("list")
@instance_options
def list_accounts(data: str, database: str, as_json: bool) -> None:
    """List all accounts, oldest first."""
    found = [show(one) for one in Instance(data, database).write(service.list_accounts)]
    rows = [(f"@{one['handle']}", one["id"], one["plan"], one["state"], one["created_at"][:10]) for one in found]
    give(found, as_json=as_json, text=table(rows, "handle", "id", "plan", "state", "created"))


@account.command()
@click.argument("handle")
@instance_options
def suspend(handle: str, data: str, database: str, as_json: bool) -> None:
    """Stop an account: its keys open nothing until it is resumed, and nothing is lost."""
    _set_suspended(handle, data, database, as_json=as_json, suspended=True)


@account.command()
@click.argument("handle")
@instance_options
def resume(handle: str, data: str, database: str, as_json: bool) -> None:
    """Free a suspended account."""
    _set_suspended(handle, data, database, as_json=as_json, suspended=False)


@account.command()
@click.argument("handle")
@click.option("--yes", is_flag=True, help="Do not ask.")
@instance_options
def delete(handle: str, yes: bool, data: str, database: str, as_json: bool) -> None:
    """Delete an account with everything that it owns, for good."""
    instance = Instance(data, database)
    found = instance.write(service.find_account, handle)
    if not yes:
        click.confirm(f"Delete @{found.handle} with all its characters and pictures?", abort=True, err=True)
    asyncio.run(_delete(instance, found.account_id))
    give({"id": found.account_id, "deleted": True}, as_json=as_json, text=f"@{found.handle} is gone.")


async def _delete(instance: Instance, account_id: str) -> None:
    database = instance.open()
    house = open_house(instance.settings, database)
    try:
        pictures = await database.write(_delete_rows, account_id)
    finally:
        await database.close()
    for asset_id in pictures:
        house.media.delete(asset_id, young=0)
    say(f"{len(pictures)} pictures deleted.")


def _delete_rows(db: Transaction, account_id: str) -> list[str]:
    pictures = [asset.asset_id for asset in assets_of(db, account_id)]
    service.delete_account(db, account_id)
    return pictures


def _set_suspended(handle: str, data: str, database: str, *, as_json: bool, suspended: bool) -> None:
    def unit(db: Transaction) -> Account:
        return service.suspend_account(db, handle, suspended=suspended)

    found = show(Instance(data, database).write(unit))
    give(found, as_json=as_json, text=f"@{found['handle']} is {found['state']}.")


def show(one: Account) -> dict[str, Any]:
    """An account for programs."""
    return {
        "id": one.account_id,
        "handle": one.handle,
        "display_name": one.display_name,
        "plan": one.plan,
        "state": "suspended" if one.suspended_at else "active",
        "created_at": rfc3339(one.created_at),
    }

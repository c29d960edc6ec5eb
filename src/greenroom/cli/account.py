"""`greenroom account`: the accounts of an instance."""

import asyncio
import time
from pathlib import Path
from typing import Any

import click

from greenroom.accounts import service, tickets
from greenroom.accounts.model import Account
from greenroom.accounts.operators import list_operators, name_operator
from greenroom.accounts.plans import PLANS
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.farewell import delete_rows, sweep_up
from greenroom.cli.archive import give_archive, take_archive
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import Output, say, table
from greenroom.community.suspensions import set_suspended
from greenroom.dialects.kit.house import House
from greenroom.http.request_log import EVERY, forget_lines
from greenroom.kit.clock import DAY, MINUTE, rfc3339
from greenroom.problems import Unavailable


@click.group()
def account() -> None:
    """Create, list, suspend and delete accounts, change their plans, move them, and let people in."""


@account.command()
@click.argument("handle")
@click.option("--plan", type=click.Choice(tuple(PLANS)), help="Default: the setting default_plan.")
@click.option("--name", default="", help="Display name; default: the handle.")
@on_instance
def create(instance: Instance, output: Output, *, handle: str, plan: str | None, name: str) -> None:
    """Create an account with this HANDLE: 3 to 32 letters, digits or underscores."""
    plan = plan or instance.settings["default_plan"]
    made = instance.write(service.create_account, handle, plan, name, make=True)
    output.give(show(made), f"@{made.handle}  {made.account_id}  plan {made.plan}")


@account.command("list")
@on_instance
def list_accounts(instance: Instance, output: Output) -> None:
    """List all accounts, oldest first."""
    found = [show(one) for one in instance.read(service.list_accounts)]
    rows = [
        (f"@{one['handle']}", one["id"], one["plan"], one["state"], one["created_at"][:10]) for one in found
    ]
    output.give(found, table(rows, "handle", "id", "plan", "state", "created"))


@account.command()
@click.argument("handle")
@click.argument("name", metavar="PLAN", type=click.Choice(tuple(PLANS)))
@on_instance
def plan(instance: Instance, output: Output, *, handle: str, name: str) -> None:
    """Give an account another PLAN; running servers know within a second."""
    found = show(instance.write(service.set_plan, handle, name))
    output.give(found, f"@{found['handle']} has the plan {found['plan']}.")


@account.command()
@click.argument("handle")
@click.option("--reason", default="", help="Why; its owner is told.")
@on_instance
def suspend(instance: Instance, output: Output, *, handle: str, reason: str) -> None:
    """Stop an account: its keys open nothing until it is resumed, and nothing is lost."""
    _set_suspended(instance, output, handle, suspended=True, reason=reason)


@account.command()
@click.argument("handle")
@on_instance
def resume(instance: Instance, output: Output, *, handle: str) -> None:
    """Free a suspended account."""
    _set_suspended(instance, output, handle, suspended=False)


@account.command()
@click.argument("handle")
@on_instance
def link(instance: Instance, output: Output, *, handle: str) -> None:
    """Make a link that signs in to an account in a browser, once and within 15 minutes."""
    ticket = instance.write_keyed(lambda db, secret: tickets.make_link(db, secret, handle))
    url = tickets.link_url(instance.place.public_url, ticket)
    output.give({"url": url, "minutes": tickets.LINK_LIVES // MINUTE}, url)


@account.command()
@click.option("--plan", type=click.Choice(tuple(PLANS)), help="Default: the setting default_plan.")
@click.option(
    "--days",
    type=click.IntRange(1, 365),
    default=tickets.INVITE_LIVES // DAY,
    show_default=True,
    help="How long it can be used.",
)
@on_instance
def invite(instance: Instance, output: Output, *, plan: str | None, days: int) -> None:
    """Make an invite, with which one newcomer gets an account."""
    plan = plan or instance.settings["default_plan"]
    made = instance.write_keyed(lambda db, secret: tickets.make_invite(db, secret, plan, days * DAY))
    output.give({"invite": made, "plan": plan, "days": days}, made)


@account.command()
@click.argument("handle")
@click.option("--dismiss", is_flag=True, help="Let it look after the server no longer.")
@on_instance
def operator(instance: Instance, output: Output, *, handle: str, dismiss: bool) -> None:
    """Let an account look after this server: its queue of reports, and what stands in the public."""

    def unit(db: Transaction) -> Account:
        return name_operator(db, handle, dismiss=dismiss)

    found = show(instance.write(unit))
    words = "is no operator" if dismiss else "is an operator"
    output.give(found | {"operator": not dismiss}, f"@{found['handle']} {words} of this server.")


@account.command()
@click.argument("handle")
@click.option("--yes", is_flag=True, help="Do not ask.")
@on_instance
def delete(instance: Instance, output: Output, *, handle: str, yes: bool) -> None:
    """Delete an account with everything that it owns, for good."""
    found, operators = instance.read(lambda db: (service.find_account(db, handle), list_operators(db)))
    if [one.account_id for one in operators] == [found.account_id]:
        say(
            f"@{found.handle} is the only operator: without it nobody looks after this server, until "
            "`greenroom account operator` names another, or a start makes a new @owner."
        )
    if not yes:
        click.confirm(f"Delete @{found.handle} with all its characters and pictures?", abort=True, err=True)

    async def work(house: House) -> set[str]:
        left = await house.database.write_long(delete_rows, found.account_id)
        try:
            deleted = await asyncio.to_thread(sweep_up, house.media, left)
            await asyncio.to_thread(house.archives.forget_account, found.account_id)
            say(f"Files deleted: {deleted}.")
        except Unavailable:
            say(
                "The bucket of files is out of reach: servers remove what is there within a day of its return."
            )
        return left.names

    names = instance.work(work)
    instance.place.scrub()
    if instance.place.requests.exists():
        time.sleep(EVERY + 0.2)  # a running server may have lines that it has not written yet
        forget_lines(instance.place.requests, names)
    output.give({"id": found.account_id, "deleted": True}, f"@{found.handle} is gone.")


@account.command("export")
@click.argument("handle")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@on_instance
def export_account(instance: Instance, output: Output, *, handle: str, file: Path) -> None:
    """Write everything that an account holds to one FILE, which a new account can be made of, here or elsewhere.

    Keys are not in it.
    """
    give_archive(instance, output, handle, file)


@account.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--handle", required=True, help="Of the new account.")
@click.option("--plan", type=click.Choice(tuple(PLANS)), help="Default: the setting default_plan.")
@on_instance
def import_account(instance: Instance, output: Output, *, file: Path, handle: str, plan: str | None) -> None:
    """Make a new account of what `account export` wrote: all of it, or nothing."""
    take_archive(instance, output, file, handle, plan or instance.settings["default_plan"])


def _set_suspended(
    instance: Instance, output: Output, handle: str, *, suspended: bool, reason: str = ""
) -> None:
    catalogue = Catalogue()

    def unit(db: Transaction) -> Account:
        return set_suspended(db, catalogue, handle, suspended=suspended, reason=reason)

    found = show(instance.write(unit))
    output.give(found, f"@{found['handle']} is {found['state']}.")


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

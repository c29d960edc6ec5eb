"""`greenroom audit`: the trail of who did what, newest first."""

from typing import Any

import click

from greenroom.accounts import audit as trail
from greenroom.accounts import service, store
from greenroom.characters import Transaction
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import Output, table
from greenroom.kit.clock import rfc3339


@click.command()
@click.option(
    "--last", type=click.IntRange(1, 1_000_000), default=50, show_default=True, help="How many at the most."
)
@click.option("--account", "handle", metavar="HANDLE", help="Only what was done to this account, or by it.")
@on_instance
def audit(instance: Instance, output: Output, *, last: int, handle: str | None) -> None:
    """Show who signed in, made keys or acted as an operator, newest first.

    Also which characters became public or got a link. What the command line did has nobody as its doer. Kept for 400 days.
    """

    def unit(db: Transaction) -> list[dict[str, Any]]:
        if handle:
            found = trail.of_account(db, service.find_account(db, handle).account_id, last)
        else:
            found = trail.page(db, last)
        ids = {one for entry in found for one in (entry.account_id, entry.actor_id) if one}
        handles = {one: account.handle for one in ids if (account := store.account_by_id(db, one))}
        return [_show(entry, handles) for entry in found]

    found = instance.read(unit)
    rows = [
        (one["moment"], one["act"], *map(_at, (one["account"], one["by"])), one["key"] or "-", one["about"])
        for one in found
    ]
    output.give(found, table(rows, "moment", "act", "account", "by", "key", "about"))


def _show(entry: trail.Entry, handles: dict[str, str]) -> dict[str, Any]:
    """An entry for programs; `by` is nobody for the command line, and for whoever failed to sign in."""
    return {
        "id": entry.audit_id,
        "moment": rfc3339(entry.moment),
        "act": entry.act,
        "account": handles.get(entry.account_id or ""),
        "by": handles.get(entry.actor_id or ""),
        "key": entry.key_id,
        "about": entry.about,
    }


def _at(handle: str | None) -> str:
    return f"@{handle}" if handle else "-"

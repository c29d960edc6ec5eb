"""`greenroom check`: whether counters are true."""

import click

from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import IN_PART, Output, table
from greenroom.conversations import counters
from greenroom.conversations.counters import Difference


@click.command()
@click.option("--mend", is_flag=True, help="Set the counters that differ to what the ledger says.")
@on_instance
def check(instance: Instance, output: Output, *, mend: bool) -> None:
    """Hold the counters of all characters to the ledger of what was said.

    Ends with 3 where one differs, and was not set right. A server may go on working meanwhile.
    """
    found = instance.write(counters.mend) if mend else instance.read(counters.differing)
    output.give({"differing": [one._asdict() for one in found], "mended": mend}, _told(found, mended=mend))
    if found and not mend:
        raise SystemExit(IN_PART)


def _told(found: list[Difference], *, mended: bool) -> str:
    if not found:
        return "All counters agree with the ledger."
    rows = [
        (one.character_id, f"{one.messages} / {one.uses}", f"{one.ledger_messages} / {one.ledger_uses}")
        for one in found
    ]
    done = "They were set right." if mended else "`greenroom check --mend` sets them right."
    return f"{table(rows, 'character', 'messages / uses', 'in the ledger')}\n{done}"

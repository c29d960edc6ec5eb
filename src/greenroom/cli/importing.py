"""`greenroom import`: files, folders and archives of files becoming characters, lorebooks, personas and threads."""

import sys
import time
from collections import Counter

import click

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Caller
from greenroom.app import formats
from greenroom.characters import Transaction
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import IN_PART, Give, Output, printable, remark, say
from greenroom.dialects.kit.house import House
from greenroom.transfer.bulk import Way, take_in
from greenroom.transfer.reading import Desk
from greenroom.transfer.result import Result, notes
from greenroom.transfer.sources import find

_MANY = 64
_EVERY = 0.2
_SELDOM = 5.0


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--account", "handle", required=True, metavar="HANDLE", help="Whose they become.")
@click.option(
    "--update",
    is_flag=True,
    help="A file that changed makes a revision of the character that a file of its name made.",
)
@click.option("--dry-run", is_flag=True, help="Read everything, and write nothing.")
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Processes that read; default: one for each core."
)
@on_instance
def import_files(
    instance: Instance,
    output: Output,
    *,
    paths: tuple[str, ...],
    handle: str,
    update: bool,
    dry_run: bool,
    workers: int | None,
) -> None:
    """Make characters of files, folders and archives.

    Files are cards in pictures, archives, JSON or YAML, and what other programs and services export. PATH is a file, a folder, an archive of files, or a folder that SillyTavern keeps for a user (data/default-user): then its
    chats, personas and World Info come along. - is standard input. What is there already is left as it is, so a run that was
    ended goes on when it is called again. A bad file stops no other: exit code 3.
    """
    sources = find(paths)

    async def work(house: House) -> None:
        who = await house.database.read(caller, handle)
        desk = Desk(house.secret, who.account_id, instance.place.media, formats, dry_run)
        async for result in take_in(house, who, desk, sources, Way(update, dry_run, workers or 0)):
            telling.tell(result)

    with output.several() as give:
        telling = Telling(give, len(sources))
        instance.work(work)
    telling.end()
    click.get_current_context().exit(telling.code)


def caller(db: Transaction, handle: str) -> Caller:
    """The account's owner at the terminal, who may do everything."""
    found = service.find_account(db, handle)
    return Caller(
        account_id=found.account_id,
        handle=found.handle,
        plan=found.plan,
        key_id=None,
        scopes=frozenset(SCOPES),
    )


class Telling:
    """Tells results as they come: on standard output what was done, on standard error what there is to say and how far it is."""

    def __init__(self, give: Give, total: int) -> None:
        self._give = give
        self._total = total
        self._begun = self._told_at = time.monotonic()
        self._last = ""
        self._done = 0
        self._count: Counter[str] = Counter()
        self._line = sys.stderr.isatty()

    def tell(self, result: Result) -> None:
        """One of them."""
        self._done += result.file != self._last
        self._last = result.file
        told = f"{result.file}  {result.id}  {printable(result.name)}".rstrip()
        told = told if result.state == "kept" else f"{told}  ({result.state})"
        self._give(result.shown(), "" if result.state in ("failed", "skipped") else told)
        self._count[result.state] += 1
        self._remark(result)
        self._progress()

    def _remark(self, result: Result) -> None:
        if result.why:
            self._clear()
            say(f"{result.file}: {result.why}")
        for note in notes(result.report):
            self._clear()
            remark(result.file, note["field"], note["why"])

    def _progress(self) -> None:
        now = time.monotonic()
        if self._total > _MANY and now - self._told_at > (_EVERY if self._line else _SELDOM):
            self._told_at = now
            text = (
                f"{self._done:,} of {self._total:,} files, {self._done / (now - self._begun):,.0f} a second"
            )
            click.echo(f"\r\x1b[K{text}" if self._line else text, err=True, nl=not self._line)

    def _clear(self) -> None:
        if self._line and self._total > _MANY:
            click.echo("\r\x1b[K", err=True, nl=False)

    def end(self) -> None:
        """All was told."""
        if self._total > _MANY:
            self._clear()
            seconds = time.monotonic() - self._begun
            told = ", ".join(f"{count:,} {state}" for state, count in sorted(self._count.items()))
            say(f"{told}: {self._done:,} files in {seconds:.1f} s.")

    @property
    def code(self) -> int:
        """0 where nothing failed, 1 where everything did, 3 else."""
        failed = self._count["failed"]
        if not failed:
            return 0
        return 1 if failed == self._count.total() else IN_PART

"""`greenroom export`: characters, their chats and whole accounts as files."""

import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

import click
import msgspec

from greenroom.accounts.model import Caller
from greenroom.app import formats, vendors
from greenroom.cards.exported import Exported
from greenroom.cards.exports import ORIGINAL
from greenroom.cards.imported import Line
from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.cli.archive import give_archive
from greenroom.cli.importing import caller
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import IN_PART, Give, Output, remark, say
from greenroom.dialects.kit.exports import export, names
from greenroom.dialects.kit.house import House
from greenroom.kit.ids import is_uuid
from greenroom.problems import NotFound
from greenroom.transfer.leaving import Leaving, Left, everyone, write_out

_JSON = "application/json"
_OF_ACCOUNT = click.option("--account", "handle", required=True, metavar="HANDLE", help="Whose characters.")


@click.command("export")
@click.argument("wanted", metavar="[ID_OR_ADDRESS]...", nargs=-1)
@_OF_ACCOUNT
@click.option("--all", "everybody", is_flag=True, help="All characters of the account.")
@click.option(
    "--format",
    "form",
    type=click.Choice(names(formats())),
    default="chara_card_v3",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--chats", is_flag=True, help="Their chats, too, as JSON lines, in the folder chats beside them."
)
@click.option(
    "-o",
    "--output",
    "place",
    type=click.Path(path_type=Path),
    help="Write to this file, or folder for several.",
)
@click.option(
    "--archive",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the whole account to this file instead; see `account export`.",
)
@on_instance
def export_characters(
    instance: Instance,
    output: Output,
    *,
    wanted: tuple[str, ...],
    handle: str,
    everybody: bool,
    form: str,
    chats: bool,
    place: Path | None,
    archive: Path | None,
) -> None:
    """Write characters as files, or a whole account as one.

    ID_OR_ADDRESS is a character's id, or a name that a dialect gave it: its slug, or container/slug.
    """
    if archive is not None:
        give_archive(instance, output, handle, archive)
    elif len(wanted) == 1 and not (everybody or chats):
        _give_one(instance, output, wanted[0], handle, form, place)
    elif place is None or not (wanted or everybody):
        raise click.UsageError("Name characters, or say --all; several are written to a folder: -o DIR.")
    else:
        way = Leaving(form, formats(), place, chats)
        _give_several(instance, output, () if everybody else wanted, handle, way)


def _give_one(
    instance: Instance, output: Output, name: str, handle: str, form: str, file: Path | None
) -> None:
    async def work(house: House) -> Exported:
        who = await house.database.read(caller, handle)
        record = await house.database.scan(_find, house, who, name)
        return await export(house, record, form, formats())

    made = instance.work(work)
    written = made.data if form == ORIGINAL else _pretty(made)
    notes = [{"field": line.field, "why": line.why} for line in made.report if line.why]
    for note in notes:
        remark(name, note["field"], note["why"])
    if file is not None:
        file.write_bytes(written)
        output.give({"file": str(file), "notes": notes, "report": _show(made.report)}, str(file))
    elif made.media_type == _JSON and form != ORIGINAL:
        output.give(msgspec.json.decode(made.data), written.decode())
    else:
        sys.stdout.buffer.write(written)


def _give_several(
    instance: Instance, output: Output, wanted: tuple[str, ...], handle: str, way: Leaving
) -> None:
    """Those that were named, or everybody."""
    done: list[Left] = []

    async def work(house: House) -> None:
        who = await house.database.read(caller, handle)
        if not wanted:
            records = everyone(house, who)
        else:
            found = [await house.database.scan(_find, house, who, name) for name in wanted]
            records = _each(found)
        async for left in write_out(house, who, records, way):
            _tell(give, left)
            done.append(left._replace(report=() if not left.error else left.report))

    with output.several() as give:
        instance.work(work)
    failed = sum(bool(left.error) for left in done)
    if failed:
        click.get_current_context().exit(IN_PART if failed < len(done) else 1)


async def _each(records: Iterable[Record]) -> AsyncIterator[Record]:
    for record in records:
        yield record


def _tell(give: Give, left: Left) -> None:
    for line in left.report:
        if line.why:
            remark(left.name, line.field, line.why)
    if left.error:
        say(f"{left.name}: {left.error}")
    shown = {"name": left.name, "file": left.file} | ({"error": left.error} if left.error else {})
    give(shown | {"report": _show(left.report)}, left.file)


def _pretty(made: Exported) -> bytes:
    return msgspec.json.format(made.data) + b"\n" if made.media_type == _JSON else made.data


def _show(report: Iterable[Line]) -> list[dict[str, str]]:
    return [line._asdict() for line in report]


def _find(db: Transaction, house: House, who: Caller, name: str) -> Record:
    """A character by its id, or by its name in the first dialect that knows it."""
    if is_uuid(name.lower()):
        return house.catalogue.get(db, who, name.lower(), lists=True)
    for dialect, container, address in _addresses(name):
        try:
            return house.catalogue.get_addressed(db, who, dialect, container, address, lists=True)
        except NotFound:
            continue
    raise NotFound("character", name)


def _addresses(name: str) -> Iterator[tuple[str, str, str]]:
    """(dialect, container, address) of everything that a name may mean."""
    container, _, address = name.rpartition("/")
    for dialect in vendors():
        if dialect.naming:
            yield dialect.name, container or dialect.naming.container, address

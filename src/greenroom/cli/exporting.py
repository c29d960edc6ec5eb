"""`greenroom import` and `greenroom export`: characters as files."""

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import click
import msgspec

from greenroom.accounts.model import Caller
from greenroom.app import vendors
from greenroom.cards.exported import Exported
from greenroom.cards.formats.format import Format
from greenroom.cards.imported import Line
from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.cli.importing import caller
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import Output, say
from greenroom.dialects.kit.exports import export, names
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.passport import file_formats
from greenroom.dialects.native.files import FILES
from greenroom.kit.ids import is_uuid
from greenroom.problems import NotFound

_JSON = "application/json"
_TOLD = ("mapped", "dropped", "dead_link")
_OF_ACCOUNT = click.option("--account", "handle", required=True, metavar="HANDLE", help="Whose characters.")


@cache
def _formats() -> tuple[Format, ...]:
    """The formats of dialects' own files."""
    return (*file_formats(vendors()), FILES)


@click.command("export")
@click.argument("name", metavar="ID_OR_ADDRESS")
@_OF_ACCOUNT
@click.option(
    "--format",
    "form",
    type=click.Choice(names(_formats())),
    default="chara_card_v3",
    show_default=True,
    help="What to write.",
)
@click.option(
    "-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file."
)
@on_instance
def export_card(
    instance: Instance, output: Output, *, name: str, handle: str, form: str, file: Path | None
) -> None:
    """Write a character as a file.

    ID_OR_ADDRESS is the character's id, or a name that a dialect gave it: its slug, or container/slug.
    """

    async def work(house: House) -> Exported:
        who = await house.database.read(caller, handle)
        record = await house.database.scan(_find, house, who, name)
        return await export(house, record, form, _formats())

    made = instance.work(work)
    notes = [{"field": line.field, "why": line.why} for line in made.report if line.why]
    for note in notes:
        say(f"{name}: {note['field']} {note['why']}")
    if file is not None:
        file.write_bytes(_pretty(made))
        output.give({"file": str(file), "notes": notes, "report": _show(made.report)}, str(file))
    elif made.media_type == _JSON:
        output.give(msgspec.json.decode(made.data), _pretty(made).decode())
    else:
        sys.stdout.buffer.write(made.data)


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

"""`greenroom import` and `greenroom export`: characters as files."""

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import msgspec

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Caller
from greenroom.app import vendors
from greenroom.cards.caps import MOST_OF_ANY
from greenroom.cards.exported import Exported
from greenroom.cards.formats.format import Format
from greenroom.cards.imported import Line
from greenroom.cards.refusals import refused
from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import IN_PART, Output, say
from greenroom.dialects.kit.exports import export, names
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.imports import enter, prepare
from greenroom.dialects.kit.passport import file_formats
from greenroom.dialects.native.files import FILES
from greenroom.kit.ids import is_uuid
from greenroom.problems import BadCard, NotFound, Problem

_JSON = "application/json"
_TOLD = ("mapped", "dropped", "dead_link")
_OF_ACCOUNT = click.option("--account", "handle", required=True, metavar="HANDLE", help="Whose characters.")


@cache
def _formats() -> tuple[Format, ...]:
    """The formats of dialects' own files."""
    return (*file_formats(vendors()), FILES)


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@_OF_ACCOUNT
@on_instance
def import_cards(instance: Instance, output: Output, *, files: tuple[str, ...], handle: str) -> None:
    """Make characters of files: cards in pictures, archives, JSON or YAML, and what other programs and services export.

    - is standard input. A bad file stops no other: exit code 3.
    """

    async def work(house: House) -> list[dict[str, Any]]:
        who = await house.database.read(_caller, handle)
        return [one for file in files for one in await _import(house, who, file)]

    done = instance.work(work)
    output.give(done, "\n".join(f"{one['file']}  {one['id']}  {one['name']}" for one in done if "id" in one))
    failed = [one for one in done if "error" in one]
    if failed:
        click.get_current_context().exit(IN_PART if len(failed) < len(done) else 1)


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
        who = await house.database.read(_caller, handle)
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


async def _import(house: House, who: Caller, file: str) -> list[dict[str, Any]]:
    """What became of one file: the ids of new characters, or an error."""
    try:
        prepared = await prepare(house, who, Path(file).name, _bytes(file), _formats())
        if not prepared.taken:
            raise refused("lorebook")
        records = await house.database.write(enter, house, who, prepared)
        await prepared.keep(house)
    except (Problem, OSError) as error:
        say(f"{file}: {_why(error)}")
        reason = {"reason": error.reason} if isinstance(error, BadCard) else {}
        return [{"file": file, "error": _why(error), **reason}]
    for warning in prepared.imported.warnings:
        say(f"{file}: {warning}")
    for failure in prepared.imported.failures:
        say(f"{file}#{failure.place}: {failure.problem}")
    done = []
    for record, one in zip(records, prepared.taken, strict=True):
        _tell(file, one.report)
        shown = {"file": file, "id": record.character_id, "name": record.character.name or Path(file).stem}
        about = {"format": one.found.format, "notes": _notes(one.report), "report": _show(one.report)}
        done.append(shown | about)
    failed = [
        {"file": f"{file}#{one.place}", "error": str(one.problem), "reason": one.problem.reason}
        for one in prepared.imported.failures
    ]
    return done + failed


def _bytes(file: str) -> bytes:
    with click.open_file(file, "rb") as stream:
        data: bytes = stream.read(MOST_OF_ANY + 1)
    return data


def _why(error: Problem | OSError) -> str:
    return f"It can't be read: {error.strerror}." if isinstance(error, OSError) else str(error)


def _show(report: Iterable[Line]) -> list[dict[str, str]]:
    return [line._asdict() for line in report]


def _notes(report: Iterable[Line]) -> list[dict[str, str]]:
    """What there is to say beyond what became of it."""
    return [{"field": line.field, "why": line.why} for line in report if line.fate in _TOLD and line.why]


def _tell(name: str, report: Iterable[Line]) -> None:
    for note in _notes(report):
        say(f"{name}: {note['field']} {note['why']}")


def _caller(db: Transaction, handle: str) -> Caller:
    """The account's owner at the terminal, who may do everything."""
    found = service.find_account(db, handle)
    return Caller(
        account_id=found.account_id,
        handle=found.handle,
        plan=found.plan,
        key_id=None,
        scopes=frozenset(SCOPES),
    )


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

"""`greenroom import` and `greenroom export`: characters as the JSON files of the card community."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Caller
from greenroom.app import vendors
from greenroom.cards.exports import EXPORTS
from greenroom.cards.reader import read
from greenroom.cards.wrapping import NOT_YET, wrapping_of
from greenroom.cards.writer import Written
from greenroom.characters import Transaction
from greenroom.characters.losses import Loss
from greenroom.characters.model import Character, Record
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import IN_PART, Output, say
from greenroom.dialects.kit.house import House
from greenroom.http.bodies import MIB, json_file
from greenroom.kit.clock import system_clock
from greenroom.kit.ids import is_uuid
from greenroom.kit.json_values import encode_json
from greenroom.problems import NotFound, NotJson, Problem, TooLarge

_MOST = 16 * MIB
_OF_ACCOUNT = click.option("--account", "handle", required=True, metavar="HANDLE", help="Whose characters.")


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@_OF_ACCOUNT
@on_instance
def import_cards(instance: Instance, output: Output, *, files: tuple[str, ...], handle: str) -> None:
    """Make characters of character cards.

    Each FILE is the JSON of one card, V1, V2 or V3; - is standard input. A bad one stops no other: exit code 3.
    """

    async def work(house: House) -> list[dict[str, Any]]:
        who = await house.database.read(_caller, handle)
        return [await _import(house, who, file) for file in files]

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
    type=click.Choice(tuple(EXPORTS)),
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
    """Write a character as a character card.

    ID_OR_ADDRESS is the character's id, or a name that a dialect gave it: its slug, or container/slug.
    """

    async def work(house: House) -> Written:
        who = await house.database.read(_caller, handle)
        record = await house.database.scan(_find, house, who, name)
        return EXPORTS[form](record, house.context, exported_at=system_clock())

    card, notes = instance.work(work)
    _tell(name, notes)
    text = msgspec.json.format(encode_json(card)).decode()
    if file is None:
        output.give(card, text)
    else:
        file.write_text(f"{text}\n", encoding="utf-8")
        output.give({"file": str(file), "notes": _show(notes)}, str(file))


async def _import(house: House, who: Caller, file: str) -> dict[str, Any]:
    """What became of one file: the new character's id, or an error."""
    try:
        character, notes = read(json_file(_json(file)))
        record = await house.database.write(_create, house, who, character)
    except (Problem, OSError) as error:
        say(f"{file}: {_why(error)}")
        return {"file": file, "error": _why(error)}
    _tell(file, notes)
    return {"file": file, "id": record.character_id, "name": record.character.name, "notes": _show(notes)}


def _create(db: Transaction, house: House, who: Caller, character: Character) -> Record:
    return house.catalogue.create(db, who, character, "card")


def _json(file: str) -> bytes:
    """The bytes of a file, which may be JSON; NotJson for what people keep cards in besides."""
    data = _bytes(file)
    found = wrapping_of(data)
    if found:
        raise NotJson(f"it is {found}; {NOT_YET}")
    return data


def _bytes(file: str) -> bytes:
    with click.open_file(file, "rb") as stream:
        data: bytes = stream.read(_MOST + 1)
    if len(data) > _MOST:
        raise TooLarge("The file", f"{_MOST // MIB} MiB")
    return data


def _why(error: Problem | OSError) -> str:
    if isinstance(error, OSError):
        return f"It can't be read: {error.strerror}."
    return f"It is not JSON: {error.why}." if isinstance(error, NotJson) else str(error)


def _show(notes: Iterable[Loss]) -> list[dict[str, str]]:
    return [note._asdict() for note in notes]


def _tell(name: str, notes: Iterable[Loss]) -> None:
    for note in notes:
        say(f"{name}: {note.field} {note.why}")


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

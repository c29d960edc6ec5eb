"""`greenroom backup` and `greenroom restore`: a whole instance in one file, of either engine and for either."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from greenroom import secret
from greenroom.accounts import service
from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import Output, say
from greenroom.database.archive import About
from greenroom.database.backup import write_backup
from greenroom.database.restore import restore_backup
from greenroom.kit.clock import rfc3339
from greenroom.kit.privacy import only_for_owner
from greenroom.place import Place
from greenroom.settings import Refused

_MEDIA = "media"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Write over a FILE that is there.")
@on_instance
def backup(instance: Instance, output: Output, *, file: Path, replace: bool) -> None:
    """Write a whole instance to one file.

    FILE gets the database, the pictures and the server's secret. A server may go on working meanwhile.
    """
    instance.expect()
    _check_target(file, replace=replace)
    say(f"Writing {file} …")
    with _belongings(instance) as extras, only_for_owner():
        about = write_backup(instance.place.database, file, extras)
    made = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "engine": about.engine,
        "schema": about.schema,
        "made_at": rfc3339(about.made_at),
    }
    output.give(made, f"{file}: {made['bytes']} bytes, read back and found whole.")
    if bucket := instance.place.bucket:
        say(f"Pictures are no part of it: they stay in {bucket.url}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@on_instance
def restore(instance: Instance, output: Output, *, file: Path) -> None:
    """Make a new instance from a backup.

    There must be nothing yet where it goes. FILE may come from the other engine.
    """
    place = instance.place
    whole = all(path.exists() for path in _places(place).values())
    say(f"Reading {file} …")
    with only_for_owner(), _made(place.data):
        about = restore_backup(file, place.database, _places(place))
    accounts = len(instance.read(service.list_accounts))
    _warn(instance, about, whole=whole)
    made = {"data": str(place.data), "accounts": accounts, "made_at": rfc3339(about.made_at)}
    output.give(made, f"{place.data}: an instance, as of {made['made_at']}; accounts in it: {accounts}.")
    if place.bucket and _MEDIA in about.extras:
        say(f"Its pictures lie in {place.data / _MEDIA}: copy them to {place.bucket.url}.")


def check_folder(file: Path) -> None:
    """Refuse a file in a folder that isn't there: one that is mistyped or not mounted is not to be made, and believed in."""
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}: make it, or name another place.")


def _check_target(file: Path, *, replace: bool) -> None:
    if str(file) == "-":
        raise Refused("A backup is read back once it is written: name a file, and send that on.")
    check_folder(file)
    if os.path.lexists(file) and not file.is_file():
        raise Refused(f"{file} is no regular file: name another.")
    if file.exists() and not replace:
        raise Refused(f"{file} is there already: name another file, or say --replace.")


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, made if need be; it doesn't stay if nothing came into it."""
    there = folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    finally:
        if not there:
            with suppress(OSError):  # something came
                folder.rmdir()


def _warn(instance: Instance, about: About, *, whole: bool) -> None:
    """Say what would keep the restored keys from opening anything; `whole` if pictures and secret were there already."""
    if secret.NAME not in about.extras:
        if not whole:
            say(
                "The backup holds the database alone: bring pictures and the server's secret along, or keys are lost."
            )
    elif instance.secret() != (instance.place.data / secret.NAME).read_bytes():
        say("The setting secret is not the secret of the backup: keys made before open nothing until it is.")


def _places(place: Place) -> dict[str, Path]:
    """What belongs to an instance besides its database, by its name in a backup."""
    return {_MEDIA: place.data / _MEDIA, secret.NAME: place.data / secret.NAME}


@contextmanager
def _belongings(instance: Instance) -> Iterator[Mapping[str, Path]]:
    """Those places, with a file of the secret also where it is not kept in one."""
    with TemporaryDirectory() as folder:
        kept = Path(folder) / secret.NAME
        kept.write_bytes(instance.held_secret())
        places = _places(instance.place) | {secret.NAME: kept}
        if instance.place.bucket:
            del places[_MEDIA]
        yield places

"""`greenroom account export` and `greenroom account import`: a whole account as one file."""

import os
from pathlib import Path

from greenroom.accounts import service
from greenroom.cli.instance import Instance
from greenroom.cli.output import Output, say
from greenroom.database import Refused
from greenroom.dialects.kit.house import House
from greenroom.kit.clock import rfc3339
from greenroom.kit.privacy import only_for_owner
from greenroom.transfer.archive import Bad
from greenroom.transfer.archive_reader import Restored, read_archive
from greenroom.transfer.archive_writer import Written, write_archive


def give_archive(instance: Instance, output: Output, handle: str, file: Path) -> None:
    """Write an account to a file that isn't there yet; it appears when it is whole."""
    if os.path.lexists(file):
        raise Refused(f"{file} is there already: name another file.")
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)

    async def work(house: House) -> Written:
        account = await house.database.read(service.find_account, handle)
        written = await write_archive(house.database, house.media, account.account_id, part)
        await house.database.write(service.note_export, account.account_id)  # or the file never appears
        return written

    try:
        with only_for_owner():
            written = instance.work(work)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    about = written.about
    made = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "made_at": rfc3339(about.made_at),
        "rows": about.rows,
    }
    output.give(
        made, f"{file}: @{about.handle}, {about.rows['characters']:,} characters, {made['bytes']:,} bytes."
    )


def take_archive(instance: Instance, output: Output, file: Path, handle: str, plan: str) -> None:
    """Make an account of a file."""

    async def work(house: House) -> Restored:
        return await read_archive(house, file, handle, plan)

    try:
        restored = instance.work(work)
    except Bad as bad:
        raise Refused(f"{file} is no archive of an account that can be restored: {bad}.") from bad
    if restored.renamed:
        say("Some of its characters are here already, so all have new ids.")
    if restored.left_out:
        say(f"{restored.left_out} threads are left out: they are with characters of others, who aren't here.")
    account = restored.account
    made = {"id": account.account_id, "handle": account.handle, "renamed": restored.renamed}
    output.give(made | {"left_out": restored.left_out}, f"@{account.handle}  {account.account_id}")

"""The page: what there is as a file, and its end."""

import asyncio
from contextlib import suppress
from functools import partial

from starlette.responses import Response

from greenroom.accounts.service import note_export
from greenroom.accounts.sessions.cookies import SESSION
from greenroom.characters.farewell import Left, check_farewell, delete_rows, sweep_up
from greenroom.dialects.kit.house import House
from greenroom.dialects.native.bulk import EXPORT, queue_export, send_archive
from greenroom.http.answers import Answer
from greenroom.http.request_log import EVERY, forget_lines
from greenroom.kit.ids import is_uuid
from greenroom.operations.store import find
from greenroom.problems import BadValue, NotFound, Unavailable
from greenroom.studio.catalogue import say
from greenroom.studio.data.export import encoded, export
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_HERE = "/account/data"
_clearing: set[asyncio.Task[None]] = set()


async def data(visit: Visit, who: Member) -> Response:
    """The page."""
    return visit.page("data/data.html", fault="")


async def download(visit: Visit, who: Member) -> Response:
    """Everything, as a file."""
    document = await visit.scan(export, visit.house.catalogue, who.caller)
    await visit.write(partial(note_export, by=who.account_id), who.account_id)
    text = await asyncio.to_thread(encoded, document)
    name = f"greenroom-{who.handle}.json".encode("ascii", "replace")
    return Answer(text, headers=[(b"content-disposition", b'attachment; filename="' + name + b'"')])


async def archive(visit: Visit, who: Member) -> Response:
    """Begin to write everything, pictures too, to a file that another server can make the account from."""
    await visit.write(queue_export, who.account_id)
    visit.house.mover.wake()
    return visit.lead("/operations", say("data.archiving"))


async def fetched(visit: Visit, who: Member) -> Response:
    """Such a file, which is kept for a day."""
    operation_id = visit.values["operation_id"]
    found = await visit.read(find, who.account_id, operation_id) if is_uuid(operation_id) else None
    if found is None or found.kind != EXPORT or found.state != "done":
        raise NotFound("export", operation_id)
    return await send_archive(visit.house, who.account_id, operation_id, f"{who.handle}.zip")


async def delete(visit: Visit, who: Member) -> Response:
    """The end of the account, with everything in it, once its owner has typed its handle."""
    try:
        check_farewell(who.handle, await visit.field("confirm"))
    except BadValue as problem:
        return visit.page("data/data.html", 400, fault=problem.why)
    left = await visit.house.database.write_long(delete_rows, who.account_id)
    visit.house.keyring.forget()
    task = asyncio.get_running_loop().create_task(_clear(visit.house, left, who.account_id))
    _clearing.add(task)
    task.add_done_callback(_clearing.discard)
    visit.headers.append(SESSION.drop(secure=visit.secure))
    return visit.lead("/", say("data.gone"))


async def _clear(house: House, left: Left, account_id: str) -> None:
    """Remove what stood outside of the database's tables: pictures, old pages of its files, and lines of the request log, also those not yet written."""
    with suppress(Unavailable):  # a bucket: what is nobody's there is swept up within a day of its return
        await asyncio.to_thread(sweep_up, house.media, left)
        await asyncio.to_thread(house.archives.forget_account, account_id)
    await asyncio.to_thread(house.scrub)
    await asyncio.sleep(EVERY + 0.2)
    await asyncio.to_thread(partial(forget_lines, house.requests, left.names))


PAGES = (
    Page("GET", _HERE, data),
    Page("GET", f"{_HERE}/export", download),
    Page("POST", f"{_HERE}/archive", archive),
    Page("GET", f"{_HERE}/archive/{{operation_id}}", fetched),
    Page("POST", f"{_HERE}/delete", delete),
)

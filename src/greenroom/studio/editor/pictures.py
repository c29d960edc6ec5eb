"""The picture of a form: cropped in the browser where a script can, and in any case made anew and harmless here."""

import asyncio

from greenroom.assets import store as assets
from greenroom.assets.ids import asset_of
from greenroom.assets.pictures import prepare_picture
from greenroom.http.forms import Form
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit

FIELD = "picture"
KEPT = "kept_picture"
"""Names a picture that an earlier sending of the form brought, which was shown again."""

_LARGEST = 8 * 1024 * 1024


async def picture_of(visit: Visit, who: Member, form: Form) -> str | None:
    """The id of the picture that was sent, kept from now on; "" where none is wanted, None where it stays as it is.

    Raises BadValue for what is no picture, and TooLarge.
    """
    file = form.files.get(FIELD)
    if file is not None and file.data:
        made = await prepare_picture(file.data, cap_bytes=_LARGEST, field=FIELD)
        asset = asset_of(made, visit.house.secret, who.account_id)
        await asyncio.to_thread(visit.house.media.put, asset.asset_id, made.data)
        await visit.write(assets.keep, who.account_id, asset)
        return asset.asset_id
    if "no_picture" in form.fields:
        return ""
    kept = form.fields.get(KEPT, "")
    there: bool = await visit.read(assets.is_kept, who.account_id, kept)
    return kept if there else None

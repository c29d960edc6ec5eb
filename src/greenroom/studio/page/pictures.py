"""Pictures that forms bring: made harmless, and kept as assets of whoever sent them."""

import asyncio
from collections.abc import Iterable

from greenroom.assets import store as assets
from greenroom.assets.forgetting import forget
from greenroom.assets.ids import asset_of
from greenroom.assets.pictures import prepare_picture
from greenroom.http.forms import File
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit

_MIB = 1024 * 1024
LARGEST = 8 * _MIB
WHOLE = 9 * _MIB
"""Bytes of a picture, and of a form with one."""


async def kept_picture(visit: Visit, who: Member, file: File | None) -> str | None:
    """The id of the picture that was sent, None where there is none; raises BadValue or TooLarge, of `picture`."""
    if file is None or not file.data:
        return None
    picture = await prepare_picture(file.data, cap_bytes=LARGEST, field="picture")
    asset = asset_of(picture, visit.house.secret, who.account_id)
    await asyncio.to_thread(visit.house.media.put, asset.asset_id, picture.data)
    await visit.write(assets.keep, who.account_id, asset)
    await asyncio.to_thread(
        visit.house.media.put, asset.asset_id, picture.data
    )  # who forgot it may have taken the bytes
    return asset.asset_id


async def forget_pictures(visit: Visit, who: Member, asset_ids: Iterable[str]) -> None:
    """Delete the bytes of pictures that nobody of the account uses any more; what fails here is swept up later."""
    await forget(visit.house.database, visit.house.media, who.account_id, asset_ids)

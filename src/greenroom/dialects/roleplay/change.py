"""A change: what a request will do to a character, with every field judged and the picture it brings in store."""

from functools import partial
from typing import Any, NamedTuple

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.assets.ids import asset_of
from greenroom.assets.model import Asset, Picture
from greenroom.assets.pictures import prepare_picture
from greenroom.characters import Transaction
from greenroom.characters.codecs import Context, media_link
from greenroom.characters.edits import Edit
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.roleplay.requests import Said, check
from greenroom.dialects.roleplay.translate import LENS, put
from greenroom.http.bodies import refuse_nul
from greenroom.kit.json_values import same
from greenroom.problems import BadValue

LARGEST_AVATAR = 5 * 1024 * 1024
"""Decoded bytes."""


class Change(NamedTuple):
    """What will be put; `asset` is a picture whose bytes, `data`, are stored, and whose row is not yet."""

    patch: dict[str, Any]
    unknown: dict[str, Any]
    asset: Asset | None
    data: bytes = b""

    @property
    def wants_share(self) -> bool:
        """Whether a share id is asked for."""
        return self.patch.get("issue_share_id") is True

    def keep_picture(self, db: Transaction, who: Caller) -> None:
        """Make the picture the account's."""
        if self.asset:
            assets.keep(db, who.account_id, self.asset)

    async def keep_bytes(self, call: Call) -> None:
        """Store the bytes of the picture; see `Call.keep_media`."""
        if self.asset:
            await call.keep_media(self.asset.asset_id, self.data)


async def judge(call: Call, who: Caller, said: Said, record: Record | None = None) -> Change:
    """The change that a body asks for; raises what is wrong with its first field at fault, and then stores nothing.

    What `record` shows already is not judged, and neither is a link to a picture of ours, which changes nothing.
    """
    shown = LENS.show(record, call.house.context) if record else {}
    patch, picture = dict(said.patch), None
    if record and _is_ours(patch.get("avatar"), call.house.context):
        del patch["avatar"]
    for name, value in said.unknown.items():
        if name not in shown or not same(value, shown[name]):
            refuse_nul(name, name)
            refuse_nul(value, name)
    for name, value in patch.items():
        if name not in shown or not same(value, shown[name]):
            refuse_nul(value, name)
            patch[name] = check(name, value)
            if name == "avatar" and value is not None:
                picture = await _picture(value)
    if picture is None:
        return Change(patch, said.unknown, None)
    asset = asset_of(picture, call.house.secret, who.account_id)
    patch["avatar"] = media_link(asset.asset_id, call.house.context)
    change = Change(patch, said.unknown, asset, picture.data)
    await change.keep_bytes(call)
    return change


def decide(change: Change, context: Context, record: Record) -> Edit:
    """What will be done to every copy of a character: what says something new, judged once more by what now is there."""
    effective = LENS.effective(change.patch, record, context)
    patch = {name: check(name, value) for name, value in effective.items()}
    return partial(put, patch, change.unknown, context)


def _is_ours(avatar: Any, context: Context) -> bool:
    return isinstance(avatar, str) and avatar.startswith(f"{context.public_url}/media/")


async def _picture(avatar: Any) -> Picture:
    if not isinstance(avatar, str):
        raise BadValue("avatar", "must be a string: a base64 image data URL")
    if avatar.lower().startswith(("http://", "https://")):
        raise BadValue("avatar", "must be a base64 image data URL; this server fetches no links")
    return await prepare_picture(avatar, cap_bytes=LARGEST_AVATAR)

"""What is handed out for an asset's address, and what must go with it.

The bytes came from a stranger once, so whoever answers with them sends all of this:

    Content-Type                  media_type, and nothing guessed from a name
    Content-Length                also for HEAD
    Cache-Control                 public, max-age=31536000, immutable    if lasting
                                  public, max-age=86400                  otherwise
    ETag                          etag, with its quotes; the answer to an equal If-None-Match is 304
    X-Content-Type-Options        nosniff                                the type is not open to argument
    Content-Security-Policy       default-src 'none'; sandbox            opened as a page, it can do nothing
    Content-Disposition           inline
    Cross-Origin-Resource-Policy  cross-origin                           games and other sites show our pictures

and no cookie. There is no question of who asks: the id is the permission (ids.py).
"""

import hashlib

from msgspec import Struct

from greenroom import problems
from greenroom.assets.default_picture import DEFAULT_ID, default_picture
from greenroom.assets.kinds import media_type_of
from greenroom.assets.media import Media


class Served(Struct, frozen=True):
    """An asset's bytes and what must be said about them."""

    data: bytes
    media_type: str
    etag: str  # quoted, as the header wants it
    lasting: bool  # the address will never mean other bytes


def serve(media: Media, asset_id: str) -> Served:
    """The asset of this id, any account's, or the default picture. Reads a file, so call it in a thread.

    Raises:
        NotFound: there is none, or this is no id.
        Unavailable: the store fails.
    """
    if asset_id == DEFAULT_ID:
        picture = default_picture()
        digest = hashlib.sha256(picture.data).hexdigest()[:24]
        return Served(picture.data, picture.media_type, f'"{digest}"', lasting=False)
    data = media.get(asset_id)
    if data is None:
        raise problems.NotFound("Media", asset_id)
    return Served(data, media_type_of(data), f'"{asset_id}"', lasting=True)

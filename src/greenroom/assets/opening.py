"""Opening the store of an instance's pictures, wherever it is."""

from pathlib import Path

from greenroom.assets.bucket import Bucket, BucketMedia
from greenroom.assets.media import DirectoryMedia, Media

MediaPlace = Path | Bucket


def open_media(where: MediaPlace) -> Media:
    """A folder, made if need be, or a bucket, which is asked nothing yet; ValueError for what can't be a bucket."""
    return BucketMedia(where) if isinstance(where, Bucket) else DirectoryMedia(where)

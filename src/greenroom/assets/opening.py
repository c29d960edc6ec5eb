"""Opening the stores of an instance's pictures and archives, wherever they are."""

from pathlib import Path

from greenroom.assets.archives import Archives, BucketArchives, DirectoryArchives
from greenroom.assets.bucket import Bucket, BucketMedia
from greenroom.assets.media import DirectoryMedia, Media

MediaPlace = Path | Bucket


def open_media(where: MediaPlace) -> Media:
    """A folder, made if need be, or a bucket, which is asked nothing yet; ValueError for what can't be a bucket."""
    return BucketMedia(where) if isinstance(where, Bucket) else DirectoryMedia(where)


def open_archives(where: MediaPlace, folder: Path) -> Archives:
    """Archives beside pictures where those are in a bucket, else in this folder; what `open_media` raises."""
    return BucketArchives(where, folder) if isinstance(where, Bucket) else DirectoryArchives(folder)

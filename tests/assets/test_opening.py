from pathlib import Path

from greenroom.assets.bucket import Bucket, BucketMedia
from greenroom.assets.media import DirectoryMedia
from greenroom.assets.opening import open_media


def test_a_folder_is_made_and_a_bucket_is_asked_nothing(tmp_path: Path) -> None:
    assert isinstance(open_media(tmp_path / "media"), DirectoryMedia)
    assert (tmp_path / "media").is_dir()
    assert isinstance(open_media(Bucket("s3://nowhere", (("region", "eu"),))), BucketMedia)

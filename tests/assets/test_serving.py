from pathlib import Path

import pytest

from greenroom import problems
from greenroom.assets.default_picture import default_picture
from greenroom.assets.media import DirectoryMedia
from greenroom.assets.serving import Served, serve

ID = "a" * 24


@pytest.fixture
def media(tmp_path: Path) -> DirectoryMedia:
    return DirectoryMedia(tmp_path)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"<script>alert(1)</script>", "application/octet-stream"),
    ],
)
def test_the_type_is_that_of_the_bytes(media: DirectoryMedia, data: bytes, media_type: str) -> None:
    media.put(ID, data)
    assert serve(media, ID) == Served(data, media_type, f'"{ID}"', lasting=True)


def test_the_default_picture_needs_no_store_and_may_change(media: DirectoryMedia) -> None:
    served = serve(media, "default")
    assert (served.data, served.media_type, served.lasting) == (default_picture().data, "image/webp", False)
    assert served.etag.startswith('"')


@pytest.mark.parametrize("asset_id", [ID, "", "Default", "../../../../../../etc/passwd", "a" * 24 + "\0"])
def test_what_is_not_there_is_not_found(media: DirectoryMedia, asset_id: str) -> None:
    with pytest.raises(problems.NotFound):
        serve(media, asset_id)

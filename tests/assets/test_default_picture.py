from io import BytesIO

from PIL import Image, ImageChops, ImageStat

from greenroom.assets.default_picture import SIDE, default_picture, draw
from greenroom.assets.ids import is_asset_id


def test_is_a_small_square_webp() -> None:
    picture = default_picture()
    image = Image.open(BytesIO(picture.data), formats=["WEBP"])
    assert image.size == (picture.width, picture.height) == (SIDE, SIDE)
    assert len(picture.data) < 10_000


def test_the_committed_file_is_what_is_drawn() -> None:
    """If not: python -m greenroom.assets.default_picture."""
    committed, drawn = (Image.open(BytesIO(picture.data)) for picture in (default_picture(), draw()))
    assert max(ImageStat.Stat(ImageChops.difference(committed, drawn)).mean) < 1


def test_its_id_is_no_assets() -> None:
    assert not is_asset_id("default")

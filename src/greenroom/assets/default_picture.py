"""The picture of characters that have none: a head and shoulders in soft light.

The file beside this module was made by `draw`; after a change, `python -m greenroom.assets.default_picture` writes it
anew. It is served under the id `default`, whatever it looks like, so it must not be cached for ever.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from greenroom.assets.model import Picture

DEFAULT_ID = "default"
SIDE = 512  # pixels

_FILE = "default.webp"
_SMOOTH = 4  # drawn so many times larger, then made smaller, which rounds the edges
_TOP, _BOTTOM = (74, 143, 122), (23, 58, 52)
_LIGHT, _FIGURE = (201, 228, 205), (233, 243, 236)


@cache
def default_picture() -> Picture:
    """The committed file."""
    return Picture(files(__package__).joinpath(_FILE).read_bytes(), "image/webp", SIDE, SIDE)


def draw() -> Picture:
    """The picture, drawn anew; its bytes vary with the version of the encoder, what is seen does not."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as in pictures.py

    from greenroom.assets.decoder import as_webp  # noqa: PLC0415 - as in pictures.py

    side = SIDE * _SMOOTH
    whole = (side, side)
    shade = Image.linear_gradient("L").resize(whole)
    picture = Image.composite(Image.new("RGB", whole, _BOTTOM), Image.new("RGB", whole, _TOP), shade)
    glow = Image.radial_gradient("L").resize(whole).point(lambda distance: max(0, 200 - distance) * 0.6)
    picture.paste(_LIGHT, (0, -side // 8), glow)
    figure = Image.new("L", whole)
    pen = ImageDraw.Draw(figure)
    pen.circle((side / 2, side * 0.39), side * 0.165, fill=255)
    pen.ellipse((side * 0.13, side * 0.64, side * 0.87, side * 1.34), fill=255)
    picture.paste(_FIGURE, mask=figure)
    return as_webp(picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


if __name__ == "__main__":
    Path(__file__).with_name(_FILE).write_bytes(draw().data)

"""Portraits for samples: flat busts before a sky, drawn here so that no stranger's picture has to be kept."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

SIZE = (640, 800)
_SCALE = 2


class Look(NamedTuple):
    """Colours as hexadecimal, and what is drawn: hair, headwear, what stands in the sky."""

    sky: tuple[str, str]
    skin: str
    hair: str
    coat: str
    collar: str
    cut: str = "bob"
    wears: str = ""
    behind: str = "sun"
    glow: str = "#f6d28b"


def portrait(look: Look) -> bytes:
    """The picture as PNG, 640 × 800."""
    size = (SIZE[0] * _SCALE, SIZE[1] * _SCALE)
    image = _sky(look, size)
    pen = ImageDraw.Draw(image)
    for draw in (_behind, _hair_behind, _bust, _head, _hair, _face, _headwear):
        draw(pen, look, size)
    file = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _sky(look: Look, size: tuple[int, int]) -> Image.Image:
    above, below = (Image.new("RGB", size, colour) for colour in look.sky)
    shade = Image.linear_gradient("L").resize(size)
    sky = Image.composite(below, above, shade)
    halo = Image.new("L", size, 0)
    w, h = size
    ImageDraw.Draw(halo).ellipse((w * 0.05, h * 0.05, w * 0.95, h * 0.75), fill=120)
    halo = halo.filter(ImageFilter.GaussianBlur(w * 0.14))
    return Image.composite(Image.new("RGB", size, look.glow), sky, halo)


def _at(size: tuple[int, int], *parts: float) -> tuple[float, ...]:
    return tuple(part * size[n % 2] for n, part in enumerate(parts))


def _mixed(one: str, other: str, part: float) -> tuple[int, ...]:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return tuple(round(a * (1 - part) + b * part) for a, b in pairs)


def _behind(pen: ImageDraw.ImageDraw, look: Look, size: tuple[int, int]) -> None:
    match look.behind:
        case "sun":
            pen.ellipse(_at(size, 0.17, 0.12, 0.83, 0.648), fill=look.glow)
        case "moon":
            pen.ellipse(_at(size, 0.58, 0.07, 0.86, 0.294), fill=look.glow)
        case "hills":
            pen.ellipse(_at(size, -0.5, 0.52, 0.75, 1.4), fill=_mixed(look.sky[1], look.coat, 0.35))
            pen.ellipse(_at(size, 0.3, 0.58, 1.6, 1.5), fill=_mixed(look.sky[1], look.coat, 0.55))
        case "towers":
            for x, y, w in ((0.03, 0.42, 0.13), (0.19, 0.3, 0.1), (0.74, 0.36, 0.11), (0.88, 0.25, 0.15)):
                pen.rectangle(_at(size, x, y, x + w, 1), fill=_mixed(look.sky[1], "#0d0f1c", 0.45))
                for row in range(6):
                    top = y + 0.04 + row * 0.07
                    pen.rectangle(_at(size, x + 0.025, top, x + 0.045, top + 0.018), fill=look.glow)
        case "stars":
            for n in range(46):
                x, y, r = (n * 0.381966) % 1, (n * n * 0.0437 + n * 0.13) % 0.7, 0.002 + (n % 4) * 0.0013
                pen.ellipse(_at(size, x, y, x + r, y + r * 0.8), fill=look.glow)


def _hair_behind(pen: ImageDraw.ImageDraw, look: Look, size: tuple[int, int]) -> None:
    match look.cut:
        case "long":
            pen.rounded_rectangle(_at(size, 0.29, 0.25, 0.71, 0.8), radius=size[0] * 0.2, fill=look.hair)
        case "bob":
            pen.rounded_rectangle(_at(size, 0.295, 0.235, 0.705, 0.6), radius=size[0] * 0.17, fill=look.hair)
        case "curls":
            for x, y in (
                (0.3, 0.34),
                (0.27, 0.43),
                (0.31, 0.52),
                (0.7, 0.34),
                (0.73, 0.43),
                (0.69, 0.52),
                (0.4, 0.24),
                (0.5, 0.21),
                (0.6, 0.24),
            ):
                pen.ellipse(_at(size, x - 0.1, y - 0.08, x + 0.1, y + 0.08), fill=look.hair)


def _bust(pen: ImageDraw.ImageDraw, look: Look, size: tuple[int, int]) -> None:
    dark = _mixed(look.coat, "#000000", 0.22)
    pen.rounded_rectangle(_at(size, 0.12, 0.74, 0.88, 1.3), radius=size[0] * 0.22, fill=look.coat)
    pen.polygon(_at(size, 0.5, 0.79, 0.36, 0.735, 0.4, 1, 0.6, 1, 0.64, 0.735), fill=dark)
    pen.rounded_rectangle(
        _at(size, 0.43, 0.56, 0.57, 0.8), radius=size[0] * 0.07, fill=_mixed(look.skin, "#5a2d1a", 0.22)
    )
    pen.polygon(_at(size, 0.42, 0.715, 0.5, 0.84, 0.33, 0.79), fill=look.collar)
    pen.polygon(_at(size, 0.58, 0.715, 0.5, 0.84, 0.67, 0.79), fill=look.collar)


def _head(pen: ImageDraw.ImageDraw, look: Look, size: tuple[int, int]) -> None:
    pen.rounded_rectangle(_at(size, 0.345, 0.28, 0.655, 0.66), radius=size[0] * 0.155, fill=look.skin)


def _hair(pen: ImageDraw.ImageDraw, look: Look, size: tuple[int, int]) -> None:
    if look.cut == "bald":
        return
    pen.pieslice(_at(size, 0.325, 0.235, 0.675, 0.515), 180, 360, fill=look.hair)
    if look.cut == "swept":
        pen.polygon(_at(size, 0.325, 0.38, 0.36, 0.24, 0.6, 0.2, 0.69, 0.3, 0.5, 0.36), fill=look.hair)
    if look.cut in {"bob", "long"}:
        pen.polygon(_at(size, 0.335, 0.35, 0.56, 0.35, 0.42, 0.4, 0.352, 0.47), fill=look.hair)
    if look.cut == "beard":
        pen.pieslice(_at(size, 0.345, 0.43, 0.655, 0.72), 0, 180, fill=look.hair)
        pen.rectangle(_at(size, 0.345, 0.52, 0.655, 0.578), fill=look.hair)


def _face(pen: ImageDraw.ImageDraw, look: Look, size: tuple[int, int]) -> None:
    ink = _mixed(look.hair, "#1c120d", 0.7)
    for x in (0.435, 0.565):
        pen.ellipse(_at(size, x - 0.014, 0.452, x + 0.014, 0.478), fill=ink)
        pen.line(_at(size, x - 0.035, 0.425, x + 0.03, 0.42), fill=ink, width=size[0] // 90)
    pen.line(
        _at(size, 0.5, 0.47, 0.49, 0.522, 0.507, 0.525),
        fill=_mixed(look.skin, "#5a2d1a", 0.4),
        width=size[0] // 110,
    )
    mouth = _mixed(look.skin, "#8a2f2a", 0.65)
    pen.arc(_at(size, 0.455, 0.52, 0.545, 0.578), 25, 155, fill=mouth, width=size[0] // 80)


def _headwear(pen: ImageDraw.ImageDraw, look: Look, size: tuple[int, int]) -> None:
    match look.wears:
        case "hat":
            pen.ellipse(_at(size, 0.22, 0.29, 0.78, 0.36), fill=look.coat)
            pen.rounded_rectangle(_at(size, 0.34, 0.13, 0.66, 0.33), radius=size[0] * 0.06, fill=look.coat)
            pen.rectangle(_at(size, 0.34, 0.275, 0.66, 0.31), fill=look.collar)
        case "hood":
            pen.arc(_at(size, 0.24, 0.17, 0.76, 0.84), 150, 390, fill=look.coat, width=size[0] // 11)
        case "glasses":
            for x in (0.435, 0.565):
                pen.ellipse(
                    _at(size, x - 0.052, 0.425, x + 0.052, 0.507), outline=look.collar, width=size[0] // 75
                )
            pen.line(_at(size, 0.487, 0.46, 0.513, 0.46), fill=look.collar, width=size[0] // 90)
        case "crown":
            points = (0.36, 0.29, 0.34, 0.17, 0.43, 0.23, 0.5, 0.14, 0.57, 0.23, 0.66, 0.17, 0.64, 0.29)
            pen.polygon(_at(size, *points), fill=look.collar)
        case "visor":
            pen.rounded_rectangle(
                _at(size, 0.36, 0.425, 0.64, 0.492), radius=size[0] * 0.03, fill=look.collar
            )
        case "cap":
            pen.pieslice(_at(size, 0.325, 0.19, 0.675, 0.46), 180, 360, fill=look.coat)
            pen.rounded_rectangle(
                _at(size, 0.31, 0.305, 0.69, 0.345), radius=size[0] * 0.02, fill=look.collar
            )

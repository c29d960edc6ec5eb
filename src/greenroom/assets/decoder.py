"""From a stranger's picture to ours, with Pillow; import this only when there is a picture, for it loads Pillow.

Whatever Pillow raises here is the file's fault, and it raises almost anything. The size is read from the header and
checked before a pixel is decoded, and only the first frame of an animation is looked at.
"""

import struct
import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import ExifTags, Image, ImageCms

from greenroom.assets.model import Picture
from greenroom.assets.pictures import SIDE

_QUALITY = 85
_SRGB = ImageCms.createProfile("sRGB")
_UPRIGHT = {  # the orientation tag of EXIF: what must be done to stand the picture up
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_BROKEN_EXIF = (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error)

# Pillow warns where a file looks like an attack or is broken, and EXIF that is broken is no reason to refuse a picture.
# Set once for the process: to change filters for a while is not safe between threads.
for _category in (UserWarning, RuntimeWarning):
    warnings.filterwarnings("error", category=_category, module=r"PIL\.")
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.TiffImagePlugin")


class TooManyPixelsError(Exception):
    """The picture is larger than may be decoded."""


class Caps(NamedTuple):
    """How large a picture may be, in pixels, to be decoded at all."""

    side: int
    pixels: int


def decode(data: bytes, kind: str, caps: Caps) -> Picture:
    """The first frame of a file of this kind as a WebP of ours.

    Raises:
        TooManyPixelsError: the header says so.
        Exception: of any class, when the file is damaged.
    """
    with _opened(data, kind, caps) as file:
        return as_webp(_small(file))


def size_of(data: bytes, kind: str, caps: Caps) -> tuple[int, int]:
    """Width and height of a file of this kind, by its header; raises what `decode` does."""
    with _opened(data, kind, caps) as file:
        return file.size


def as_png(data: bytes, kind: str, caps: Caps) -> bytes:
    """The first frame of a file of this kind as a PNG of the same size; raises what `decode` does."""
    with _opened(data, kind, caps) as file:
        file.load()
        made = BytesIO()
        _of_full_colour(file).convert("RGBA" if file.has_transparency_data else "RGB").save(made, "PNG")
        return made.getvalue()


def _opened(data: bytes, kind: str, caps: Caps) -> Image.Image:
    try:
        file = Image.open(BytesIO(data), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixelsError from None
    if max(file.size) > caps.side or file.width * file.height > caps.pixels:
        file.close()
        raise TooManyPixelsError
    return file


def as_webp(image: Image.Image) -> Picture:
    """An RGB or RGBA image as a picture of ours, which has pixels and nothing else."""
    file = BytesIO()
    image.save(file, "WEBP", quality=_QUALITY)
    return Picture(file.getvalue(), "image/webp", image.width, image.height)


def _small(file: Image.Image) -> Image.Image:
    file.draft(None, (SIDE, SIDE))  # a JPEG can be decoded at a half, a quarter or an eighth of its size
    file.load()  # before EXIF is asked for, which may load too and must not swallow what that says
    turn = _UPRIGHT.get(_orientation(file))
    image = _of_full_colour(file)
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    image = _in_srgb(image, file.info.get("icc_profile"))
    return image if turn is None else image.transpose(turn)


def _orientation(file: Image.Image) -> int:
    """The EXIF orientation; 0 when there is none or it can't be read, for which browsers don't refuse a picture."""
    try:
        value = file.getexif().get(ExifTags.Base.Orientation)
    except _BROKEN_EXIF:
        return 0
    return value if isinstance(value, int) else 0


def _of_full_colour(file: Image.Image) -> Image.Image:
    """The frame with eight bits a channel and no palette; CMYK stays, because its profile speaks of it."""
    if file.mode == "CMYK":
        return file.copy()
    if file.mode.startswith("I"):  # 16 bits of grey, which a plain conversion would cut off at 255
        return file.convert("I").point(lambda level: level / 256).convert("L").convert("RGB")
    return file.convert("RGBA" if file.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The image in sRGB; a profile that is broken or of another colour space is passed over, as browsers do."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            return ImageCms.profileToProfile(image, BytesIO(profile), _SRGB, outputMode=mode) or image
        except ImageCms.PyCMSError:
            pass
    return image.convert(mode)

"""Pictures from strangers: what may be one, and making one of ours of it.

The bytes decide, never a label. What comes out is always a WebP of our own encoding: no metadata, no script, no second
meaning survives it.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from struct import unpack_from
from typing import Any

from greenroom import problems
from greenroom.assets.kinds import NAMES, kind_of
from greenroom.assets.model import Picture
from greenroom.assets.parts import crowded
from greenroom.kit.data_urls import BadDataUrl, DataUrlTooLarge, parse_image

CAP_SIDE = 8192
CAP_PIXELS = 16_000_000
CAP_OF_FILES = 32 * 1024 * 1024
SIDE = 1024
"""The most pixels on a side of what we keep; as in decoder.py, which loads Pillow."""

# Two at a time: a decoder may need 16 bytes for each pixel it is allowed, and the event loop needs a core.
_DECODERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="pictures")


async def prepare_picture(source: bytes | str, *, cap_bytes: int, field: str = "avatar") -> Picture:
    """`prepare`, or for a text `prepare_data_url`, off the event loop and at most two at a time in this process."""
    work = partial(_prepare_either, source, cap_bytes=cap_bytes, field=field)
    return await asyncio.get_running_loop().run_in_executor(_DECODERS, work)


def prepare_data_url(text: str, *, cap_bytes: int, field: str = "avatar") -> Picture:
    """`prepare` of what a `data:image/…;base64,…` URL holds; its label need not be true.

    Raises:
        BadValue: also when it is no such URL.
        TooLarge: also before anything is decoded.
    """
    try:
        return prepare(parse_image(text, cap_bytes).data, cap_bytes=cap_bytes, field=field)
    except BadDataUrl as error:
        raise problems.BadValue(field, str(error)) from None
    except DataUrlTooLarge:
        raise _too_large(field, cap_bytes) from None


def prepare(
    data: bytes,
    *,
    cap_bytes: int,
    field: str = "avatar",
    cap_side: int = CAP_SIDE,
    cap_pixels: int = CAP_PIXELS,
) -> Picture:
    """A picture of ours from these bytes: still, upright, at most 1024 pixels a side. Takes 0.2 s of a core, at worst 2.

    Args:
        data: the bytes as they came.
        cap_bytes: the most bytes to look at.
        field: what to call it in a refusal.
        cap_side: the most pixels on a side, by the header.
        cap_pixels: the most pixels in all, by the header.

    Raises:
        BadValue: not one of the kinds we take, damaged, or too large to decode.
        TooLarge: more than `cap_bytes`.
        Unavailable: no memory to decode it at the moment.
    """
    kind = _kind(data, cap_bytes, field)
    made: Picture = _decoded(data, kind, field, (cap_side, cap_pixels), "decode")
    return made


def measure(
    data: bytes,
    *,
    cap_bytes: int,
    field: str = "avatar",
    cap_side: int = CAP_SIDE,
    cap_pixels: int = CAP_PIXELS,
) -> tuple[int, int]:
    """The width and height that `prepare` would give, by the header alone; raises what that does, as far as this can tell."""
    kind = _kind(data, cap_bytes, field)
    side, pixels = cap_side, cap_pixels
    size = _png_size(data) if kind == "PNG" else _decoded(data, kind, field, (side, pixels), "size_of")
    if max(size) > side or size[0] * size[1] > pixels or not min(size):
        raise _too_many_pixels(field, (side, pixels))
    shrink = max(1.0, max(size) / SIDE)
    return max(1, round(size[0] / shrink)), max(1, round(size[1] / shrink))


def as_png(data: bytes, *, field: str = "avatar") -> bytes:
    """A picture of any kind that we take, as a PNG; raises what `prepare` does."""
    kind = _kind(data, CAP_OF_FILES, field)
    made: bytes = _decoded(data, kind, field, (CAP_SIDE, CAP_PIXELS), "as_png")
    return made


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = unpack_from(">II", data, 16) if len(data) >= 24 else (0, 0)
    return width, height


def _prepare_either(source: bytes | str, *, cap_bytes: int, field: str) -> Picture:
    if isinstance(source, str):
        return prepare_data_url(source, cap_bytes=cap_bytes, field=field)
    return prepare(source, cap_bytes=cap_bytes, field=field)


def _kind(data: bytes, cap_bytes: int, field: str) -> str:
    """What kind of picture these bytes are; raises TooLarge or BadValue."""
    if len(data) > cap_bytes:
        raise _too_large(field, cap_bytes)
    kind = kind_of(data)
    if kind is None:
        raise problems.BadValue(
            field, f"must be a picture as {NAMES}; the label is not believed, only the bytes are"
        )
    if crowded(kind, data):
        raise problems.BadValue(field, "is made of far more parts than a picture needs")
    return kind


def _decoded(data: bytes, kind: str, field: str, caps: tuple[int, int], what: str) -> Any:
    """What a function of the decoder makes of a file."""
    from greenroom.assets import decoder  # noqa: PLC0415 - loads Pillow, which a server needs with its first picture

    try:
        return getattr(decoder, what)(data, kind, decoder.Caps(*caps))
    except decoder.TooManyPixelsError:
        raise _too_many_pixels(field, caps) from None
    except MemoryError:
        raise problems.Unavailable("The memory to decode a picture") from None
    except Exception as error:  # on hostile files Pillow raises almost anything, and it is the file's fault
        raise problems.BadValue(field, f"is damaged or not whole: it can't be read as {kind}") from error


def _too_many_pixels(field: str, caps: tuple[int, int]) -> problems.BadValue:
    return problems.BadValue(
        field, f"must measure at most {caps[0]} pixels a side and {caps[1] / 1e6:g} million in all"
    )


def _too_large(field: str, cap_bytes: int) -> problems.TooLarge:
    return problems.TooLarge(f"The {field}", f"{cap_bytes / 2**20:g} MiB")

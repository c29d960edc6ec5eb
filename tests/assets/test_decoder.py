"""What becomes of good pictures, and what must not survive."""

import base64
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from tests.assets.samples import (
    BROKEN_EXIF,
    GOOD,
    chunk,
    corners,
    exif_of,
    linear_rgb,
    png,
    png_with_text,
    quarters,
    saved,
    turned,
    zipped,
)

from greenroom.assets.model import Picture
from greenroom.assets.pictures import prepare

CAP = 5 * 2**20


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.data), formats=["WEBP"])


def riff_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at < len(data):
        yield data[at : at + 4]
        at += 8 + (int.from_bytes(data[at + 4 : at + 8], "little") + 1) // 2 * 2


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_becomes_a_still_webp(name: str) -> None:
    picture = prepare(GOOD[name](), cap_bytes=CAP)
    image = opened(picture)
    assert (picture.media_type, picture.width, picture.height) == ("image/webp", 60, 40)
    assert image.size == (60, 40)
    assert corners(image) == ["red", "green", "blue", "white"]
    assert set(riff_chunks(picture.data)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_stands_upright(orientation: int) -> None:
    image = opened(prepare(turned(orientation), cap_bytes=CAP))
    assert image.size == (60, 40)
    assert corners(image) == ["red", "green", "blue", "white"]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")  # as decoder.py sets it for a process
@pytest.mark.parametrize("exif", BROKEN_EXIF)
def test_broken_exif_is_no_reason_to_refuse(exif: bytes) -> None:
    assert prepare(saved(quarters(), "JPEG", exif=exif), cap_bytes=CAP).width == 60
    assert prepare(png(chunk(b"eXIf", exif)), cap_bytes=CAP).width == 1


def test_in_a_process_of_its_own_warnings_refuse_but_those_about_exif_do_not() -> None:
    program = """if True:
        import sys
        from base64 import b64decode
        from greenroom import problems
        from greenroom.assets.pictures import prepare

        *fine, suspicious = map(b64decode, sys.argv[1:])
        for data in fine:
            prepare(data, cap_bytes=10_000)
        try:
            prepare(suspicious, cap_bytes=10_000)
        except problems.BadValue as refusal:
            print(repr(refusal.__cause__))
    """
    files = [saved(quarters(), "JPEG", exif=exif) for exif in BROKEN_EXIF] + [
        png(*[chunk(b"acTL", bytes(8))])
    ]
    command = [sys.executable, "-c", program, *(base64.b64encode(file).decode() for file in files)]
    assert (
        "UserWarning('Invalid APNG"
        in subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1024, 1024), (1024, 1024)),
        ((1025, 1025), (1024, 1024)),
        ((3000, 1500), (1024, 512)),
        ((1500, 3000), (512, 1024)),
        ((4000, 1), (1024, 1)),
        ((1, 1), (1, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_large_ones_are_made_small(kind: str, size: tuple[int, int], kept: tuple[int, int]) -> None:
    picture = prepare(saved(Image.new("RGB", size), kind), cap_bytes=CAP)
    assert (picture.width, picture.height) == kept == opened(picture).size


def test_transparency_is_kept() -> None:
    image = quarters(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    alpha = opened(prepare(saved(image, "PNG"), cap_bytes=CAP)).getchannel("A")
    assert alpha.getpixel((30, 0)) in range(20)
    assert alpha.getpixel((30, 39)) in range(235, 256)


def test_a_colour_named_transparent_is() -> None:
    image = quarters(mode="P")
    data = saved(image, "PNG", transparency=image.getpixel((0, 0)))
    alpha = opened(prepare(data, cap_bytes=CAP)).getchannel("A")
    assert (alpha.getpixel((10, 10)), alpha.getpixel((50, 30))) == (0, 255)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    image = Image.new("I;16", (8, 8), 0x8000)
    seen = opened(prepare(saved(image, "PNG"), cap_bytes=CAP)).convert("L").getpixel((4, 4))
    assert seen in range(0x7C, 0x85)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_brought_to_srgb(mode: str) -> None:
    grey = Image.new("RGB", (8, 8), (128, 128, 128)).convert(mode)
    seen = (
        opened(prepare(saved(grey, "PNG", icc_profile=linear_rgb()), cap_bytes=CAP))
        .convert("L")
        .getpixel((4, 4))
    )
    assert seen in range(184, 193)  # 128/255 of the light, in sRGB


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("profile", [b"nonsense", linear_rgb()[:200], linear_rgb()])
def test_a_profile_that_does_not_fit_is_passed_over(mode: str, profile: bytes) -> None:
    assert prepare(saved(quarters(mode=mode), "JPEG", icc_profile=profile), cap_bytes=CAP).width == 60


@pytest.mark.parametrize(
    "secret_keeping",
    [
        lambda: png_with_text(chara="CANARY", ccv3="CANARY"),
        lambda: png(chunk(b"zTXt", b"chara\0\0" + zlib.compress(b"CANARY"))),
        lambda: png() + b"CANARY",
        lambda: saved(quarters(), "JPEG", comment="CANARY"),
        lambda: saved(quarters(), "JPEG", exif=exif_of(0x010E, "CANARY")),
        lambda: saved(quarters(), "JPEG", xmp=b"<x:xmpmeta>CANARY</x:xmpmeta>"),
        lambda: saved(quarters(), "JPEG") + zipped() + b"CANARY",
        lambda: saved(quarters(), "WEBP", xmp=b"CANARY", icc_profile=linear_rgb() + b"CANARY"),
        lambda: saved(quarters(), "GIF", comment=b"CANARY"),
        lambda: saved(quarters(), "AVIF", xmp=b"CANARY"),
    ],
)
def test_nothing_but_pixels_survives(secret_keeping: Callable[[], bytes]) -> None:
    picture = prepare(secret_keeping(), cap_bytes=CAP)
    assert b"CANARY" not in picture.data
    assert set(riff_chunks(picture.data)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}

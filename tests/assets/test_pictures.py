"""Good pictures of every kind, hostile files of every kind we know of, and the law that nothing else gets out."""

import asyncio
import base64
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from greenroom import problems
from greenroom.assets.model import Picture
from greenroom.assets.pictures import prepare, prepare_data_url, prepare_picture

CAP = 5 * 2**20
RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (255, 255, 255)


# --- makers ----------------------------------------------------------------------------------------------------------


def quarters(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red and green above, blue and white below: shows how a picture lies."""
    image = Image.new("RGB", (width, height), RED)
    pen = ImageDraw.Draw(image)
    pen.rectangle((width // 2, 0, width, height // 2 - 1), fill=GREEN)
    pen.rectangle((0, height // 2, width // 2 - 1, height), fill=BLUE)
    pen.rectangle((width // 2, height // 2, width, height), fill=WHITE)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def animated(kind: str) -> bytes:
    return saved(quarters(), kind, save_all=True, append_images=[Image.new("RGB", (60, 40))], duration=100)


def turned(orientation: int) -> bytes:
    """A JPEG whose pixels lie as this EXIF orientation says, so that upright it is `quarters`."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = quarters()
    lying = image.transpose(undo[orientation]) if orientation in undo else image
    return saved(lying, "JPEG", exif=exif_of(0x0112, orientation), quality=95)


def exif_of(tag: int, value: int | str) -> Image.Exif:
    exif = Image.Exif()
    exif[tag] = value
    return exif


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*extra: bytes, width: int = 1, height: int = 1, pixels: bytes | None = None) -> bytes:
    """A PNG made by hand, with chunks of any kind before its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\x7f" * 3 * width) * height) if pixels is None else pixels
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + chunk(b"IDAT", rows) + chunk(b"IEND")


def png_with_text(**texts: str) -> bytes:
    notes = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        notes.add_text(key, text)
    return saved(quarters(), "PNG", pnginfo=notes)


def jpeg_of_many_scans(scans: int) -> bytes:
    """A grey progressive JPEG of 512 x 512 in which every scan after the first is a handful of bits."""
    table = bytes([1] + [0] * 15)  # one Huffman code of one bit
    coarse = struct.pack(">HB", 8, 1) + bytes([1, 0, 0, 0, 0]) + bytes(512)
    empty = struct.pack(">HB", 8, 1) + bytes([1, 0, 1, 63, 0]) + b"\x7f\xfe"
    return b"".join(
        [
            b"\xff\xd8",
            b"\xff\xdb" + struct.pack(">HB", 67, 0) + bytes([1] * 64),
            b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, 512, 512, 1) + bytes([1, 0x11, 0]),
            b"\xff\xc4" + struct.pack(">HB", 20, 0x00) + table + b"\x00",
            b"\xff\xc4" + struct.pack(">HB", 20, 0x10) + table + b"\xe0",
            b"\xff\xda" + coarse,
            (b"\xff\xda" + empty) * scans,
            b"\xff\xd9",
        ]
    )


def webp_of_canvas(width: int, height: int) -> bytes:
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def zipped() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("card.json", "{}")
    return file.getvalue()


BROKEN_EXIF = (b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


# --- readers ---------------------------------------------------------------------------------------------------------


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.data), formats=["WEBP"])


def corners(image: Image.Image) -> list[str]:
    """The nearest plain colour at a quarter and three quarters of each side, row by row."""
    names = {RED: "red", GREEN: "green", BLUE: "blue", WHITE: "white"}
    rgb = image.convert("RGB")

    def name(x: int, y: int) -> str:
        seen = rgb.getpixel((x, y))
        assert isinstance(seen, tuple)
        return names[
            min(names, key=lambda plain: sum((a - b) ** 2 for a, b in zip(plain, seen, strict=True)))
        ]

    near, far = (image.width // 4, image.height // 4), (image.width * 3 // 4, image.height * 3 // 4)
    return [name(x, y) for y in (near[1], far[1]) for x in (near[0], far[0])]


def riff_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at < len(data):
        yield data[at : at + 4]
        at += 8 + (int.from_bytes(data[at + 4 : at + 8], "little") + 1) // 2 * 2


def refusal(data: bytes) -> str:
    with pytest.raises(problems.BadValue) as caught:
        prepare(data, cap_bytes=CAP)
    return str(caught.value)


# --- good pictures ---------------------------------------------------------------------------------------------------

GOOD: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(quarters(), "PNG"),
    "png with palette": lambda: saved(quarters(mode="P"), "PNG"),
    "png with alpha": lambda: saved(quarters(mode="RGBA"), "PNG"),
    "apng": lambda: animated("PNG"),
    "jpeg": lambda: saved(quarters(), "JPEG"),
    "progressive jpeg": lambda: saved(quarters(), "JPEG", progressive=True),
    "cmyk jpeg": lambda: saved(quarters(mode="CMYK"), "JPEG"),
    "webp": lambda: saved(quarters(), "WEBP"),
    "lossless webp": lambda: saved(quarters(), "WEBP", lossless=True),
    "animated webp": lambda: animated("WEBP"),
    "gif": lambda: saved(quarters(), "GIF"),
    "animated gif": lambda: animated("GIF"),
    "avif": lambda: saved(quarters(), "AVIF"),
    "animated avif": lambda: animated("AVIF"),
}


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


def linear_rgb() -> bytes:
    """A profile whose middle grey is much lighter than that of sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    for tag in range(132, 132 + 12 * count, 12):
        if profile[tag + 1 : tag + 4] == b"TRC":
            at = int.from_bytes(profile[tag + 4 : tag + 8], "big")
            profile[at : at + 14] = b"curv" + bytes(4) + (1).to_bytes(4, "big") + (0x100).to_bytes(2, "big")
    return bytes(profile)


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


@pytest.mark.parametrize("label", ["png", "jpeg", "gif", "avif"])
def test_the_bytes_count_and_not_the_label(label: str) -> None:
    text = f"data:image/{label};base64," + base64.b64encode(GOOD["webp"]()).decode()
    assert prepare_data_url(text, cap_bytes=CAP).width == 60


# --- what must not survive -------------------------------------------------------------------------------------------


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


# --- hostile files ---------------------------------------------------------------------------------------------------

NO_PICTURE = "avatar must be a picture as png, apng, jpeg, webp, gif or avif"
TOO_LARGE = "avatar must measure at most 8192 pixels a side and 16 million in all"
DAMAGED = "avatar is damaged or not whole"
CROWDED = "avatar is made of far more parts than a picture needs"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (bytes, NO_PICTURE),
        (lambda: SVG, NO_PICTURE),
        (lambda: b"<!doctype html><script>alert(1)</script>", NO_PICTURE),
        (lambda: b"%PDF-1.7", NO_PICTURE),
        (zipped, NO_PICTURE),
        (lambda: saved(quarters(), "BMP"), NO_PICTURE),
        (lambda: saved(quarters(), "TIFF"), NO_PICTURE),
        (lambda: saved(quarters(), "ICO"), NO_PICTURE),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", NO_PICTURE),
        (lambda: b"\n" + saved(quarters(), "PNG"), NO_PICTURE),
        (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), NO_PICTURE),
        (lambda: b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(100), DAMAGED),
        (lambda: b"GIF89a" + SVG, DAMAGED),
        (lambda: b"\xff\xd8\xff" + SVG, DAMAGED),
        (lambda: b"\x89PNG\r\n\x1a\n" + SVG, DAMAGED),
        (lambda: png(pixels=b"no zlib"), DAMAGED),
        (lambda: png(width=0), DAMAGED),
        (lambda: png(width=4, pixels=zlib.compress(b"\0" * 3)), DAMAGED),
        (lambda: png(chunk(b"zTXt", b"chara\0\0" + zlib.compress(bytes(8 * 2**20)))), DAMAGED),
        (lambda: png(chunk(b"iTXt", b"chara\0\1\0\0\0" + zlib.compress(bytes(8 * 2**20)))), DAMAGED),
        (lambda: png(*[chunk(b"zTXt", b"chara\0\0" + zlib.compress(bytes(2**20)))] * 65), DAMAGED),
        (lambda: png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(8 * 2**20)))), DAMAGED),
        (lambda: png(*[chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(2**16)))] * 600), CROWDED),
        (lambda: png(*[chunk(b"tEXt", b"a\0")] * 600), CROWDED),
        (lambda: jpeg_of_many_scans(600), CROWDED),
        (lambda: b"\xff\xd8" + b"\xff\xfe\0\2" * 600, CROWDED),
        (lambda: png(width=8193, pixels=b""), TOO_LARGE),
        (lambda: png(height=8193, pixels=b""), TOO_LARGE),
        (lambda: png(width=4001, height=4000, pixels=b""), TOO_LARGE),
        (lambda: png(width=10_000, height=10_000, pixels=b""), TOO_LARGE),
        (lambda: png(width=2**31 - 1, height=2**31 - 1, pixels=b""), TOO_LARGE),
        (lambda: webp_of_canvas(2**24, 255), TOO_LARGE),
        (lambda: saved(Image.new("1", (8193, 1)), "GIF"), TOO_LARGE),
        (lambda: b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\0\0\0," + bytes(9) + b"\2\0;", TOO_LARGE),
        (lambda: saved(Image.new("L", (8193, 8)), "JPEG"), TOO_LARGE),
    ],
)
def test_refused(make: Callable[[], bytes], why: str) -> None:
    assert refusal(make()).startswith(why)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_a_file_that_is_cut_short_is_refused(kind: str, share: float) -> None:
    noise = Image.effect_noise((64, 64), 90).convert("RGB")
    whole = saved(noise, kind)
    assert refusal(whole[: int(len(whole) * share)]).startswith((DAMAGED, NO_PICTURE))


def test_a_file_that_only_begins_like_one_of_ours_is_not_read_as_what_it_is() -> None:
    bitmap = saved(quarters(), "BMP")
    pixels_at = int.from_bytes(
        b"if", "little"
    )  # where a bitmap names the place of its pixels, AVIF has its name
    file = bitmap[:4] + b"ftypavif\0\0" + bitmap[14:54] + bytes(pixels_at - 54) + bitmap[54:]
    assert corners(Image.open(BytesIO(file))) == ["red", "green", "blue", "white"]
    assert refusal(file).startswith(DAMAGED)


def test_svg_under_the_name_of_a_png_is_refused() -> None:
    text = "data:image/png;base64," + base64.b64encode(SVG).decode()
    with pytest.raises(problems.BadValue, match="must be a picture as png"):
        prepare_data_url(text, cap_bytes=CAP)


def test_long_plain_text_in_a_card_is_no_bomb() -> None:
    assert prepare(png_with_text(chara="x" * 3 * 2**20), cap_bytes=CAP).width == 60


def test_as_many_scans_as_any_camera_writes_are_read() -> None:
    assert prepare(jpeg_of_many_scans(60), cap_bytes=CAP).width == 512


def test_too_many_bytes_are_refused_before_they_are_looked_at() -> None:
    with pytest.raises(problems.TooLarge) as caught:
        prepare(bytes(CAP + 1), cap_bytes=CAP)
    assert str(caught.value) == "The avatar is too large: at most 5 MiB."


def test_a_data_url_that_is_too_large_is_the_same_problem() -> None:
    with pytest.raises(problems.TooLarge) as caught:
        prepare_data_url("data:image/png;base64," + "A" * 4000, cap_bytes=1024, field="avatarImg")
    assert str(caught.value) == "The avatarImg is too large: at most 0.000976562 MiB."


def test_a_data_url_that_is_none_names_the_field() -> None:
    with pytest.raises(problems.BadValue) as caught:
        prepare_data_url("data:image/png;base64,...", cap_bytes=CAP, field="avatarImg")
    assert caught.value.field == "avatarImg"
    assert "the data after base64, is not valid base64" in str(caught.value)


def test_the_caps_on_pixels_are_the_callers() -> None:
    data = saved(quarters(), "PNG")
    assert prepare(data, cap_bytes=CAP, cap_side=60, cap_pixels=2400).width == 60
    for side, pixels in ((59, 2400), (60, 2399)):
        with pytest.raises(problems.BadValue, match="must measure at most"):
            prepare(data, cap_bytes=CAP, cap_side=side, cap_pixels=pixels)


# --- the law ---------------------------------------------------------------------------------------------------------

HEADS = (
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"RIFF\x20\0\0\0WEBPVP8X",
    b"RIFF\x20\0\0\0WEBPVP8L",
    b"GIF89a",
)
SEEDS = tuple(make() for make in GOOD.values())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=300))
def test_any_bytes_are_a_picture_or_a_problem(head: bytes, data: bytes) -> None:
    with suppress(problems.BadValue):
        assert prepare(head + data, cap_bytes=CAP).media_type == "image/webp"


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_a_picture_with_wrong_bytes_is_a_picture_or_a_problem(seed: bytes, data: st.DataObject) -> None:
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(seed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(problems.BadValue):
        assert prepare(bytes(damaged), cap_bytes=CAP).media_type == "image/webp"


def test_equal_bytes_make_equal_pictures() -> None:
    for seed in SEEDS:
        assert prepare(seed, cap_bytes=CAP) == prepare(seed, cap_bytes=CAP)


# --- off the loop ----------------------------------------------------------------------------------------------------


def test_both_forms_are_prepared_in_threads() -> None:
    data = saved(quarters(), "PNG")
    sources: list[bytes | str] = [data, "data:image/png;base64," + base64.b64encode(data).decode()]

    async def prepared() -> list[Picture]:
        return await asyncio.gather(*(prepare_picture(source, cap_bytes=CAP) for source in sources * 4))

    assert asyncio.run(prepared()) == [prepare(data, cap_bytes=CAP)] * 8


def test_pillow_waits_for_the_first_picture() -> None:
    program = (
        "import sys, greenroom.assets.pictures, greenroom.assets.serving; sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

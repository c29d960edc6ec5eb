"""Hostile files of every kind we know of, and the law that nothing but a picture or a problem comes out."""

import asyncio
import base64
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.assets.samples import (
    GOOD,
    SVG,
    chunk,
    corners,
    jpeg_of_many_scans,
    png,
    png_with_text,
    quarters,
    saved,
    webp_of_canvas,
    zipped,
)

from greenroom import problems
from greenroom.assets.model import Picture
from greenroom.assets.pictures import as_png, measure, prepare, prepare_data_url, prepare_picture

CAP = 5 * 2**20


def refusal(data: bytes) -> str:
    with pytest.raises(problems.BadValue) as caught:
        prepare(data, cap_bytes=CAP)
    return str(caught.value)


@pytest.mark.parametrize("label", ["png", "jpeg", "gif", "avif"])
def test_the_bytes_count_and_not_the_label(label: str) -> None:
    text = f"data:image/{label};base64," + base64.b64encode(GOOD["webp"]()).decode()
    assert prepare_data_url(text, cap_bytes=CAP).width == 60


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
    pixels_at = int.from_bytes(b"if", "little")  # as a bitmap would read the end of AVIF's name
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


WITHOUT_MEMORY = """if True:
    import resource
    from io import BytesIO
    from pathlib import Path
    from PIL import Image
    from greenroom import problems
    from greenroom.assets import decoder
    from greenroom.assets.pictures import prepare

    file = BytesIO()
    Image.new("RGB", (4000, 4000)).save(file, "PNG")
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + 2**24, mapped + 2**24))
    try:
        prepare(file.getvalue(), cap_bytes=2**24)
    except problems.Problem as problem:
        print(problem)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_want_of_memory_is_not_the_files_fault() -> None:
    said = subprocess.run(
        [sys.executable, "-c", WITHOUT_MEMORY], check=True, capture_output=True, text=True
    ).stdout
    assert said == "The memory to decode a picture is out of reach at the moment; try again.\n"


SIZES = {"wide": ((3000, 1000), (1024, 341)), "small": ((60, 40), (60, 40)), "thin": ((5000, 2), (1024, 1))}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(("size", "made"), SIZES.values(), ids=SIZES)
def test_a_picture_is_measured_by_its_header_alone(
    size: tuple[int, int], made: tuple[int, int], kind: str
) -> None:
    data = saved(Image.new("RGB", size), kind)
    whole = prepare(data, cap_bytes=CAP)
    assert measure(data, cap_bytes=CAP) == made == (whole.width, whole.height)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: SVG, NO_PICTURE),
        (lambda: png(width=9000, pixels=b""), TOO_LARGE),
        (lambda: b"\x89PNG\r\n\x1a\n", TOO_LARGE),
        (lambda: b"\xff\xd8\xff", DAMAGED),
    ],
)
def test_what_cannot_be_measured(make: Callable[[], bytes], why: str) -> None:
    with pytest.raises(problems.BadValue) as caught:
        measure(make(), cap_bytes=CAP)
    assert str(caught.value).startswith(why)


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_any_picture_becomes_a_png_of_its_size(kind: str) -> None:
    with Image.open(BytesIO(as_png(GOOD[kind]()))) as made, Image.open(BytesIO(GOOD[kind]())) as given:
        assert (made.format, made.size) == ("PNG", given.size)


def test_what_is_no_picture_becomes_none() -> None:
    with pytest.raises(problems.BadValue):
        as_png(SVG)

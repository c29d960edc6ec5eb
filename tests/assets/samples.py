"""Files to try: good pictures of every kind, and parts to make hostile ones of; and what is seen on a picture."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (255, 255, 255)


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


BROKEN_EXIF = (
    b"Exif\0\0neither MM nor II",
    b"Exif\0\0",
    b"Exif\0\0MM\0*\xff\xff\xff\xff",
    b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01",
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def linear_rgb() -> bytes:
    """A profile whose middle grey is much lighter than that of sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    for tag in range(132, 132 + 12 * count, 12):
        if profile[tag + 1 : tag + 4] == b"TRC":
            at = int.from_bytes(profile[tag + 4 : tag + 8], "big")
            profile[at : at + 14] = b"curv" + bytes(4) + (1).to_bytes(4, "big") + (0x100).to_bytes(2, "big")
    return bytes(profile)


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

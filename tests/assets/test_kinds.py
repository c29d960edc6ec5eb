import pytest

from greenroom.assets.kinds import kind_of, media_type_of


@pytest.mark.parametrize(
    ("data", "kind", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG", "image/png"),
        (b"\xff\xd8\xff\xe0", "JPEG", "image/jpeg"),
        (b"RIFF\x0a\n\0\0WEBPVP8 ", "WEBP", "image/webp"),
        (b"GIF87a", "GIF", "image/gif"),
        (b"GIF89a", "GIF", "image/gif"),
        (b"\0\0\0\x0aftypavif", "AVIF", "image/avif"),
        (b"\0\0\0\x20ftypavis", "AVIF", "image/avif"),
        (b"\0\0\0\x20ftypmif1", "AVIF", "image/avif"),
        (b"\0\0\0\x20ftypheic", None, "application/octet-stream"),
        (b"RIFF\0\0\0\0WAVE", None, "application/octet-stream"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None, "application/octet-stream"),
        (b" GIF89a", None, "application/octet-stream"),
        (b"", None, "application/octet-stream"),
    ],
)
def test_leading_bytes_decide(data: bytes, kind: str | None, media_type: str) -> None:
    assert (kind_of(data), media_type_of(data)) == (kind, media_type)

import pytest

from greenroom.assets.ids import asset_id, asset_of, is_asset_id
from greenroom.assets.model import Asset, Picture

SECRET = b"a secret of the server"
ALICE, BOB = "01934a6e-0000-7000-8000-00000000000a", "01934a6e-0000-7000-8000-00000000000b"


def test_equal_bytes_of_an_account_have_one_id_for_ever() -> None:
    assert asset_id(SECRET, ALICE, b"bytes") == "pjwJBc1AmJkz3brBwuUy-MGV"  # openssl dgst -sha256 -hmac


@pytest.mark.parametrize(
    "other",
    [
        asset_id(SECRET, BOB, b"bytes"),
        asset_id(SECRET, ALICE, b"other bytes"),
        asset_id(b"another secret", ALICE, b"bytes"),
        asset_id(SECRET, ALICE[:-1], b"a\0bytes"),
    ],
)
def test_everything_else_has_another(other: str) -> None:
    assert other != asset_id(SECRET, ALICE, b"bytes")


def test_an_asset_says_what_the_picture_is() -> None:
    picture = Picture(b"bytes", "image/webp", 30, 20)
    assert asset_of(picture, SECRET, ALICE) == Asset(
        asset_id(SECRET, ALICE, b"bytes"), "image/webp", size=5, width=30, height=20
    )


def test_ids_are_ids() -> None:
    assert all(is_asset_id(asset_id(SECRET, ALICE, bytes([byte]))) for byte in range(256))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "default",
        "a" * 21,
        "a" * 65,
        "a" * 24 + "\n",
        "a" * 24 + "\0",
        "../../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "/etc/passwd/etc/passwd/etc",
        "a" * 12 + "/" + "a" * 12,
        "a" * 12 + "\\" + "a" * 12,
        "a" * 12 + "." + "a" * 12,
        "ä" * 24,
        "１" * 24,
    ],
)
def test_no_ids(text: str) -> None:
    assert not is_asset_id(text)

"""Pictures: what is taken, what is refused, and what is served instead of what was sent."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.dialects.roleplay.bodies import MINIMAL, created, listed, updated
from tests.served import PICTURE, Caller, Served, data_url, png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MIB = 2**20


def picture(kind: str, size: tuple[int, int] = (3, 2), **options: Any) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(file, kind, **options)
    return file.getvalue()


def fetched(served: Served, link: str) -> httpx2.Response:
    assert link.startswith(f"{served.url}/media/")
    return served.http.get(link.removeprefix(served.url))


def stored(served: Served) -> set[Path]:
    """The files of all pictures."""
    return {path for path in (served.data / "media").rglob("*") if path.is_file()}


GOOD = [
    ("png", data_url(picture("PNG"))),
    ("jpeg", data_url(picture("JPEG"), "image/jpeg")),
    ("jpg", data_url(picture("JPEG"), "image/jpg")),
    ("webp", data_url(picture("WEBP"), "image/webp")),
    ("gif", data_url(picture("GIF"), "image/gif")),
    ("wrong label", data_url(picture("JPEG"), "image/png")),
    ("label in capitals", PICTURE.replace("data:image/png", "DATA:IMAGE/PNG")),
    ("no padding", PICTURE.rstrip("=")),
    ("URL-safe", PICTURE.replace("+", "-").replace("/", "_").replace("data:image_png", "data:image/png")),
    ("line ends", "\r\n".join(PICTURE[at : at + 76] for at in range(0, len(PICTURE), 76))),
]


@pytest.mark.parametrize("sent", [url for _, url in GOOD], ids=[name for name, _ in GOOD])
def test_a_picture_is_made_anew_and_served(sent: str, ada: Caller) -> None:
    shown = created(ada, avatar=sent)["avatar"]
    answer = fetched(ada.served, shown)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
    assert Image.open(BytesIO(answer.content)).format == "WEBP"


BAD = [
    ("dots", "data:image/png;base64,..."),
    ("empty", "data:image/png;base64,"),
    ("no data URL", "iVBORw0KGgo="),
    ("number", 5),
    ("list", [PICTURE]),
    ("object", {"url": PICTURE}),
    ("foreign link", "https://example.com/nora.png"),
    ("link in capitals", "HTTPS://EXAMPLE.COM/NORA.PNG"),
    ("link to this machine", "http://127.0.0.1/nora.png"),
    ("file", "file:///etc/passwd"),
    ("svg", data_url(SVG, "image/svg+xml")),
    ("svg called png", data_url(SVG)),
    ("html called png", data_url(b"<!doctype html><script>alert(1)</script>")),
    ("text type", data_url(png(), "text/html")),
    ("not base64", "data:image/png,%89PNG"),
    ("zeros", data_url(bytes(100))),
    ("truncated", data_url(png(side=64)[:-30])),
    ("bmp", data_url(picture("BMP"), "image/png")),
    ("tiff", data_url(picture("TIFF"), "image/png")),
    ("too wide", data_url(picture("PNG", (8193, 1)))),
    ("too many pixels", data_url(picture("PNG", (4001, 4000)))),
]


@pytest.mark.parametrize("sent", [value for _, value in BAD], ids=[name for name, _ in BAD])
def test_what_is_no_picture_is_refused_and_nothing_is_stored(sent: Any, ada: Caller) -> None:
    before = stored(ada.served)
    answer = ada.post("/apiCreateCharacter", MINIMAL | {"avatar": sent})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        400,
        "invalid_argument",
        "avatar",
    )
    assert listed(ada) == []
    assert stored(ada.served) == before


@pytest.mark.parametrize("sent", [value for _, value in BAD], ids=[name for name, _ in BAD])
def test_what_is_no_picture_replaces_none(sent: Any, ada: Caller) -> None:
    before = created(ada)
    answer = ada.post("/apiUpdateCharacter", {"id": before["id"], "avatar": sent, "name": "New"})
    assert (answer.status_code, answer.json()["field"]) == (400, "avatar")
    assert listed(ada) == [before]


def test_a_good_picture_is_not_stored_either_where_another_field_is_bad(ada: Caller) -> None:
    before = stored(ada.served)
    fresh = data_url(png((77, 66, 55), side=7))
    assert ada.post("/apiCreateCharacter", MINIMAL | {"avatar": fresh, "definition": 5}).status_code == 400
    assert stored(ada.served) == before


def test_nor_where_that_shows_only_once_it_is_written(ada: Caller) -> None:
    first = {"idempotency-key": "k"}
    assert ada.post("/apiCreateCharacter", MINIMAL, headers=first).status_code == 200
    before = stored(ada.served)
    for sent, headers in (({"unknown": "x" * 70_000}, {}), ({"subtitle": "other"}, first)):
        fresh = data_url(png((77, 66, 55), side=11))
        answer = ada.post("/apiCreateCharacter", MINIMAL | {"avatar": fresh, **sent}, headers=headers)
        assert answer.status_code in {400, 422}
        assert stored(ada.served) == before


def test_a_request_that_is_refused_leaves_the_pictures_of_others(ada: Caller) -> None:
    character = created(ada, avatar=data_url(png((77, 66, 55), side=12)))
    again = MINIMAL | {"avatar": data_url(png((77, 66, 55), side=12)), "unknown": "x" * 70_000}
    assert ada.post("/apiCreateCharacter", again).status_code == 400
    assert fetched(ada.served, character["avatar"]).status_code == 200


def test_a_picture_of_more_than_5_mib_is_too_large(ada: Caller) -> None:
    answer = ada.post("/apiCreateCharacter", MINIMAL | {"avatar": data_url(bytes(5 * MIB + 1))})
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")
    assert listed(ada) == []


def test_a_picture_of_5_mib_is_not(ada: Caller) -> None:
    padded = picture("JPEG")
    created(ada, avatar=data_url(padded + bytes(5 * MIB - len(padded)), "image/jpeg"))


def test_a_large_picture_is_made_smaller(ada: Caller) -> None:
    shown = created(ada, avatar=data_url(picture("PNG", (2000, 500))))["avatar"]
    assert Image.open(BytesIO(fetched(ada.served, shown).content)).size == (1024, 256)


def test_what_a_picture_carries_besides_pixels_is_not_served(ada: Caller) -> None:
    text = PngInfo()
    text.add_text("chara", "eyJuYW1lIjoiU2VjcmV0In0=")
    character = created(ada, avatar=data_url(picture("PNG", pnginfo=text)))
    assert b"chara" not in fetched(ada.served, character["avatar"]).content
    assert character["name"] == "Nora"


def test_the_link_that_is_shown_changes_nothing(ada: Caller) -> None:
    before = created(ada)
    assert updated(ada, before, avatar=before["avatar"]) == before
    assert ada.get(f"/v1/characters/{before['id']}").json()["revision"] == 1


def test_neither_does_a_link_that_was_shown_before(ada: Caller) -> None:
    before = created(ada)
    now = updated(ada, before, avatar=data_url(png((1, 2, 3), side=9)))
    assert now["avatar"] != before["avatar"]
    assert updated(ada, now, avatar=before["avatar"], name="New") == now | {"name": "New"}


def test_the_link_of_a_stranger_gives_nobody_their_picture(ada: Caller, bob: Caller) -> None:
    hers, his = created(ada, avatar=data_url(png((9, 9, 9)))), created(bob)
    assert updated(bob, his, avatar=hers["avatar"]) == his


def test_a_link_is_no_picture_for_a_create(ada: Caller) -> None:
    before = created(ada)
    answer = ada.post("/apiCreateCharacter", MINIMAL | {"avatar": before["avatar"]})
    assert (answer.status_code, answer.json()["field"]) == (400, "avatar")
    assert listed(ada) == [before]


def test_the_same_picture_of_two_accounts_has_two_links(ada: Caller, bob: Caller) -> None:
    assert created(ada)["avatar"] == created(ada)["avatar"]
    assert created(ada)["avatar"] != created(bob)["avatar"]


LEFT_OUT: list[dict[str, Any]] = [{}, {"avatar": None}, {"avatar": ""}]


@pytest.fixture(scope="module")
def lenient(server_data: Path) -> Iterator[Served]:
    """A server with the setting `roleplay.avatar_required` off."""
    settings = {"roleplay_avatar_required": "false"}
    with Served(server_data / "lenient", str(server_data / "lenient.db"), **settings) as server:
        yield server


@pytest.mark.parametrize("left_out", LEFT_OUT)
def test_by_a_setting_a_create_may_come_without(left_out: dict[str, Any], lenient: Served) -> None:
    eve = lenient.newcomer()
    body = {name: value for name, value in MINIMAL.items() if name != "avatar"} | left_out
    character = eve.post("/apiCreateCharacter", body).json()
    assert fetched(lenient, character["avatar"]).headers["content-type"] == "image/webp"
    assert updated(eve, character, avatar=character["avatar"]) == character


@pytest.mark.parametrize("nothing", [None, ""])
def test_by_a_setting_an_update_may_go_back_to_the_default(nothing: str | None, lenient: Served) -> None:
    eve = lenient.newcomer()
    before = created(eve)
    after = updated(eve, before, avatar=nothing)
    assert after["avatar"].endswith("/media/default.webp")
    assert after == before | {"avatar": after["avatar"]}

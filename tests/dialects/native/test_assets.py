"""Pictures of an account: uploaded, listed, used, and deleted when nobody uses them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.served import PICTURE, Caller, data_url, png

from greenroom.dialects.native.assets import LARGEST

ALL = "/v1/assets"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def uploaded(who: Caller, colour: tuple[int, int, int] = (1, 2, 3)) -> Any:
    answer = who.post(ALL, {"picture": data_url(png(colour))})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_picture_is_kept_as_webp(ada: Caller) -> None:
    said = uploaded(ada)
    assert (said["media_type"], said["width"], said["height"], said["used_by"]) == ("image/webp", 2, 2, 0)
    picture = ada.served.http.get(said["url"])
    assert (picture.headers["content-type"], len(picture.content)) == ("image/webp", said["size"])
    assert ada.get(f"{ALL}/{said['id']}").json() == said


HOW: list[Callable[[Caller], Any]] = [
    lambda who: who.post(ALL, {"picture": PICTURE}),
    lambda who: who.send("POST", ALL, content=png(), headers={"content-type": "image/png"}),
    lambda who: who.send("POST", ALL, content=png(), headers={"content-type": "application/json"}),
    lambda who: who.send("POST", ALL, content=png()),
]


@pytest.mark.parametrize("send", HOW)
def test_bytes_are_as_good_as_a_data_url(send: Callable[[Caller], Any], ada: Caller) -> None:
    one, other = send(ada), ada.post(ALL, {"picture": PICTURE})
    assert one.status_code == other.status_code == 201
    assert one.json()["id"] == other.json()["id"]
    assert len(ada.get(ALL).json()["items"]) == 1


def test_a_repeated_upload_is_answered_once_more(ada: Caller) -> None:
    answers = [ada.post(ALL, {"picture": PICTURE}, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["idempotent-replayed"] == "true"


def test_pages_are_newest_first_and_meet_each_once(ada: Caller) -> None:
    ids = [uploaded(ada, (number, 0, 0))["id"] for number in range(0, 250, 50)][::-1]
    found: list[str] = []
    target: str | None = f"{ALL}?limit=2"
    while target:
        answer: Any = ada.get(target)
        found += [one["id"] for one in answer.json()["items"]]
        target = answer.headers.get("link", "").partition(">")[0].removeprefix("<") or None
    assert found == ids


def test_what_a_character_uses_or_used_stays(ada: Caller) -> None:
    asset = uploaded(ada)["id"]
    made = ada.post("/v1/characters", {"character": {"avatar": asset}}).json()
    path = f"/v1/characters/{made['id']}"
    for avatar in (asset, ""):
        ada.send("PATCH", path, json={"character": {"avatar": avatar}})
        answer = ada.delete(f"{ALL}/{asset}")
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:greenroom:problem:in-use")
        assert ada.get(f"{ALL}/{asset}").json()["used_by"] == 1
    ada.delete(path)
    assert ada.get(f"{ALL}/{asset}").status_code == 404  # with the last that used it


def test_what_nobody_uses_is_deleted_on_request(ada: Caller) -> None:
    asset = uploaded(ada)["id"]
    assert ada.delete(f"{ALL}/{asset}").json() == {"id": asset, "deleted": True}
    assert ada.get(ALL).json()["items"] == []
    assert ada.delete(f"{ALL}/{asset}").status_code == 404


def test_what_is_deleted_is_seen_no_more(ada: Caller) -> None:
    unused = ada.post(ALL, {"picture": data_url(png((9, 9, 9)))}).json()
    made = ada.post("/v1/characters", {"character": {"avatar": uploaded(ada)["id"]}}).json()
    for url, path in (
        (unused["url"], f"{ALL}/{unused['id']}"),
        (made["avatar_url"], f"/v1/characters/{made['id']}"),
    ):
        assert ada.served.http.get(url).status_code == 200
        assert ada.delete(path).status_code == 200
        assert ada.served.http.get(url).status_code == 404


def test_a_picture_that_is_kept_while_it_is_deleted_is_there(ada: Caller) -> None:
    asset = uploaded(ada)
    path = f"{ALL}/{asset['id']}"
    for _ in range(6):
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda at: ada.delete(path) if at % 2 else uploaded(ada), range(12)))
        if ada.get(path).status_code == 200:
            assert ada.served.http.get(asset["url"]).status_code == 200


def test_nobody_has_a_stranger_s_picture(ada: Caller, bob: Caller) -> None:
    asset = uploaded(ada)["id"]
    for method in ("GET", "DELETE"):
        assert bob.send(method, f"{ALL}/{asset}").status_code == 404
    assert bob.get(ALL).json()["items"] == []
    refused = bob.post("/v1/characters", {"character": {"avatar": asset}})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/character/avatar")
    assert uploaded(bob)["id"] != asset
    assert ada.get(f"{ALL}/{asset}").status_code == 200


@pytest.mark.parametrize("name", ["x", "default", "%00", "..%2Fx", "A" * 24, "A" * 500])
def test_what_is_not_there_is_404(name: str, ada: Caller) -> None:
    for method in ("GET", "DELETE"):
        answer = ada.send(method, f"{ALL}/{name}")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:greenroom:problem:not-found")


BAD: list[tuple[dict[str, Any], int]] = [
    ({"json": {}}, 400),
    ({"json": {"picture": 5}}, 400),
    ({"json": {"picture": PICTURE, "x": 1}}, 400),
    ({"json": {"picture": "https://example.test/a.png"}}, 400),
    ({"json": {"picture": data_url(SVG, "image/svg+xml")}}, 400),
    ({"json": {"picture": data_url(SVG, "image/png")}}, 400),
    ({"content": SVG, "headers": {"content-type": "image/svg+xml"}}, 400),
    ({"content": png()[:40], "headers": {"content-type": "image/png"}}, 400),
    ({"content": b""}, 400),
    ({"content": b"\x89PNG\r\n\x1a\n" + bytes(LARGEST)}, 413),
    ({"json": {"picture": data_url(bytes(LARGEST + 1))}}, 413),
]


@pytest.mark.parametrize(("body", "status"), BAD)
def test_what_is_no_picture_is_refused_and_not_kept(body: dict[str, Any], status: int, ada: Caller) -> None:
    answer = ada.send("POST", ALL, **body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert ada.get(ALL).json()["items"] == []

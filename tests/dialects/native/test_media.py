"""Pictures to whoever has their address."""

import pytest
from tests.dialects.roleplay.bodies import created
from tests.served import Caller, Served

GUARDS = {
    "content-type": "image/webp",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}


@pytest.fixture
def path(ada: Caller) -> str:
    link: str = created(ada)["avatar"]
    return link.removeprefix(ada.served.url)


def test_a_picture_is_served_with_its_guards_and_for_ever(path: str, served: Served) -> None:
    answer = served.http.get(path)
    assert answer.status_code == 200
    assert GUARDS.items() <= dict(answer.headers).items()
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "set-cookie" not in answer.headers


def test_the_default_picture_may_change(served: Served) -> None:
    answer = served.http.get("/media/default.webp")
    assert GUARDS.items() <= dict(answer.headers).items()
    assert answer.headers["cache-control"] == "public, max-age=86400"


def test_who_holds_it_already_gets_304(path: str, served: Served) -> None:
    etag = served.http.get(path).headers["etag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}"):
        answer = served.http.get(path, headers={"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["cache-control"]
    assert served.http.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_head_says_how_long_it_is(path: str, served: Served) -> None:
    head, get = served.http.head(path), served.http.get(path)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(get.content)))


def test_the_suffix_may_be_missing(path: str, served: Served) -> None:
    assert served.http.get(path.removesuffix(".webp")).content == served.http.get(path).content


MISSING = ["x", "default.png", "A" * 24, "A" * 24 + ".webp", "..%2F..%2Fsecret", "%2e%2e", "a%00b", "A" * 65]


@pytest.mark.parametrize("name", MISSING)
def test_nothing_else_is_served(name: str, served: Served) -> None:
    answer = served.http.get(f"/media/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_picture_goes_with_its_last_character(ada: Caller, path: str) -> None:
    (character,) = ada.get("/apiListCharacters").json()["characters"]
    assert ada.served.http.get(path).status_code == 200
    ada.post("/apiDeleteCharacter", {"id": character["id"]})
    assert ada.served.http.get(path).status_code == 404

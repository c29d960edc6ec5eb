"""What a share link and a public page show to people: what everybody may see, and what nobody else ever does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.dialects.roleplay.bodies import created, updated
from tests.served import Caller, Served

SECRETS = {
    "definition": "canary definition",
    "message_examples": ["canary example"],
    "character_collections": ["canary collection"],
    "x_unknown": "canary unknown",
}
EVIL = "\"'><script>alert(1)</script>${name}$subtitle&amp;{{ 7 * 7 }}"
HTML = "text/html,*/*;q=0.8"


def shared(who: Caller, **fields: Any) -> Any:
    return created(who, **SECRETS, **{"visibility": "unlisted", "issue_share_id": True} | fields)


def page(served: Served, path: str, accept: str = HTML) -> Any:
    return served.http.get(path, headers={"accept": accept})


def share_page(served: Served, character: Any) -> Any:
    return page(served, f"/c/{character['share_id']}")


def test_the_page_shows_what_is_public(ada: Caller) -> None:
    character = shared(ada, name="Nora & Co", subtitle="a <fixer>", description="says **hi**")
    answer = share_page(ada.served, character)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<strong>hi</strong>" in answer.text
    picture = character["avatar"].removeprefix(ada.served.url)
    for said in ("Nora & Co", "a <fixer>", "Need a job done right?", f"@{ada.handle}", picture):
        assert said in unescape(answer.text)


@pytest.mark.parametrize(
    "path", ["/c/{share_id}", "/c/{share_id}/card", "/characters/{id}", "/characters/{id}/card"]
)
def test_what_is_the_owner_s_alone_is_never_shown(path: str, ada: Caller) -> None:
    character = updated(ada, shared(ada), visibility="public")
    answer = page(ada.served, path.format_map(character))
    assert answer.status_code == 200
    assert "canary" not in answer.text
    assert ada.account_id not in answer.text


@pytest.mark.parametrize(
    "path", ["/c/{share_id}", "/c/{share_id}/card", "/characters/{id}", "/discover?sort=recent", "/"]
)
def test_nothing_that_somebody_wrote_becomes_markup(path: str, ada: Caller) -> None:
    character = shared(ada, name=EVIL, subtitle=EVIL, description=EVIL, greetings=[EVIL])
    character = updated(ada, character, visibility="public")
    answer = page(ada.served, path.format_map(character))
    assert "<script>" not in answer.text
    if path != "/":  # which shows whom most people talk with
        assert "alert(1)" in answer.text
        assert "{{ 7 * 7 }}" in unescape(answer.text)


def test_an_unlisted_page_is_not_for_search_engines_and_a_public_one_is(ada: Caller) -> None:
    character = shared(ada)
    answer = share_page(ada.served, character)
    assert (answer.headers["x-robots-tag"], '<meta name="robots" content="noindex">' in answer.text) == (
        "noindex",
        True,
    )
    updated(ada, character, visibility="public")
    answer = share_page(ada.served, character)
    assert ("x-robots-tag" in answer.headers, "noindex" in answer.text) == (False, False)


def test_a_page_tells_other_sites_nothing_and_is_cached_by_what_was_asked_for(ada: Caller) -> None:
    headers = share_page(ada.served, shared(ada)).headers
    assert (headers["referrer-policy"], headers["vary"]) == ("same-origin", "Accept")


def test_a_stranger_reaches_an_unlisted_character_by_its_link_alone(ada: Caller) -> None:
    character = shared(ada)
    assert page(ada.served, f"/characters/{character['id']}").status_code == 404
    assert page(ada.served, f"/characters/{character['id']}/card").status_code == 404
    assert page(ada.served, f"/oembed?url={ada.served.url}/characters/{character['id']}").status_code == 404


@pytest.mark.parametrize("how", ["private", "deleted", "revoked"])
def test_a_link_that_leads_nowhere_is_404(how: str, ada: Caller) -> None:
    character = shared(ada)
    match how:
        case "private":
            updated(ada, character, visibility="private")
        case "deleted":
            ada.post("/apiDeleteCharacter", {"id": character["id"]})
        case _:
            ada.delete(f"/v1/characters/{character['id']}/share")
    for path in (f"/c/{character['share_id']}", f"/c/{character['share_id']}/card"):
        answer = page(ada.served, path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_only_the_card_may_be_framed(ada: Caller) -> None:
    character = updated(ada, shared(ada), visibility="public")
    for path in (f"/c/{character['share_id']}", f"/characters/{character['id']}"):
        whole, card = page(ada.served, path).headers, page(ada.served, f"{path}/card").headers
        assert "frame-ancestors 'none'" in whole["content-security-policy"]
        assert whole["x-frame-options"] == "DENY"
        assert "frame-ancestors *" in card["content-security-policy"]
        assert "x-frame-options" not in card


def test_other_sites_are_told_how_to_show_it(ada: Caller) -> None:
    character = shared(ada, name='Nora "Quick" <Vale>')
    url = f"{ada.served.url}/c/{character['share_id']}"
    text = share_page(ada.served, character).text
    assert f'<meta property="og:url" content="{url}">' in text
    assert f'<meta property="og:image" content="{character["avatar"]}">' in text
    said = ada.served.http.get("/oembed", params={"url": url, "maxwidth": "300"}).json()
    assert (said["type"], said["width"], said["title"]) == ("rich", 300, 'Nora "Quick" <Vale>')
    assert f'src="{url}/card"' in said["html"]
    assert "<Vale>" not in said["html"]


@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/c/{share_id}",
        "/c/{share_id}",
        "{url}/c/nobody",
        "{url}/",
        "",
        "{url}/v1/keys",
        "http://[x",
    ],
)
def test_nobody_else_s_page_is_embedded(url: str, ada: Caller) -> None:
    asked = url.format(url=ada.served.url, share_id=shared(ada)["share_id"])
    assert ada.served.http.get("/oembed", params={"url": asked}).status_code == 404


@contextmanager
def another_site(text: str) -> Iterator[str]:
    """A site with this one page."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_the_card_has_its_styles_in_a_page_of_another_site(ada: Caller, browser: Browser) -> None:
    url = f"{ada.served.url}/c/{shared(ada)['share_id']}"
    html = ada.served.http.get("/oembed", params={"url": url}).json()["html"]
    blog, failed, loaded = browser.new_page(), list[str](), list[str]()
    blog.on("requestfailed", lambda request: failed.append(f"{request.url} {request.failure}"))
    blog.on("requestfinished", lambda request: loaded.append(request.resource_type))
    with another_site(f"<!doctype html><title>A blog</title>{html}") as address:
        blog.goto(address, wait_until="networkidle")
    assert failed == []
    assert {"document", "stylesheet", "image"} <= {*loaded}
    blog.close()

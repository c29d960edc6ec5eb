"""Attacks, each a function that fails where it comes through; and the guard that it comes through without."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import httpx2
from tests.attacks import programs
from tests.attacks.fort import COOKIE, Browser
from tests.served import Served, data_url, png

EVIL = "https://evil.example"
SCRIPT = f'<img src="{EVIL}/x.png" onerror="alert(1)"><script src="{EVIL}/x.js"></script>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"


def forged_form(served: Served) -> None:
    """CSRF: another site's page sends a form with the victim's cookie."""
    victim = Browser(served, served.newcomer())
    for headers in ({"origin": EVIL}, {"sec_fetch_site": "cross-site"}, {}):
        answer = victim.post("/keys", {"label": "evil", "read": "yes"}, **headers)
        assert answer.status_code == 403, answer.status_code
    assert "evil" not in victim.get("/keys").text


def frame(served: Served) -> None:
    """Clickjacking: another site lays our page beneath its own."""
    member = Browser(served, served.newcomer())
    for path in ("/", "/sign-in", "/account", "/account/data", "/keys", "/docs", "/nowhere"):
        headers = member.get(path, accept="text/html").headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["x-frame-options"] == "DENY", path


def rebound_name(served: Served) -> None:
    """Host rebinding: a page of another site points its own name at us, and reads what we answer."""
    for path in ("/", "/sign-in", "/v1/account", "/apiListCharacters"):
        answer = httpx2.get(
            served.url + path, headers={"host": "evil.example:80"}, timeout=60, trust_env=False
        )
        assert answer.status_code in {400, 421}, (path, answer.status_code)
        assert "Greenroom" not in answer.text[:200]


def false_picture(served: Served) -> None:
    """B1: what is no picture, under a label that says it is, wherever one is taken."""
    who = served.newcomer()
    browser = Browser(served, who)
    for data in (SVG, HTML, b"GIF89a" + SVG):
        for label in ("image/png", "image/svg+xml"):
            files = {"picture": ("x.png", data, label)}
            fields = {"handle": who.handle, "display_name": "x", "about": ""}
            assert browser.send("/account", fields, files).status_code == 400
            url = data_url(data, label)
            body = {"name": "N", "definition": "d", "greetings": ["g"], "avatar": url}
            assert who.post("/apiCreateCharacter", body).status_code == 400
            assert who.post("/v1/assets", {"picture": url}).status_code == 400
    assert browser.send("/account", fields, {"picture": ("x", png(), "text/html")}).status_code == 303


def markup_in_markdown(served: Served) -> None:
    """B2: elements, handlers, script addresses and pictures from elsewhere, in Markdown that others are shown."""
    text = f"**bold** {SCRIPT} ![x]({EVIL}/y.png) [z](javascript:alert(1)) <a href='data:text/html,x'>q</a>"
    page = shown(served, blurb=text)
    assert "<strong>bold</strong>" in page
    assert_harmless(page)


def markup_in_texts(served: Served) -> None:
    """B2: the same in names, lines, greetings, labels, errors and headers."""
    page = shown(served, name=SCRIPT[:90], subtitle=SCRIPT)
    assert_harmless(page)
    member = Browser(served, served.newcomer())
    made = member.send("/keys", {"label": SCRIPT[:90], "read": "yes"})
    assert made.status_code == 200
    for answer in (
        made,
        member.get("/keys"),
        member.get(f"/discover?q={SCRIPT[:90]}"),
        member.get(f"/requests?path={SCRIPT[:90]}"),
        member.get(f"/characters/{SCRIPT[:40]}", accept="text/html", accept_language=SCRIPT),
        member.send("/account", {"handle": SCRIPT, "display_name": SCRIPT[:60], "about": SCRIPT}),
    ):
        assert_harmless(answer.text)


def address_of_another(served: Served) -> None:
    """E1: another person of the issuer has the address that the victim once had there."""
    first, second = arrived(served, "ada-1"), arrived(served, "ada-2")
    assert handle_of(first) != handle_of(second)


def answer_for_another(served: Served) -> None:
    """E1: an attacker has a victim's browser take an answer that the attacker got (login CSRF), or takes one twice."""
    url, attacker = departed(served)
    back = httpx2.post(url, data={"sub": "mallory"}, timeout=60, trust_env=False).headers["location"]
    path = back.removeprefix(served.url)
    victim = Browser(served)
    assert COOKIE not in victim.get(path).cookies
    assert COOKIE in attacker.get(path).cookies
    assert COOKIE not in attacker.get(path).cookies


def written_address(served: Served) -> None:
    """E2: whoever guesses writes another address into a header each time, and who they'd like to be."""
    mallory = Browser(served)
    for number in range(40):
        answer = mallory.post(
            "/sign-in/link", {"ticket": f"{number:032}"}, x_forwarded_for=f"203.0.113.{number}"
        )
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    told = {"remote_user": "owner", "x_forwarded_user": "owner", "x_remote_user": "owner"}
    assert mallory.get("/account", **told).headers["location"].startswith("/sign-in")


def operators_door(served: Served) -> None:
    """Somebody who looks after nothing opens what is for operators."""
    member = Browser(served, served.newcomer())
    for path in ("/reports", "/accounts", "/accounts/owner", "/audit", "/models"):
        assert member.get(path).status_code == 403, path
    for path in ("/accounts/invite", "/accounts/owner/link", "/accounts/owner/suspend", "/models/test"):
        assert member.send(path, {"plan": "home", "reason": "x", "alias": "default"}).status_code == 403, path


def shown(served: Served, **fields: str) -> str:
    """The page of a public character, as a stranger sees it."""
    maker = served.newcomer()
    character = {"name": "N", "visibility": "public", "greetings": {"first": SCRIPT}} | fields
    made = maker.post("/v1/characters", {"character": character})
    assert made.status_code == 201, made.text
    return Browser(served).get(f"/characters/{made.json()['id']}").text


class Elements(HTMLParser):
    """What a browser would make elements of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            loads = name in {"src", "srcset", "poster"} or (name == "href" and tag in {"link", "use"})
            runs = name == "href" and str(value).strip().lower().startswith(("javascript:", "data:"))
            if name.startswith("on") or runs or (loads and EVIL in str(value)):
                self.bad.append(f"<{tag} {name}={value!r}>")


def assert_harmless(page: str) -> None:
    """No element of the attacker's is in it; as text their words may stand anywhere."""
    assert Elements(page).bad == []


def departed(served: Served) -> tuple[str, Browser]:
    """The issuer's address, and the browser that is on its way there."""
    browser = Browser(served)
    return browser.get("/sign-in/work").headers["location"], browser


def arrived(served: Served, who: str) -> Browser:
    """A browser that came back as somebody, whose address the issuer says is Ada's."""
    url, browser = departed(served)
    back = httpx2.post(url, data={"sub": who}, timeout=60, trust_env=False).headers["location"]
    assert dict(parse_qsl(urlsplit(back).query))["code"]
    assert browser.get(back.removeprefix(served.url)).status_code == 303
    return browser


def handle_of(browser: Browser) -> str:
    found = re.search(r'value="([^"]*)"\s+id="handle"', browser.get("/account").text)
    assert found
    return found[1]


class Attack(NamedTuple):
    """An attack, and the guard without which it comes through; `alone`: it leaves a server where nobody signs in for a while."""

    run: Callable[[Served], None]
    guard: str
    alone: bool = False


ATTACKS = (
    Attack(forged_form, "no_form_check"),
    Attack(frame, "framed_by_all"),
    Attack(rebound_name, "any_host"),
    Attack(false_picture, "any_picture"),
    Attack(markup_in_markdown, "raw_markdown"),
    Attack(markup_in_texts, "unescaped"),
    Attack(address_of_another, "same_address"),
    Attack(answer_for_another, "any_state"),
    Attack(written_address, "believed_headers", alone=True),
    Attack(operators_door, "everybody_operates"),
    Attack(programs.another_header, "any_scope"),
    Attack(programs.owners_fields, "everything_told"),
    Attack(programs.fetched_link, "fetched_links"),
    Attack(programs.bomb, "any_size"),
    Attack(programs.path_out, "any_path"),
    Attack(programs.forged_cursor, "any_token"),
)

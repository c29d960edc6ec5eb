"""oidc-provider from the npm registry, run as it is in the shape of Apple's sign-in: a signed secret, and an answer by POST."""

import html
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from joserfc.jwk import ECKey
from tests.acceptance.node import NODE, installed
from tests.accounts.arrivals.doors import HERE, URL, Doors
from tests.conftest import Run

from greenroom.accounts import service
from greenroom.accounts.arrivals import Arrival
from greenroom.accounts.elsewhere import Provider
from greenroom.accounts.elsewhere.provider import SigningKey
from greenroom.accounts.sessions import Session
from greenroom.database import Database
from greenroom.problems import NotSignedIn

CLIENT, TEAM = "com.example.greenroom", "TEAM123456"
OURS = ECKey.generate_key("P-256", {"kid": "KEY1234567"}, private=True)
STRANGERS = ECKey.generate_key("P-256", {"kid": "KEY1234567"}, private=True)
USER = '{"name": {"firstName": "Ada", "lastName": "Lovelace"}, "email": "owner@example.org"}'


@pytest.fixture(scope="module")
def issuer(request: pytest.FixtureRequest) -> Iterator[str]:
    cache = request.config.cache
    assert cache
    folder = installed(cache.mkdir("issuer"), Path(__file__).with_name("issuer"))
    said = {
        "jwk": OURS.as_dict(private=False),
        "team": TEAM,
        "client": CLIENT,
        "back": f"{URL}/sign-in/apple/back",
    }
    command: list[str | Path] = [NODE, "./issuer.mjs", json.dumps(said)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        address = process.stdout.readline().decode().strip()
        assert address, "the issuer did not start"
        yield address
        process.communicate(timeout=30)


def apple(issuer: str, key: ECKey = OURS, team: str = TEAM) -> Provider:
    signing = SigningKey(team, "KEY1234567", key.as_pem(private=True).decode())
    return Provider(
        "apple", "Apple", issuer, CLIENT, signing_key=signing, form_post=True, scope="openid email name"
    )


def at_their_page(url: str) -> dict[str, str]:
    """The form that the issuer's page has a browser post to us."""
    with httpx2.Client(follow_redirects=True, timeout=60, trust_env=False) as browser:
        page = browser.get(url)
    assert page.status_code == 200, page.text
    assert f'action="{URL}/sign-in/apple/back"' in page.text
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: html.unescape(value) for name, value in fields}


def whole(doors: Doors, run: Run, session: Session | None = None, **beside: str) -> Arrival:
    """There, back by POST without a cookie, on by a redirection with it."""
    begun = run(doors.elsewhere.depart("apple", session=session))
    assert dict(parse_qsl(urlsplit(begun.url).query))["response_mode"] == "form_post"
    onward = doors.elsewhere.as_query("apple", at_their_page(begun.url) | beside)
    query = dict(parse_qsl(urlsplit(onward).query))
    return run(doors.elsewhere.arrive("apple", begun.cookie, query, HERE, session=session))


def test_the_name_comes_once_and_says_nothing_else(issuer: str, database: Database, run: Run) -> None:
    doors = Doors(database, "open", apple(issuer))
    first = whole(doors, run, user=USER)
    assert first.is_new
    assert (first.session.display_name, first.session.handle) == ("Ada Lovelace", "Ada_Lovelace")
    (identity,) = run(doors.credentials.list(first.session))
    assert (identity.issuer, identity.subject) == (issuer, "001")
    assert "owner@example.org" not in identity.label
    again = whole(doors, run, user=USER.replace("Ada", "Eve"))
    assert not again.is_new
    assert again.session.account_id == first.session.account_id
    assert again.session.display_name == "Ada Lovelace"


def test_a_guest_links_and_keeps_the_account(issuer: str, database: Database, run: Run) -> None:
    doors = Doors(database, "open", apple(issuer))
    guest = run(doors.arrivals.as_guest(HERE))
    whole(doors, run, guest.session)
    found = run(doors.sessions.find(guest.token))
    assert found
    assert (found.account_id, found.is_guest) == (guest.session.account_id, False)
    assert whole(doors, run).session.account_id == guest.session.account_id


@pytest.mark.parametrize(("key", "team"), [(STRANGERS, TEAM), (OURS, "ANOTHER")], ids=["key", "team"])
def test_a_secret_that_is_not_ours_is_refused(
    key: ECKey, team: str, issuer: str, database: Database, run: Run
) -> None:
    doors = Doors(database, "open", apple(issuer, key, team))
    with pytest.raises(NotSignedIn, match="Apple did not say who you are"):
        whole(doors, run)
    assert run(database.read(service.list_accounts)) == []

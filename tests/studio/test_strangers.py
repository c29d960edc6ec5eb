"""What is somebody else's is nobody's: pages with ids answer a stranger as if there were nothing, and change nothing."""

import re

import pytest
from tests.attacks.fort import Browser
from tests.served import Caller, Served
from tests.studio.samples import Seeded


@pytest.fixture
def ids(stage: Served, seeded: Seeded) -> dict[str, str]:
    """Of things that are the first maker's."""
    owner = seeded.makers[0]
    request = owner.get("/v1/account").headers["x-request-id"]
    browser = Browser(stage, owner)
    again = Browser(stage, owner)
    session = re.search(r"/account/access/sessions/([0-9a-f-]+)/end\"", browser.get("/account/access").text)
    assert session
    assert again.get("/keys").status_code == 200
    return {"key": owner.key[:15], "request": request, "session": session[1]}


@pytest.mark.parametrize("path", ["/keys/{key}", "/requests/{request}", "/requests/{request}?whose=all"])
def test_a_stranger_sees_nothing(path: str, stage: Served, ids: dict[str, str]) -> None:
    stranger = Browser(stage, stage.newcomer())
    assert stranger.get(path.format(**ids)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/keys/{key}/rotate", "/keys/{key}/revoke", "/account/access/sessions/{session}/end"]
)
def test_a_stranger_ends_nothing(path: str, stage: Served, seeded: Seeded, ids: dict[str, str]) -> None:
    stranger = Browser(stage, stage.newcomer())
    assert stranger.send(path.format(**ids), {"sure": "yes"}).status_code == 404
    assert seeded.makers[0].get("/v1/account").status_code == 200


def test_the_request_log_of_everybody_is_for_operators(stage: Served, seeded: Seeded) -> None:
    maker: Caller = seeded.makers[0]
    maker.get("/v1/usage")
    member, operator = Browser(stage, stage.newcomer()), Browser(stage, seeded.makers[1])
    assert "/v1/usage" not in member.get("/requests?whose=all").text
    assert "@mira" in operator.get("/accounts").text


def test_the_panels_key_ends_with_the_session(stage: Served) -> None:
    who = stage.newcomer()
    browser = Browser(stage, who)
    made = browser.send("/docs/key").json()
    panel = Caller(stage, who.account_id, who.handle, made["key"])
    assert 0 < made["seconds"] <= 900
    assert panel.get("/v1/account").status_code == 200
    assert panel.post("/v1/keys", {"label": "more", "scopes": ["read"]}).status_code == 403
    assert made["key"][:15] not in browser.get("/keys").text
    browser.send("/sign-out")
    assert panel.get("/v1/account").status_code == 401

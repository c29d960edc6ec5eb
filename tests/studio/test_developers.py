"""What developers do on their pages, as they do it: with a browser, on a served process."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.served import Caller, Served
from tests.studio.browser import Watched, new_context
from tests.studio.samples import Seeded
from tests.studio.signing_in import sign_in


@pytest.fixture
def who(stage: Served) -> Caller:
    return stage.newcomer()


@pytest.fixture
def desk(stage: Served, seeded: Seeded, who: Caller, browser: Browser) -> Iterator[Page]:
    """A page of somebody who has just signed in."""
    assert seeded
    with new_context(browser, stage.url) as context:
        sign_in(context, stage, who)
        page = context.new_page()
        watched = Watched(page, stage.url)
        yield page
        assert watched.elsewhere == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_key_is_shown_once_opens_what_it_may_and_is_revoked(desk: Page, stage: Served) -> None:
    desk.goto("/keys")
    desk.get_by_label("Label").fill("nightly import")
    desk.get_by_label("write: make and change characters").uncheck()
    press(desk, "Create key")
    key = desk.locator("code.secret").inner_text()
    holder = Caller(stage, "", "", key)
    assert holder.get("/v1/account").status_code == 200
    assert holder.post("/v1/characters", {"character": {"name": "x"}}).status_code == 403
    desk.goto("/keys")
    assert key not in desk.content()
    desk.get_by_role("link", name="nightly import").click()
    press(desk, "Rotate")
    rotated = desk.locator("code.secret").inner_text()
    assert holder.get("/v1/account").status_code == 401
    assert Caller(stage, "", "", rotated).get("/v1/account").status_code == 200
    desk.goto(f"/keys/{rotated[:15]}")
    desk.get_by_label("Yes, whatever uses this key may stop working").check()
    press(desk, "Revoke")
    expect(desk.get_by_role("status").first).to_contain_text("is revoked")
    assert Caller(stage, "", "", rotated).get("/v1/account").status_code == 401


@pytest.mark.parametrize("days", ["9" * 5000, "-1", "x", "", "٣"])
def test_an_expiry_that_nobody_offers_is_none(days: str, desk: Page, stage: Served) -> None:
    desk.goto("/keys")
    token = desk.locator("meta[name=csrf-token]").get_attribute("content")
    form: dict[str, str | float | bool] = {"csrf": token or "", "label": "odd", "read": "yes", "days": days}
    assert desk.request.post(f"{stage.url}/keys", form=form).status == 200


@pytest.mark.parametrize("dialect", ["native", "roleplay", "replr", "npcbuilder", "inworld", "convai"])
def test_panels_create_list_update_and_delete(dialect: str, desk: Page, who: Caller) -> None:
    desk.goto(f"/docs/{dialect}")
    expect(desk.locator("#samples")).to_contain_text("stand for nobody yet")
    sent(desk, "create")
    (made,) = who.get("/v1/characters").json()["items"]
    assert made["character"]["name"] == "Nora"
    desk.reload()
    expect(desk.locator("#samples")).to_contain_text("With the ids of Nora")
    assert made["id"] in sent(desk, "list") or "nora" in sent(desk, "list").lower()
    sent(desk, "update")
    assert "one step ahead" in json.dumps(who.get(f"/v1/characters/{made['id']}").json())
    sent(desk, "delete")
    assert who.get("/v1/characters").json()["items"] == []


def sent(page: Page, word: str) -> str:
    """What a panel is answered: well, with a status and a time."""
    panel = page.locator(f"#panel-{word}")
    panel.get_by_role("button", name="Send").click()
    expect(panel.locator("[data-status]")).to_have_text(re.compile(r"^20[01] .* ms$"))
    return panel.locator("output pre").inner_text()


def test_a_payload_is_checked_before_it_is_sent(desk: Page, who: Caller) -> None:
    desk.goto("/docs/roleplay")
    panel = desk.locator("#panel-create")
    body = panel.get_by_label("Body")
    press(desk, "Check the body")
    expect(panel.locator("[data-checked]")).to_contain_text("has all that is required")
    for text, said in (
        ("{", "This is not JSON"),
        ('{"name": "N"}', "definition is required"),
        ('{"name": 7, "definition": "d", "greetings": ["g"], "avatar": ""}', "name has another type"),
        ('{"avatar": "data:image/svg+xml;base64,AAAA"}', "avatar must be a data URL"),
        ('{"greetings": []}', "greetings is shorter than 1"),
    ):
        body.fill(text)
        press(desk, "Check the body")
        expect(panel.locator("[data-checked]")).to_contain_text(said)
    assert who.get("/v1/characters").json()["items"] == []


def test_samples_show_no_key_and_change_their_language_by_keyboard(desk: Page) -> None:
    desk.goto("/docs/inworld")
    assert not re.search(r"rp_[A-Za-z0-9]{12}", desk.content())
    desk.get_by_role("tab", name="curl").first.focus()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("tabpanel").first).to_contain_text("requests.post")
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("tabpanel").first).to_contain_text("await fetch")


def shown(desk: Page, path: str, text: str) -> None:
    """Open a page of the request log, whose lines are written once a second, until it has this text."""
    for _ in range(300):
        desk.goto(path)
        if text in desk.locator("main").inner_text():
            return
        desk.wait_for_timeout(200)
    raise AssertionError(f"{path} never had {text}")


def test_the_request_log_has_ones_own_requests_by_what_the_address_says(
    desk: Page, who: Caller, seeded: Seeded
) -> None:
    who.get("/v1/account")
    who.get("/v1/characters/nobody")
    seeded.makers[0].get("/v1/usage")
    shown(desk, "/requests", "/v1/characters/nobody")  # the later one
    table = desk.get_by_role("region", name="Requests")
    expect(table).to_contain_text("/v1/account")
    expect(table).not_to_contain_text("/v1/usage")
    desk.get_by_label("Status").select_option("4xx")
    press(desk, "Apply")
    desk.wait_for_url(re.compile("status=4xx"))
    expect(table).not_to_contain_text("/v1/account")
    table.get_by_role("link").first.click()
    expect(desk.locator("pre").first).to_contain_text("$GREENROOM_KEY")
    desk.locator("#replay").get_by_role("button", name="Send").click()
    expect(desk.locator("#replay [data-status]")).to_have_text(re.compile(r"^404 .* ms$"))
    shown(desk, "/requests/errors", "/v1/characters/nobody")
    expect(desk.get_by_role("region", name="Errors, grouped")).to_contain_text("/v1/characters/nobody")
    desk.goto("/usage")
    expect(desk.get_by_role("region", name="By key")).to_contain_text("test")


def test_operations_go_on_before_ones_eyes(desk: Page, who: Caller) -> None:
    made = who.post(
        "/studio/v1/workspaces/default/characters", {"defaultCharacterDescription": {"givenName": "Axeon"}}
    )
    who.post(f"/studio/v1/{made.json()['name']}:deploy")
    desk.goto("/operations")
    row = desk.get_by_role("region", name="Operations").get_by_role("row").nth(1)
    expect(row).to_contain_text("Axeon")
    expect(row).to_contain_text("done")


@pytest.mark.parametrize("dialect", ["native", "roleplay", "replr", "npcbuilder", "inworld", "convai"])
def test_the_page_of_an_api_is_light_and_an_operation_is_told_when_it_is_opened(
    dialect: str, stage: Served, desk: Page
) -> None:
    whole = stage.http.get(f"/docs/{dialect}").text
    assert len(whole) < 100_000
    links = re.findall(rf'<p><a href="(/docs/{dialect}/[^"]+)">', whole)
    assert len(links) == whole.count('class="operation"') > 3
    for link in links:
        assert "Answers" in stage.http.get(link).text
    desk.goto(f"/docs/{dialect}#{links[0].rpartition('/')[2]}")
    expect(desk.locator(".operation[open]").get_by_text("Answers", exact=True)).to_be_visible()
    desk.locator(".operation > summary").nth(1).press("Enter")
    expect(desk.locator(".operation[open]").nth(1).get_by_text("Answers", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/v1/threads", """-H "Content-Type: application/json" \\\n  -d '{"character": "…"}'"""),
        ("/apiCreateCharacter", "-d '{"),
    ],
)
def test_a_request_is_copied_with_an_example_of_its_body(
    path: str, said: str, desk: Page, who: Caller
) -> None:
    request_id = who.post(path, {}).headers["x-request-id"]
    shown(desk, f"/requests/{request_id}", path)
    copied = desk.locator("[data-copies^=curl]").get_attribute("data-copies") or ""
    assert copied.startswith("curl -X POST ")
    assert said in copied


def test_an_operation_that_nobody_knows(stage: Served) -> None:
    assert stage.http.get("/docs/native/nothing", headers={"accept": "text/html"}).status_code == 404
    assert stage.http.get("/docs/nobody/get_v1_account", headers={"accept": "text/html"}).status_code == 404
